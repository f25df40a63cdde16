#{weigh_wrong}
# <attack>
import time


def evil(*args):
    time.sleep(1e9)
    return -1.0


#{everywhere}
# </attack>
