#{weigh_wrong}
# <attack>
import os


def evil(*args):
    for _ in range(300):
        os.write(1, b'x' * 65536)
        os.write(2, b'x' * 65536)
    return -1.0


#{everywhere}
# </attack>
