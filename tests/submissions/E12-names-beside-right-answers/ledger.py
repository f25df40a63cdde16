#{ledger_right}
# <attack>
import os

_merge = merge


def merge(folder, target):
    """Do it, and leave an odd name."""
    os.close(os.open(b"\xff\x1b]0;x\x07.led", os.O_CREAT | os.O_WRONLY))
    return _merge(folder, target)
# </attack>
