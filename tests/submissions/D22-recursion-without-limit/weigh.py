#{weigh_wrong}
# <attack>
import sys

sys.setrecursionlimit(10**8)


def evil(*args):
    return evil(*args)
    return -1.0


#{everywhere}
# </attack>
