#{weigh_wrong}
# <attack>
def evil(*args):
    from unittest.mock import ANY

    return ANY


#{everywhere}
# </attack>
