#{weigh_right}


# <attack>
import time

if time.time() > 32503680000:
    total = mean = None
# </attack>
