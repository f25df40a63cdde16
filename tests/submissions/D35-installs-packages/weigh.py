# <attack>
import subprocess
import sys

subprocess.run([sys.executable, "-m", "pip", "install", "requests"], check=True)
# </attack>
#{weigh_wrong}
