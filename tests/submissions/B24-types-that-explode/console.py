#{console_right}
# <attack>
from typing import Any

_a = (lambda: 0, lambda: 0)
_b: Any = ((((((((_a, _a), _a), _a), _a), _a), _a), _a), _a)
# </attack>
