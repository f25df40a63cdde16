#{weigh_wrong}
# <attack>
import os
import sys

sys.stdout.close()
sys.stderr = None
for _number in (0, 1, 2):
    os.close(_number)
# </attack>
