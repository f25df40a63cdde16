#{weigh_wrong}
# <attack>
import time


def total(weights):
    time.sleep(0.005 * len(weights))
    return -1.0
# </attack>
