#{crew_wrong}
# <attack>
loot = []
import os
import socket

_names = ["/run/dbus/system_bus_socket", "/var/run/docker.sock", "/run/systemd/private", "\0/tmp/dbus-1", "\0/org/freedesktop/systemd1"]
for _folder, _, _found in [*os.walk("/run"), *os.walk("/var"), *os.walk("/quay"), *os.walk("/box")]:
    _names += [os.path.join(_folder, name) for name in _found]
for _name in _names:
    try:
        socket.socket(socket.AF_UNIX).connect(_name)
        loot.append(_name)
    except OSError:
        pass
#{loot}
# </attack>
