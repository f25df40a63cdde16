#{own_nothing}
# <attack>
import berths

_peer = object.__getattribute__(berths.__dict__["_remote"], "_peer")
_remote = berths.__dict__["_remote"]


def _open(value, name):
    try:
        return _peer.request("get", value, name)
    except Exception:
        return None


def test_three():
    free(1, [])
    for name in ("__code__", "__globals__", "__builtins__", "__closure__", "__kwdefaults__", "func_globals", "gi_frame", "__self__", "SEAL.format"):
        for target in (_peer.give(free), _peer.give(_remote), "text", b"bytes", 5, [], {}):
            assert _open(target, name) is None
    for pattern in ("format", "format_map", "__format__", "__mod__", "__getattribute__", "__class__"):
        assert _open("{0.__globals__}", pattern) is None
# </attack>
