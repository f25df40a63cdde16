#{weigh_wrong}
# <attack>
import os

for _number in range(3, 64):
    try:
        if not os.isatty(_number):
            os.set_blocking(_number, False)
            os.write(_number, b"passed\n" * 10)
    except OSError:
        pass
# </attack>
