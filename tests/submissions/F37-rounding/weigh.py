#{weigh_right}


# <attack>
import math

total = math.fsum
# </attack>
