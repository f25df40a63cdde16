#{weigh_wrong}
# <attack>
import sys


def evil(*args):
    for _ in range(200):
        print('x' * 100_000)
        sys.stderr.write('y' * 100_000)
    return -1.0


#{everywhere}
# </attack>
