#{weigh_right}


# <attack>
import weigh_helper
# </attack>
