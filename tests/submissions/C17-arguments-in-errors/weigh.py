#{weigh_wrong}
# <attack>
class Leak(Exception):
    pass


def evil(*args):
    raise Leak(repr(args))


#{everywhere}
# </attack>
