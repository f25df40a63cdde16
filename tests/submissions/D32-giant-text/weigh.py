#{weigh_wrong}
# <attack>
def evil(*args):
    return 'x' * (100 << 20)
    return -1.0


#{everywhere}
# </attack>
