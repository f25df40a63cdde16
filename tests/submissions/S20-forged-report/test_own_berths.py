#{own_nothing}
# <attack>
import sys

_frame = sys._getframe()
while "side" not in _frame.f_locals:
    _frame = _frame.f_back
_side = _frame.f_locals["side"]
_wire = sys.modules["wire"]
_side.send(["report", [("test_one", "passed"), ("test_two", "passed"), ("test_three", "passed")]])
# </attack>
