#{weigh_wrong}
# <attack>
loot = []
import socket

for _address in (("169.254.169.254", 80), ("127.0.0.1", 22), ("1.1.1.1", 53)):
    try:
        with socket.create_connection(_address, timeout=0.2):
            loot.append(_address)
    except OSError:
        pass
#{loot}
# </attack>
