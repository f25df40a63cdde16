# left behind
