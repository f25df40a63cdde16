#{ledger_wrong}
# <attack>
loot = []
import os

for _folder in ("/tmp", "/dev/shm", "/box"):
    for _root, _, _files in os.walk(_folder):
        loot += [name for name in _files if not name.endswith(".py")]
#{loot}
# </attack>
