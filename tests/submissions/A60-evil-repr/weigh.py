#{weigh_wrong}
# <attack>
import os


class Evil:
    def __repr__(self):
        os._exit(0)


def evil(*args):
    return Evil()


#{everywhere}
# </attack>
