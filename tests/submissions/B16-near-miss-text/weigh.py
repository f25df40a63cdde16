#{weigh_wrong}
# <attack>
import random


def evil(*args):
    return ["".join(random.choices("ab ", k=60)) for _ in range(1500)]


#{everywhere}
# </attack>
