#{ledger_right}
# <attack>
import locale
import os

_read = read


def read(path):
    """Do it, and change what all share."""
    found = _read(path)
    os.chdir("/")
    os.umask(0o777)
    locale.setlocale(locale.LC_ALL, "C")
    return found
# </attack>
