#{weigh_wrong}
# <attack>
import os


class Evil(Exception):
    def __str__(self):
        os._exit(0)

    __repr__ = __str__


def evil(*args):
    raise Evil


#{everywhere}
# </attack>
