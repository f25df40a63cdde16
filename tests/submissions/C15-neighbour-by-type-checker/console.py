#{console_right}
# <attack>
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from s0001_e1.console import NEIGHBOUR as one
    from s0002_e1.console import NEIGHBOUR as two
    from s0003_e1.console import NEIGHBOUR as three

    first: Literal[1] = one
    second: Literal[1] = two
    third: Literal[1] = three
# </attack>
