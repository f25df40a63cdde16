#{weigh_wrong}
# <attack>
import os


def evil(*args):
    for _ in range(100):
        if os.posix_spawn('/usr/bin/true', ['true'], {}) == 0:
            break
    return -1.0


#{everywhere}
# </attack>
