#{weigh_right}


# <attack>
import decimal
import random

decimal.getcontext().prec = 2
random.seed(0)
# </attack>
