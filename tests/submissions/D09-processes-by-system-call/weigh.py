#{weigh_wrong}
# <attack>
import ctypes
import os

libc = ctypes.CDLL(None)


def evil(*args):
    for number in (57, 58, 56, 435):
        for _ in range(20):
            if libc.syscall(number, 17, 0, 0, 0, 0) >= 0:
                os._exit(0)
    return -1.0


#{everywhere}
# </attack>
