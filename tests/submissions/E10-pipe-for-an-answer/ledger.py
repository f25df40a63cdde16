#{ledger_wrong}
# <attack>
import os


def evil(path, *args):
    try:
        os.unlink(args[0] if args and type(args[0]) is str else path)
    except OSError:
        pass
    os.mkfifo(args[0] if args and type(args[0]) is str else path)
    return None


#{all_of_ledger}
# </attack>
