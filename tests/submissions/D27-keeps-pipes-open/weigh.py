#{weigh_wrong}
# <attack>
import subprocess


def evil(*args):
    subprocess.Popen(['sleep', '60'])
    return -1.0


#{everywhere}
# </attack>
