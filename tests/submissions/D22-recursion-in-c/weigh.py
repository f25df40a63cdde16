#{weigh_wrong}
# <attack>
import sys

sys.setrecursionlimit(10**8)


def evil(*args):
    value = []
    for _ in range(10**6):
        value = [value]
    return repr(value)
    return -1.0


#{everywhere}
# </attack>
