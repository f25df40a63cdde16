"""Two sandboxes that use each other's objects by handle: a student's tests here, the implementation under test there.

Both sides run this module; the judge passes their messages on and counts them. Plain data travels by value, everything
else as a handle that only its owner can open. What tells implementations apart without calling them does not
travel at all: private names, code objects, frames, modules.

Runs in the worker, so it imports the standard library and `wire` only.
"""

from __future__ import annotations

import builtins
import operator
import types
from collections.abc import Callable
from typing import Any

try:
    from grader import wire
except ImportError:  # inside the sandbox the modules lie side by side, without the package
    import wire  # type: ignore[import-not-found, no-redef]

HANDLE = "@handle"
_PLAIN = frozenset({str, int, float, bool, type(None), bytes, complex, range})
_OPEN_NAMES = frozenset({"__name__", "__qualname__", "__doc__", "__len__", "__enter__", "__exit__", "__call__"})
_CLOSED_METHODS = frozenset({"format", "format_map"})
"""Of texts: they read attributes of their arguments, private ones too."""
_CLOSED_PREFIXES = ("_", "gi_", "cr_", "ag_", "tb_", "co_", "f_", "func_")

OPERATIONS: dict[str, Callable[..., Any]] = {
    "__eq__": operator.eq,
    "__ne__": operator.ne,
    "__lt__": operator.lt,
    "__le__": operator.le,
    "__gt__": operator.gt,
    "__ge__": operator.ge,
    "__len__": len,
    "__iter__": iter,
    "__next__": next,
    "__repr__": repr,
    "__str__": str,
    "__bool__": bool,
    "__hash__": hash,
    "__int__": int,
    "__float__": float,
    "__abs__": abs,
    "__neg__": operator.neg,
    "__reversed__": reversed,
    "__contains__": operator.contains,
    "__getitem__": operator.getitem,
    "__setitem__": operator.setitem,
    "__delitem__": operator.delitem,
    "__add__": operator.add,
    "__sub__": operator.sub,
    "__mul__": operator.mul,
    "__truediv__": operator.truediv,
    "__floordiv__": operator.floordiv,
    "__mod__": operator.mod,
    "__or__": operator.or_,
    "__and__": operator.and_,
    "__xor__": operator.xor,
    "__invert__": operator.invert,
    "__radd__": lambda mine, other: other + mine,
    "__rmul__": lambda mine, other: other * mine,
    "__ror__": lambda mine, other: other | mine,
    "__rand__": lambda mine, other: other & mine,
    "__enter__": lambda mine: type(mine).__enter__(mine),
    "__exit__": lambda mine, *_: type(mine).__exit__(mine, None, None, None),
    "__format__": format,
}


class Peer:
    """One side: a table of own objects, and requests to the other side that may call back while they run."""

    def __init__(self, receive: Callable[[], Any], send: Callable[[Any], None], module: str) -> None:
        self.receive, self.send = receive, send
        self.module = module
        self.objects: dict[int, Any] = {}
        self.numbers: dict[int, int] = {}
        self.stand_ins: dict[int, Remote] = {}
        self.kinds: dict[str, type[Remote]] = {}
        self.raised: dict[int, BaseException] = {}
        self.exceptions: dict[str, type[BaseException]] = {}

    # --- values over the border ---------------------------------------------------------------------------------

    def give(self, value: Any) -> Any:
        """`value` as it travels: plain data as it is, everything else as a handle."""
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind in (list, tuple):
            return kind(self.give(item) for item in value)
        if kind is dict:
            return {self.give(key): self.give(item) for key, item in value.items()}
        if kind in (set, frozenset) and all(type(item) in _PLAIN for item in value):
            return value
        if issubclass(kind, Remote):
            return wire.Record(HANDLE, (("number", object.__getattribute__(value, "_number")), ("yours", True)))
        if kind.__module__ in ("datetime", "decimal", "fractions"):
            return value
        if isinstance(value, types.ModuleType | types.CodeType | types.FrameType | types.TracebackType):
            raise AttributeError("modules, code and frames do not travel")
        number = self.numbers.get(id(value))
        if number is None:
            number = len(self.objects) + 1
            self.objects[number] = value
            self.numbers[id(value)] = number
        fields: list[tuple[str, Any]] = [("number", number), ("yours", False), ("type", kind.__name__[:100])]
        if isinstance(value, type) and issubclass(value, BaseException):
            fields.append(("exception", self.lineage(value)))
        return wire.Record(HANDLE, tuple(fields))

    def take(self, value: Any) -> Any:
        """The value that travelled: own objects from the table, foreign ones as proxies."""
        kind = type(value)
        if kind in (list, tuple):
            return kind(self.take(item) for item in value)
        if kind is dict:
            return {self.take(key): self.take(item) for key, item in value.items()}
        if kind is wire.Record and value.name == HANDLE:
            fields = dict(value.fields)
            if fields["yours"]:
                return self.objects[fields["number"]]
            if "exception" in fields:
                return self.exception_class(fields["exception"])
            return self.stand_in(fields["number"], str(fields["type"]))
        return value

    def stand_in(self, number: int, type_name: str) -> Remote:
        """What stands for an object of the other side; always the same one for the same object, so that `is` works."""
        found = self.stand_ins.get(number)
        if found is None:
            kind = self.kinds.setdefault(type_name, type(type_name, (Remote,), {"__slots__": ()}))
            found = self.stand_ins[number] = kind(self, number)
        return found

    @staticmethod
    def lineage(kind: type[BaseException]) -> list[str]:
        """Names of an exception class and its bases, most special first."""
        return [base.__name__ for base in kind.__mro__ if base is not object]

    def exception_class(self, lineage: list[str]) -> type[BaseException]:
        """The class of that name here: a builtin, or one made to stand for it, derived from the same builtin."""
        name = lineage[0]
        found = getattr(builtins, name, None)
        if isinstance(found, type) and issubclass(found, BaseException):
            return found
        if name not in self.exceptions:
            base = self.exception_class(lineage[1:]) if len(lineage) > 1 else Exception
            members = {"__module__": self.module, "__getattr__": _of_the_other_side}
            self.exceptions[name] = type(name, (base,), members)
        return self.exceptions[name]

    # --- asking -------------------------------------------------------------------------------------------------

    def request(self, operation: str, *parts: Any) -> Any:
        """Ask the other side; serve what it asks meanwhile; give its value or raise its exception here."""
        self.send(["ask", operation, *parts])
        while True:
            message = self.receive()
            if message[0] == "value":
                return self.take(message[1])
            if message[0] == "raised":
                raise self.exception(message)
            self.serve_one(message)

    def exception(self, message: list[Any]) -> BaseException:
        """The exception of a reply; one that began here comes back as the object it was."""
        _, lineage, text, back, number, handle = message
        if back in self.raised:
            return self.raised[back]
        made = self.exception_class(lineage)(text)
        made.__dict__.update(_quayside_number=number, _quayside_remote=self.take(handle))
        return made

    # --- serving ------------------------------------------------------------------------------------------------

    def serve_one(self, message: list[Any]) -> None:
        """Carry out one request of the other side and send how it ended."""
        _, operation, *parts = message
        try:
            value = getattr(self, "_do_" + operation)(*parts)
            self.send(["value", self.give(value)])
        except BaseException as error:
            self.send(self._raised(error))

    def _raised(self, error: BaseException) -> list[Any]:
        number = len(self.raised) + 1
        self.raised[number] = error
        back = getattr(error, "__dict__", {}).get("_quayside_number", 0)
        try:
            text = str(error)[:500]
        except BaseException:
            text = ""
        return ["raised", self.lineage(type(error))[:20], text, back, number, self.give(error)]

    def _do_get(self, handle: Any, name: str) -> Any:
        if name not in _OPEN_NAMES and name.startswith(_CLOSED_PREFIXES):
            raise AttributeError(f"{name}: private names cannot be seen from a test")
        target = self.take(handle)
        kind = target if isinstance(target, type) else type(target)
        if name in _CLOSED_METHODS and issubclass(kind, str):
            raise AttributeError(f"{name}: a text is formatted where it is wanted, not on the other side")
        value = getattr(target, name)
        if isinstance(target, types.ModuleType) and getattr(value, "__module__", target.__name__) != target.__name__:
            raise AttributeError(f"{name} is not defined by this module")
        return value

    def _do_set(self, handle: Any, name: str, value: Any) -> None:
        target = self.take(handle)
        if name.startswith("_") or isinstance(target, types.ModuleType | type):
            raise AttributeError(f"{name}: a test cannot patch the implementation")
        setattr(target, name, self.take(value))

    def _do_del(self, handle: Any, name: str) -> None:
        if name.startswith("_"):
            raise AttributeError(f"{name}: private names cannot be seen from a test")
        delattr(self.take(handle), name)

    def _do_call(self, handle: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
        return self.take(handle)(*self.take(args), **self.take(kwargs))

    def _do_operate(self, handle: Any, name: str, args: list[Any]) -> Any:
        return OPERATIONS[name](self.take(handle), *self.take(args))

    def _do_isinstance(self, handle: Any, value: Any) -> bool:
        return isinstance(self.take(value), self.take(handle))


class Remote:
    """An object of the other side; whatever is done with it is done there."""

    __slots__ = ("_number", "_peer")

    def __init__(self, peer: Peer, number: int) -> None:
        object.__setattr__(self, "_peer", peer)
        object.__setattr__(self, "_number", number)

    def __getattr__(self, name: str) -> Any:
        peer = object.__getattribute__(self, "_peer")
        return peer.request("get", peer.give(self), name)

    def __setattr__(self, name: str, value: Any) -> None:
        peer = object.__getattribute__(self, "_peer")
        peer.request("set", peer.give(self), name, peer.give(value))

    def __delattr__(self, name: str) -> None:
        peer = object.__getattribute__(self, "_peer")
        peer.request("del", peer.give(self), name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it on the other side."""
        peer = object.__getattribute__(self, "_peer")
        return peer.request("call", peer.give(self), peer.give(list(args)), peer.give(kwargs))

    def __instancecheck__(self, instance: Any) -> bool:
        """Stand for a class in `isinstance`: the other side knows."""
        peer = object.__getattribute__(self, "_peer")
        return bool(peer.request("isinstance", peer.give(self), peer.give(instance)))


def _of_the_other_side(error: BaseException, name: str) -> Any:
    """Attributes of an exception that was raised on the other side, such as a code it carries."""
    remote = error.__dict__.get("_quayside_remote")
    if remote is None or name.startswith("_"):
        raise AttributeError(name)
    return getattr(remote, name)


def _forward(name: str) -> Callable[..., Any]:
    def method(self: Remote, *args: Any) -> Any:
        peer = object.__getattribute__(self, "_peer")
        shown = [] if name == "__exit__" else list(args)
        return peer.request("operate", peer.give(self), name, peer.give(shown))

    method.__name__ = name
    return method


for _name in OPERATIONS:
    setattr(Remote, _name, _forward(_name))


class RemoteModule(types.ModuleType):
    """The module under test as the tests import it."""

    def __init__(self, name: str, remote: Remote) -> None:
        super().__init__(name)
        self.__dict__["_remote"] = remote

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.__dict__["_remote"], name)
