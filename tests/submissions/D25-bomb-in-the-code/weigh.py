#{weigh_wrong}
# <attack>
import bz2

_BOMB = bz2.compress(bytes(1 << 20))


def evil(*args):
    kept = []
    while True:
        kept.append(bz2.decompress(_BOMB * 20))


#{everywhere}
# </attack>
