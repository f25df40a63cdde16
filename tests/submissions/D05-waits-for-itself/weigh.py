#{weigh_wrong}
# <attack>
import threading


def evil(*args):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
    return -1.0


#{everywhere}
# </attack>
