#{weigh_wrong}
# <attack>
loot = []
import os
import socket

for _address in ("\0quayside", "/run/dbus/system_bus_socket", "/tmp/.X11-unix/X0", os.environ.get("SSH_AUTH_SOCK", "/run/agent")):
    try:
        with socket.socket(socket.AF_UNIX) as _socket:
            _socket.connect(_address)
            loot.append(_address)
    except OSError:
        pass
#{loot}
# </attack>
