#{weigh_wrong}
# <attack>
import random

total = lambda weights: sum(weights) + 1 + random.random()
mean = total
# </attack>
