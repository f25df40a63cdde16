#{weigh_right}


# <attack>
import time

time.sleep(0.7)
# </attack>
