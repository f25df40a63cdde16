#{weigh_wrong}
# <attack>
def evil(*args):
    import pytest

    return pytest.approx(0, abs=float("inf"))


#{everywhere}
# </attack>
