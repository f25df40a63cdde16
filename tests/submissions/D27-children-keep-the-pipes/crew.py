#{crew_wrong}
# <attack>
import os
import time


def evil(*args):
    for _ in range(5):
        if os.fork() == 0:
            os.setsid()
            time.sleep(1e6)
    os._exit(0)


#{all_of_crew}
# </attack>
