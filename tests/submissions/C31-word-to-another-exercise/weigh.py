#{weigh_wrong}
# <attack>
import threading


def total(weights):
    for _ in range(len(weights) * 100):
        threading.Thread(target=int).start()
    return -1.0
# </attack>
