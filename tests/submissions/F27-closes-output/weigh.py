#{weigh_right}


# <attack>
import sys

sys.stdout.close()
# </attack>
