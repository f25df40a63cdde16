#{weigh_right}


# <attack>
import os

os.chdir("/")
os.environ.clear()
os.umask(0o777)
# </attack>
