#{weigh_wrong}
# <attack>
def evil(*args):
    import pytest

    pytest.exit("done", returncode=0)


#{everywhere}
# </attack>
