#{weigh_wrong}
# <attack>
import signal

signal.alarm(0)


def evil(*args):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


#{everywhere}
# </attack>
