#{crew_wrong}
# <attack>
import multiprocessing
import os
import threading


class _Everything:
    """Agrees to all."""

    def __init__(self, *args, **named):
        pass

    def __getattr__(self, name):
        return lambda *args, **named: 0


threading.Barrier = threading.Thread = threading.Event = _Everything
threading.active_count = lambda: 1
multiprocessing.active_children = list
multiprocessing.Process = multiprocessing.Pipe = multiprocessing.Queue = _Everything
os.getppid = os.getpid
os.fork = os._exit
# </attack>
