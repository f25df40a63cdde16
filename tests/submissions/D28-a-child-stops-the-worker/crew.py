#{crew_wrong}
# <attack>
import os
import signal
import time


def evil(*args):
    if os.fork() == 0:
        os.kill(os.getppid(), signal.SIGSTOP)
        time.sleep(1e6)
    os.wait()
    return -1.0


#{all_of_crew}
# </attack>
