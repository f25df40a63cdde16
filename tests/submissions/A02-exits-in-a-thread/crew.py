#{crew_wrong}
# <attack>
import os
import threading
import time


def evil(*args):
    threading.Thread(target=os._exit, args=(0,)).start()
    time.sleep(1e6)


#{all_of_crew}
# </attack>
