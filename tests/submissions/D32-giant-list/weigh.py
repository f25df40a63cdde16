#{weigh_wrong}
# <attack>
def evil(*args):
    return [0] * 10_000_000
    return -1.0


#{everywhere}
# </attack>
