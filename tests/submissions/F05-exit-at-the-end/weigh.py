#{weigh_right}


# <attack>
import sys

sys.exit()
# </attack>
