#{ledger_wrong}
# <attack>
import os


def evil(path, *args):
    target = args[0] if args and type(args[0]) is str else path
    os.symlink("/dev/zero" if len(target) % 2 else "/dev/urandom", target)
    return None


#{all_of_ledger}
# </attack>
