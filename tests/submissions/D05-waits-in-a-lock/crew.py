#{crew_wrong}
# <attack>
import multiprocessing
import threading


def evil(*args):
    lock, shared = threading.Lock(), multiprocessing.Lock()
    lock.acquire()
    shared.acquire()
    for target in (lock.acquire, shared.acquire):
        threading.Thread(target=target).start()
    child = multiprocessing.get_context("fork").Process(target=shared.acquire)
    child.start()
    child.join()
    return -1.0


#{all_of_crew}
# </attack>
