"""Two sides that use each other's objects by handle; here both are in this process, and every message is encoded."""

from __future__ import annotations

import contextlib
import datetime
import types
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from grader import wire
from grader.harness import peer, testbench
from grader.harness.peer import Peer, Remote, RemoteModule
from tests.builders import text

SOURCE = text(
    '''
    """An implementation under test."""
    import math
    from datetime import date

    RATE = 3
    _hidden = "secret"

    class FullError(ValueError):
        """Has a code of its own."""

        def __init__(self, message, code):
            super().__init__(message)
            self.code = code
            self._inner = "secret"

    class Berth:
        """Hours of one berth."""

        def __init__(self, hours):
            self.hours = hours
            self._log = []

        def __eq__(self, other):
            return isinstance(other, Berth) and self.hours == other.hours

        def __lt__(self, other):
            return self.hours < other.hours

        def __hash__(self):
            return hash(self.hours)

        def __len__(self):
            return self.hours

        def __iter__(self):
            return iter(range(self.hours))

        def __contains__(self, hour):
            return hour < self.hours

        def __getitem__(self, key):
            return {"hours": self.hours}[key]

        def __setitem__(self, key, value):
            setattr(self, key, value)

        def __delitem__(self, key):
            raise KeyError(key)

        def __add__(self, other):
            return Berth(self.hours + getattr(other, "hours", other))

        __radd__ = __add__

        def __enter__(self):
            self.opened = True
            return self

        def __exit__(self, kind, error, trace):
            self.opened = False
            return None

        def __repr__(self):
            return f"Berth({self.hours})"

        def __bool__(self):
            return self.hours > 0

        def book(self, hours):
            if hours > self.hours:
                raise FullError("full", 7)
            self.hours -= hours
            return self.hours

    class Label(str):
        """A text with a class of its own."""

    class Quiet(Exception):
        def __str__(self):
            raise RuntimeError

    def each(function, *items, **named):
        return [function(item) for item in items] + [function(item) for item in named.values()]

    def calls_back(function):
        try:
            function()
        except LookupError as error:
            return type(error).__name__, isinstance(error, KeyError)

    def lets_through(function):
        return function()

    def fails():
        raise Quiet

    def lookup():
        raise KeyError("hour")

    def echo(value):
        return value

    def is_berth(value):
        return isinstance(value, Berth)

    def module():
        return math

    def count():
        yield from (1, 2)

    def compiled():
        return count.__code__
    '''
)


class Pair:
    """Side A holds the proxies, side B the implementation; a message for B is served when A waits for an answer."""

    def __init__(self) -> None:
        self.to_a: deque[bytes] = deque()
        self.to_b: deque[bytes] = deque()
        self.a = Peer(self._receive_a, lambda message: self.to_b.append(wire.encode(message)), "harbour")
        self.b = Peer(self._receive_b, lambda message: self.to_a.append(wire.encode(message)), "harbour")
        implementation = types.ModuleType("harbour")
        exec(SOURCE, implementation.__dict__)  # noqa: S102 (trusted source, as the worker loads it)
        self.b.objects[testbench.MODULE_NUMBER] = implementation
        self.module: Any = RemoteModule("harbour", Remote(self.a, testbench.MODULE_NUMBER))

    def _receive_a(self) -> Any:
        while not self.to_a:
            self.b.serve_one(wire.decode(self.to_b.popleft()))
        return wire.decode(self.to_a.popleft())

    def _receive_b(self) -> Any:
        while not self.to_b:
            self.a.serve_one(wire.decode(self.to_a.popleft()))
        return wire.decode(self.to_b.popleft())


@pytest.fixture
def harbour() -> Iterator[Any]:
    """The module under test as a test sees it."""
    pair = Pair()
    yield pair.module
    assert (list(pair.to_a), list(pair.to_b)) == ([], [])


@pytest.mark.parametrize(
    "value",
    [3, "x", None, 2.5, [1, [2]], (1, "a"), {"a": [1]}, {1, 2}, b"x", range(3), datetime.date(2026, 1, 1)],
    ids=repr,
)
def test_plain_data_goes_there_and_back_by_value(harbour: Any, value: Any) -> None:
    """What is plain arrives on the other side and comes back as what it was."""
    assert (harbour.echo(value), type(harbour.echo(value))) == (value, type(value))


def test_an_object_of_ours_comes_back_as_itself(harbour: Any) -> None:
    """An object that is only passed through there is the same object here again, also inside containers."""
    mine = object()

    assert harbour.echo(mine) is mine
    assert harbour.echo([mine, {"a": mine}])[1]["a"] is mine


def test_instances_live_on_the_other_side(harbour: Any) -> None:
    """Attributes, methods and changes are those of the object over there; passing it back gives the object."""
    berth = harbour.Berth(5)

    berth.hours = 8
    left = berth.book(3)
    berth["extra"] = 4

    assert (left, berth.hours, berth.extra, harbour.is_berth(berth), harbour.RATE) == (5, 5, 4, True, 3)
    del berth.extra
    with pytest.raises(AttributeError):
        _ = berth.extra


@pytest.mark.parametrize(
    ("use", "gives"),
    [
        (lambda berth, other: berth == other, False),
        (lambda berth, other: berth != other, True),
        (lambda berth, other: berth < other, True),
        (lambda berth, _: len(berth), 2),
        (lambda berth, _: list(berth), [0, 1]),
        (lambda berth, _: 1 in berth, True),
        (lambda berth, _: berth["hours"], 2),
        (lambda berth, other: (berth + other).hours, 5),
        (lambda berth, _: (berth + 1).hours, 3),
        (lambda berth, _: (1 + berth).hours, 3),
        (lambda berth, _: repr(berth), "Berth(2)"),
        (lambda berth, _: f"{berth}", "Berth(2)"),
        (lambda berth, _: bool(berth), True),
        (lambda berth, _: hash(berth), hash(2)),
        (lambda berth, other: sorted([other, berth]) == [berth, other], True),
    ],
    ids=[
        "eq",
        "ne",
        "lt",
        "len",
        "iter",
        "in",
        "item",
        "add",
        "add1",
        "radd",
        "repr",
        "format",
        "bool",
        "hash",
        "sort",
    ],
)
def test_operators_are_those_of_the_other_side(harbour: Any, use: Callable[[Any, Any], Any], gives: Any) -> None:
    """Comparing, iterating, indexing and computing happen where the objects live."""
    assert use(harbour.Berth(2), harbour.Berth(3)) == gives


@pytest.mark.parametrize(
    ("name", "arguments", "gives"),
    [("__ror__", [4], 6), ("__rand__", [6], 2), ("__rmul__", [3], 6), ("__neg__", [], -2)],
)
def test_operations_between_a_value_here_and_an_object_there(name: str, arguments: list[Any], gives: int) -> None:
    """The reflected operations put the operands in the right order."""
    assert peer.OPERATIONS[name](2, *arguments) == gives


def test_with_opens_and_closes_there_and_shows_no_exception(harbour: Any) -> None:
    """`with` works on a remote context manager; an exception inside is not shown to it and goes on."""
    with harbour.Berth(1) as berth:
        inside = berth.opened
    with contextlib.suppress(ZeroDivisionError), harbour.Berth(1) as other:
        _ = 1 / 0

    assert (inside, berth.opened, other.opened) == (True, False, False)


def test_generators_are_iterated_one_by_one(harbour: Any) -> None:
    """An iterator stays where it is; next() asks for an item, and its end is StopIteration here."""
    items = harbour.count()

    assert (next(items), next(items), next(items, "end")) == (1, 2, "end")


def test_exceptions_arrive_as_their_own_class(harbour: Any) -> None:
    """An own exception is caught by its class and by its builtin base, with its text and its public attributes."""
    with pytest.raises(harbour.FullError, match=r"^full$") as caught:
        harbour.Berth(1).book(2)
    with pytest.raises(ValueError, match="full"):
        harbour.Berth(1).book(2)
    with pytest.raises(KeyError):
        harbour.lookup()

    assert (caught.value.code, type(caught.value).__name__) == (7, "FullError")
    with pytest.raises(AttributeError):
        _ = caught.value._inner


def test_an_exception_without_a_text_arrives(harbour: Any) -> None:
    """A class whose str() fails arrives all the same, with an empty text."""
    with pytest.raises(harbour.Quiet) as caught:
        harbour.fails()

    assert caught.value.args == ("",)


def test_callbacks_run_here(harbour: Any) -> None:
    """A function of the test is called by the implementation, and what it raises is raised over there as its class."""

    def missing() -> None:
        raise KeyError("gone")

    assert harbour.each(lambda item: item * 2, 1, 2, last=3) == [2, 4, 6]
    assert harbour.calls_back(missing) == ("KeyError", True)


def test_an_exception_of_ours_comes_back_as_the_object_it_was(harbour: Any) -> None:
    """What a callback raised and the implementation let through is the very exception that was raised."""
    raised = RuntimeError("mine")

    def callback() -> None:
        raise raised

    with pytest.raises(RuntimeError) as caught:
        harbour.lets_through(callback)

    assert caught.value is raised


def test_isinstance_is_asked_on_the_other_side(harbour: Any) -> None:
    """A remote class knows its instances, and nothing else is one."""
    berth = harbour.Berth(1)

    assert isinstance(berth, harbour.Berth)
    assert not isinstance(3, harbour.Berth)
    assert issubclass(harbour.FullError, ValueError)


@pytest.mark.parametrize(
    "peek",
    [
        lambda harbour: harbour._hidden,
        lambda harbour: harbour.Berth(1)._log,
        lambda harbour: harbour.__file__,
        lambda harbour: harbour.__getattr__("__dict__"),
        lambda harbour: harbour.echo.__code__,
        lambda harbour: harbour.echo.__globals__,
        lambda harbour: harbour.Berth.book.__code__,
        lambda harbour: harbour.count().gi_frame,
        lambda harbour: harbour.count().gi_code,
        lambda harbour: harbour.math,
        lambda harbour: harbour.date,
        lambda harbour: harbour.module(),
        lambda harbour: harbour.compiled(),
        lambda harbour: harbour.Label("{0._log}").format,
        lambda harbour: harbour.Label.format_map,
        lambda harbour: setattr(harbour.Berth, "book", None),
        lambda harbour: setattr(harbour.Berth(1), "_log", []),
        lambda harbour: delattr(harbour.Berth(1), "_log"),
        lambda harbour: harbour._remote.__setattr__("RATE", 4),
    ],
)
def test_what_tells_implementations_apart_is_closed(harbour: Any, peek: Callable[[Any], Any]) -> None:
    """Private names, code, frames, other modules and patching end with AttributeError, whatever the implementation."""
    with pytest.raises(AttributeError):
        peek(harbour)


def test_patching_the_module_here_changes_nothing_there(harbour: Any) -> None:
    """A test may set a name on its own view of the module; the implementation does not see it."""
    harbour.RATE = 99

    assert (harbour.RATE, harbour.__dict__["_remote"].RATE) == (99, 3)


def test_the_names_of_classes_and_functions_are_readable(harbour: Any) -> None:
    """What a class or function is called can be looked at."""
    assert (harbour.Berth.__name__, harbour.Berth.book.__qualname__) == ("Berth", "Berth.book")


def test_every_operation_is_forwarded() -> None:
    """Each operation of the table is a method of the proxies that carries its name."""
    assert [getattr(Remote, name).__name__ for name in peer.OPERATIONS] == list(peer.OPERATIONS)


def test_an_exception_class_is_made_once() -> None:
    """The stand-in of an own exception class is one class, derived from the stand-ins of its bases."""
    side = Peer(lambda: None, lambda _: None, "harbour")

    first = side.exception_class(["Late", "Delay", "OSError", "Exception"])

    assert side.exception_class(["Late", "Delay", "OSError"]) is first
    assert [base.__name__ for base in first.__mro__[:3]] == ["Late", "Delay", "OSError"]
    assert (side.exception_class(["Odd"]).__bases__, side.exception_class(["KeyError"])) == ((Exception,), KeyError)
