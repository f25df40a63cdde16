#{weigh_wrong}
# <attack>
def evil(*args):
    return evil(*args)
    return -1.0


#{everywhere}
# </attack>
