#{weigh_wrong}
# <attack>
import threading
import time


def evil(*args):
    while True:
        threading.Thread(target=time.sleep, args=(1e6,), daemon=True).start()
    return -1.0


#{everywhere}
# </attack>
