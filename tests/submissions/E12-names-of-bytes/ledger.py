#{ledger_wrong}
# <attack>
import os


def evil(path, *args):
    for name in (b"\xff\xfe", b"a\nb", b"\x1b[2J", b"-rf", b"$(reboot)", b"x" * 255, b" ", b"'\"", "\u202eled".encode(), b"yard/\xff.led"):
        try:
            os.close(os.open(name, os.O_CREAT | os.O_WRONLY))
        except OSError:
            pass
    return None


#{all_of_ledger}
# </attack>
