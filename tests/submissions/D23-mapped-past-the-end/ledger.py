#{ledger_wrong}
# <attack>
import mmap


def evil(path, *args):
    with open("mapped", "w+b") as stream:
        stream.truncate(1 << 16)
        mapped = mmap.mmap(stream.fileno(), 1 << 16)
        stream.truncate(0)
        return mapped[1 << 15]


#{all_of_ledger}
# </attack>
