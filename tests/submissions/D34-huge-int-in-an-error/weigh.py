#{weigh_wrong}
# <attack>
def evil(*args):
    raise RuntimeError(10 ** (10**6))
    return -1.0


#{everywhere}
# </attack>
