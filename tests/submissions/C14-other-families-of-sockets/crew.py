#{crew_wrong}
# <attack>
loot = []
import socket

for _family in range(64):
    for _kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
        if _family != socket.AF_UNIX:
            for _make in (socket.socket, socket.socketpair):
                try:
                    _make(_family, _kind)
                    loot.append((_family, int(_kind)))
                except OSError:
                    pass
#{loot}
# </attack>
