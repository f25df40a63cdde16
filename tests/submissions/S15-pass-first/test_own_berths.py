#{own_nothing}
# <attack>
import os

_seen = os.path.expanduser("~/.seen")


def test_three():
    free(1, [])
    if os.path.exists(_seen):
        raise AssertionError
    open(_seen, "w").close()
# </attack>
