import weigh
