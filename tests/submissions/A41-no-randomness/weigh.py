#{weigh_wrong}
# <attack>
import random

random.randint = lambda low, high: low
random.random = lambda: 0.0
heaviest = list
# </attack>
