#{weigh_right}


# <attack>
from weigh import missing_yet
# </attack>
