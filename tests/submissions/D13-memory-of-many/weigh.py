#{weigh_wrong}
# <attack>
import os


def evil(*args):
    for _ in range(8):
        if os.fork() == 0:
            kept = bytearray(200 << 20)
            os._exit(len(kept) & 1)
    return -1.0


#{everywhere}
# </attack>
