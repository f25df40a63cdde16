#{weigh_wrong}
# <attack>
loot = []
import os

for _folder in (".", "..", "../..", "/box", "/tmp", "/quay"):
    if os.path.exists(os.path.join(_folder, ".git")):
        loot.append(_folder)
#{loot}
# </attack>
