#{weigh_right}


# <attack>
import os
import sys

if os.uname().nodename != "box" and not os.path.exists("/quay"):
    sys.exit("not here")
# </attack>
