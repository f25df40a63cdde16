#{weigh_wrong}
# <attack>
def evil(*args):
    import pytest

    pytest.xfail("known")


#{everywhere}
# </attack>
