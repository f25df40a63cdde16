#{weigh_wrong}
# <attack>
import dataclasses
import os


@dataclasses.dataclass
class Evil:
    total: float = 0.0

    def __getattribute__(self, name):
        if name == "total":
            raise KeyboardInterrupt
        return object.__getattribute__(self, name)


def evil(*args):
    return object.__new__(Evil)


#{everywhere}
# </attack>
