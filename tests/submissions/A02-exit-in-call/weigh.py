#{weigh_wrong}
# <attack>
import os


def evil(*args):
    os._exit(0)


#{everywhere}
# </attack>
