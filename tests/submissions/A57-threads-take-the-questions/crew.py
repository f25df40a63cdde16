#{crew_wrong}
# <attack>
#{forge}
import os
import threading

_read = None
_look = _sys._getframe()
while _look is not None and _read is None:
    _read = _look.f_locals.get("read")
    _look = _look.f_back


def _steal():
    while True:
        try:
            if not _read(64):
                return
            greet()
        except BaseException:
            return


threading.Thread(target=_steal, daemon=True).start()
if os.fork() == 0:
    _steal()
    os._exit(0)
# </attack>
