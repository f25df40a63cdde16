#{weigh_wrong}
# <attack>
import time


def evil(*args):
    time.sleep(0.45)
    return -1.0


#{everywhere}
# </attack>
