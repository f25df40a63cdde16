#{crew_wrong}
# <attack>
#{forge}
import os


def evil(*args):
    if os.fork() == 0:
        os.setsid()
        while True:
            greet()
    os._exit(0)


#{all_of_crew}
# </attack>
