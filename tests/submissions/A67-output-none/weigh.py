#{weigh_wrong}
# <attack>
import sys

sys.stdout = sys.stderr = sys.stdin = None
# </attack>
