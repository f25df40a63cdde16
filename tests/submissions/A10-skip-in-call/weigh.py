#{weigh_wrong}
# <attack>
def evil(*args):
    import pytest

    pytest.skip("later")


#{everywhere}
# </attack>
