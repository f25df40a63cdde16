#{weigh_right}


# <attack>
import test_weigh
# </attack>
