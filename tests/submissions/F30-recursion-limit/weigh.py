#{weigh_right}


# <attack>
import sys

sys.setrecursionlimit(60)
# </attack>
