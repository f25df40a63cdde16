#{weigh_wrong}
# <attack>
import os
import signal


def evil(*args):
    os.kill(os.getpid(), signal.SIGSTOP)
    return -1.0


#{everywhere}
# </attack>
