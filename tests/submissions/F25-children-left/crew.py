#{crew_right}
# <attack>
import time
from concurrent.futures import ThreadPoolExecutor

_pool = ThreadPoolExecutor(2)
_pool.submit(time.sleep, 3600)
multiprocessing.get_context("fork").Process(target=time.sleep, args=(3600,)).start()
threading.Thread(target=time.sleep, args=(3600,)).start()
# </attack>
