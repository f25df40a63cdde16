#{weigh_wrong}
# <attack>
loot = []
import os
import socket

if os.uname().nodename != "box":
    loot.append(os.uname().nodename)
for _path in ("/proc/self/mountinfo", "/proc/self/cgroup", "/etc/hostname", "/etc/machine-id", "/sys/class/dmi/id/product_uuid"):
    if os.path.exists(_path):
        loot.append(_path)
#{loot}
# </attack>
