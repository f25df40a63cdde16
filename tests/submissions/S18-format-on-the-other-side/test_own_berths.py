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


def test_three():
    free(1, [])
    code = spy("{0.__code__.co_consts} {0.__code__.co_names}")
    assert not code or ("there cannot be less than none" in code and "SEAL" not in code)
# </attack>
