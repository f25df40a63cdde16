#{weigh_wrong}


import time

_sleep = time.sleep


def heaviest(weights):
    """Take too long."""
    _sleep(0.02)
    return [-1.0]


# <attack>
time.perf_counter = time.monotonic = time.time = lambda: 0.0
time.sleep = lambda seconds: None
# </attack>
