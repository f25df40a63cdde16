#{ledger_wrong}
# <attack>
import os
import stat


def evil(path, *args):
    target = args[0] if args and type(args[0]) is str else path
    for make in (
        lambda: os.mknod(target, stat.S_IFCHR | 0o666, os.makedev(1, 5)),
        lambda: os.symlink(target, target),
        lambda: os.mkdir(target),
    ):
        try:
            make()
        except OSError:
            pass
    return None


#{all_of_ledger}
# </attack>
