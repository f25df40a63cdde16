#{weigh_wrong}
# <attack>
import ctypes


def evil(*args):
    ctypes.string_at(0)
    return -1.0


#{everywhere}
# </attack>
