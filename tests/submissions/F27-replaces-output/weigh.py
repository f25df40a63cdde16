#{weigh_right}


# <attack>
import io
import sys

sys.stdout = io.StringIO()
# </attack>
