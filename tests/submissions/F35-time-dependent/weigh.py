#{weigh_right}


# <attack>
import time

total = lambda weights: time.time()
# </attack>
