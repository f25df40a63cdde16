#{weigh_wrong}
# <attack>
import sys


def evil(*args):
    sys.exit(0)


#{everywhere}
# </attack>
