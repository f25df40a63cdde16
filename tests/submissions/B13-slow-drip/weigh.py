#{weigh_wrong}
# <attack>
#{forge}
import time

greet()
for _byte in wire.frame(b'["v",["f","0x0p+0"]]') * 1000:
    raw(bytes([_byte]))
    time.sleep(0.05)
# </attack>
