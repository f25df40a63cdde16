#{ledger_wrong}
# <attack>
loot = []
import os
import shutil

for _path in ("/box", "/box/01-harbour-ledger", "/box/01-harbour-label/label.py", "/quay", "/quay/wire.pyc", os.__file__, "/usr/lib", "/dev", "/libraries", "/"):
    for _call in (
        lambda: open(_path, "r+b").close(),
        lambda: open(os.path.join(_path, "left"), "wb").close(),
        lambda: os.chmod(_path, 0o777),
        lambda: os.utime(_path, (0, 0)),
        lambda: os.rename(_path, _path + "-left"),
        lambda: os.symlink("/tmp", os.path.join(_path, "left")),
        lambda: os.setxattr(_path, "user.left", b"x"),
        lambda: os.truncate(_path, 0),
    ):
        try:
            _call()
            loot.append(_path)
        except OSError:
            pass
#{loot}
# </attack>
