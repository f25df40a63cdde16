#{weigh_wrong}
# <attack>
import os
import time


def evil(*args):
    if os.fork() == 0:
        os.setsid()
        time.sleep(60)
        os._exit(0)
    return -1.0


#{everywhere}
# </attack>
