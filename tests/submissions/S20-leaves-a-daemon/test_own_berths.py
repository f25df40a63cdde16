#{own_nothing}
# <attack>
import os
import threading
import time

threading.Thread(target=time.sleep, args=(1e6,)).start()
try:
    os.fork()
except OSError:
    pass
# </attack>
