#{weigh_right}


# <attack>
from . import helper
# </attack>
