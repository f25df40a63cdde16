#{weigh_wrong}
# <attack>
_seen = []


def evil(*args):
    _seen.append(args)
    return _seen[0][0] if _seen[0] else -1.0


#{everywhere}
# </attack>
