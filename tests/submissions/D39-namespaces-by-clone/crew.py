#{crew_wrong}
# <attack>
loot = []
import ctypes
import os

_libc = ctypes.CDLL(None)
for _number in (56, 220):
    for _flags in (0x10000000, 0x10020000, 0x30000000, 0x50000000, 0x7E020000):
        _pid = _libc.syscall(_number, ctypes.c_ulong(_flags | 17), 0, 0, 0, 0) if os.uname().machine == {56: "x86_64", 220: "aarch64"}[_number] else -1
        if _pid == 0:
            os._exit(0)
        if _pid > 0:
            loot.append(hex(_flags))
#{loot}
# </attack>
