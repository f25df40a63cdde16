#{weigh_wrong}
