#{crew_wrong}
# <attack>
loot = []
import os
import subprocess

for _command in (
    ["/usr/bin/unshare", "-Ur", "/usr/bin/id", "-u"],
    ["/usr/bin/unshare", "-n", "/usr/bin/id", "-u"],
    ["/usr/bin/nsenter", "-t", "1", "-m", "/usr/bin/id", "-u"],
    ["/usr/bin/mount", "-t", "tmpfs", "none", "/tmp"],
    ["/usr/bin/umount", "-l", "/box"],
    ["/usr/sbin/chroot", "/tmp", "/usr/bin/id"],
    ["/usr/bin/setpriv", "--reuid=0", "/usr/bin/id", "-u"],
    ["/usr/bin/su", "-c", "id -u"],
    ["/usr/bin/sudo", "-n", "/usr/bin/id", "-u"],
    ["/usr/bin/chsh", "-s", "/bin/sh"],
    ["/usr/bin/bwrap", "--bind", "/", "/", "/usr/bin/id", "-u"],
):
    try:
        if subprocess.run(_command, stdin=subprocess.DEVNULL, capture_output=True, timeout=0.3).returncode == 0:
            loot.append(_command[0])
    except (OSError, subprocess.SubprocessError):
        pass
for _call in (lambda: os.setuid(0), lambda: os.setgid(0), lambda: os.setgroups([0]), lambda: os.nice(-5)):
    try:
        _call()
        loot.append("rights")
    except OSError:
        pass
#{loot}
# </attack>
