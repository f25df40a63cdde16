#{weigh_wrong}
# <attack>
import threading
import time

try:
    for _ in range(100):
        threading.Thread(target=time.sleep, args=(1e6,)).start()
except RuntimeError:
    pass
# </attack>
