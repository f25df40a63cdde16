# <attack>
import os

os.execv("/usr/bin/true", ["true"])
# </attack>
#{weigh_wrong}
