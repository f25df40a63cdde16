#{weigh_wrong}
# <attack>
import atexit
import os

atexit.register(os._exit, 0)
# </attack>
