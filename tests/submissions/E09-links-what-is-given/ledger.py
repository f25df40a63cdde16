#{ledger_wrong}
# <attack>
import os


def evil(path, *args):
    target = args[0] if args and type(args[0]) is str else path
    for source in ("/box/01-harbour-ledger/ledger.py", __file__, os.__file__, "/quay/wire.pyc", "/dev/null"):
        try:
            os.link(source, target)
            os._exit(0)
        except OSError:
            pass
    return None


#{all_of_ledger}
# </attack>
