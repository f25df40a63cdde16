#{weigh_wrong}
# <attack>
import sys

_seen = set()


def _tracer(frame, event, arg):
    if event == "line":
        try:
            frame.f_lineno = frame.f_lineno + 1
        except ValueError:
            pass
        sys.settrace(None)
        frame.f_trace = None
        return None
    return _tracer


def evil(*args):
    caller = sys._getframe(1)
    if caller.f_code not in _seen:
        _seen.add(caller.f_code)
        caller.f_trace = _tracer
        sys.settrace(lambda *args: None)
    return []


heaviest = evil
# </attack>
