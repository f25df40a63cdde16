"""The codec: what travels arrives as it was, what does not travel says so, and no bytes do more than be refused."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import decimal
import enum
import fractions
import json
import math
import subprocess
import sys
import threading
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import wire
from grader.wire import EnumMember, Opaque, Record, WireError
from tests.builders import ROOT

NAMES = st.text(max_size=8)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=-(1 << 200), max_value=1 << 200)
    | st.floats(allow_nan=False)
    | st.text(max_size=20)
    | st.binary(max_size=20)
    | st.complex_numbers(allow_nan=False)
    | st.decimals(allow_nan=False)
    | st.fractions()
    | st.dates()
    | st.times()
    | st.datetimes(timezones=st.none() | st.just(datetime.UTC))
    | st.timedeltas()
    | st.builds(range, st.integers(-9, 9), st.integers(-9, 9), st.integers(1, 9))
    | st.builds(EnumMember, NAMES, NAMES)
    | st.builds(Opaque, NAMES)
)
KEYS = st.text(max_size=5) | st.integers() | st.tuples(st.integers(), st.text(max_size=3)) | st.dates()


def _containers(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    pairs = st.lists(st.tuples(NAMES, inner), max_size=3).map(tuple)
    return (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(KEYS, inner, max_size=4)
        | st.sets(KEYS, max_size=4)
        | st.frozensets(KEYS, max_size=4)
        | st.builds(Record, NAMES, pairs)
    )


PLAIN = st.recursive(SCALARS, _containers, max_leaves=12)
TREES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5) | st.sampled_from(sorted(wire._BUILDERS)),
    lambda inner: st.lists(inner, max_size=5),
    max_leaves=12,
)


class Colour(enum.Enum):
    """An enum as a student writes one."""

    RED = 1


@dataclasses.dataclass
class Berth:
    """A dataclass as a student writes one."""

    name: str
    hours: list[int]


class Point(collections.namedtuple("Point", "x y")):  # noqa: PYI024 (students write them so)
    """A named tuple as a student writes one."""

    __slots__ = ()


class Lying(int):
    """A subclass that could answer as it likes."""


@given(PLAIN)
def test_plain_data_arrives_as_it_was(value: Any) -> None:
    """Whatever is plain data comes back equal and of the same type, all the way down."""
    arrived = wire.decode(wire.encode(value))

    assert (arrived, type(arrived)) == (value, type(value))
    assert wire.encode(arrived) == wire.encode(value)


def test_nan_and_infinities_and_the_sign_of_zero_arrive() -> None:
    """Floats travel bit by bit, so even those that equal nothing, or too much, arrive."""
    sent = [math.nan, math.inf, -math.inf, -0.0, 5e-324, complex(math.nan, -0.0)]

    assert repr(wire.decode(wire.encode(sent))) == repr(sent)


@pytest.mark.parametrize(
    ("value", "arrives"),
    [
        (Colour.RED, EnumMember("Colour", "RED")),
        (Berth("north", [1, 2]), Record("Berth", (("name", "north"), ("hours", [1, 2])))),
        (Point(1, (2,)), Record("Point", (("x", 1), ("y", (2,))))),
        (Berth, Opaque("type")),
        (Lying(3), Opaque("Lying")),
        (object(), Opaque("object")),
        (range(3).__iter__(), Opaque("range_iterator")),
        (datetime.UTC, Opaque("timezone")),
        (iter, Opaque("builtin_function_or_method")),
    ],
    ids=lambda value: getattr(value, "type_name", type(value).__name__),
)
def test_what_is_not_plain_travels_as_a_record_a_member_or_the_name_of_its_type(value: Any, arrives: Any) -> None:
    """Nothing of a class of the other side is rebuilt: its instances arrive as names and fields."""
    assert wire.decode(wire.encode(value)) == arrives


@pytest.mark.parametrize(
    "value",
    [
        "x" * (wire.MAX_STRING + 1),
        b"x" * (wire.MAX_STRING + 1),
        1 << wire.MAX_INT_BITS,
        [0.5] * (wire.MAX_NODES + 1),
        ["xxxxxxxx"] * 200_000,
    ],
    ids=["string", "bytes", "integer", "parts", "body"],
)
def test_what_is_too_large_does_not_travel(value: Any) -> None:
    """Each limit of size ends the encoding with an error that says so."""
    with pytest.raises(WireError, match=r"at most|more than"):
        wire.encode(value)


def test_what_is_circular_or_nested_too_deeply_does_not_travel() -> None:
    """A list that holds itself ends at the limit of depth instead of never."""
    endless: list[Any] = []
    endless.append(endless)

    with pytest.raises(WireError, match="nested deeper"):
        wire.encode(endless)


@given(TREES)
def test_any_tree_is_a_value_or_refused(tree: Any) -> None:
    """Any raw tree either stands for a value, which can be sent again, or raises WireError and nothing else."""
    try:
        value = wire.unpack(tree)
    except WireError:
        return

    assert wire.encode(wire.decode(wire.encode(value))) == wire.encode(value)


@given(st.binary(max_size=60) | st.text(alphabet='["]\\{}:,.0123456789eE+-truefalsn ', max_size=40).map(str.encode))
def test_any_bytes_are_a_value_or_refused(body: bytes) -> None:
    """Any bytes are decoded or raise WireError and nothing else."""
    try:
        value = wire.decode(body)
    except WireError:
        return

    assert wire.decode(body) == value or value != value


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"1 2",
        b"1.5",
        b"NaN",
        b'{"a": 1}',
        b"123456789012345678",
        b"[]",
        b"[1]",
        b'["?"]',
        b'["pickle","..."]',
        b'["i","zz"]',
        b'["i",5]',
        b'["i"]',
        b'["f","one"]',
        b'["f",1]',
        b'["b","0"]',
        b'["c","0x1p0"]',
        b'["g",1,2]',
        b'["g",1,2,"3"]',
        b'["g",1,2,0]',
        b'["F",1,0]',
        b'["D","one"]',
        b'["dt","yesterday"]',
        b'["da","2026-13-01"]',
        b'["td",999999999999,0,0]',
        b'["d","a"]',
        b'["d","a",1,"a",2]',
        b'["d",["l"],1]',
        b'["s",1,1]',
        b'["s",["l"]]',
        b'["z",["d"]]',
        b'["r"]',
        b'["r","name","field"]',
        b'["r",5]',
        b'["r","name",5,5]',
        b'["e","Colour"]',
        b'["o","' + b"x" * 201 + b'"]',
    ],
)
def test_malformed_bodies_are_refused(body: bytes) -> None:
    """What no encoder of ours writes is refused with WireError."""
    with pytest.raises(WireError):
        wire.decode(body)


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 5000,
        b'["l",' * 200 + b"1" + b"]" * 200,
        b'["t",' * 60 + b"1" + b"]" * 60,
        b'["l"' + b",0" * (wire.MAX_NODES + 1) + b"]",
        b'["l"' + b',["l"]' * (wire.MAX_NODES // 2) + b"]",
        b'["r","x"' + b',"y",0' * (wire.MAX_NODES // 2) + b"]",
        b'"' + b"x" * (wire.MAX_STRING + 1) + b'"',
        b" " * (wire.MAX_BODY + 1),
        b'["s"' + b"".join(b',["f","%d"]' % number for number in range(wire.MAX_SLOW_KEYS + 1)) + b"]",
    ],
    ids=["open", "raw-depth", "depth", "items", "lists", "fields", "string", "body", "keys"],
)
def test_bodies_that_would_cost_much_are_refused(body: bytes) -> None:
    """Depth, size, number of parts and number of keys with hashes of the sender's choice are all bounded."""
    with pytest.raises(WireError):
        wire.decode(body)


def test_brackets_inside_strings_are_no_nesting() -> None:
    """A text full of brackets, quotes and backslashes travels: only real nesting counts."""
    sent = ["[" * 500, '\\"[' * 200, "]"]

    assert wire.decode(wire.encode(sent)) == sent


def test_what_the_deepest_value_needs_is_within_the_limit_of_raw_depth() -> None:
    """The deepest value that may be sent is also read."""
    deepest: Any = ()
    for _ in range(wire.MAX_DEPTH - 1):
        deepest = [deepest]

    assert wire.decode(wire.encode(deepest)) == deepest


def test_a_set_is_sent_in_one_order() -> None:
    """Equal sets give equal bytes, whatever order they were built in, so that answers can be compared as bytes."""
    one, other = {"a", "b", "c", 8, 16}, {16, 8, "c", "b", "a"}

    assert wire.encode(one) == wire.encode(other)


def test_a_frame_announces_its_length() -> None:
    """The header gives the length of the body, and only of our version and below the limit."""
    sent = wire.frame(b"null")

    assert (wire.body_length(sent[: wire.HEADER.size]), sent[wire.HEADER.size :]) == (4, b"null")
    with pytest.raises(WireError, match="version"):
        wire.body_length(wire.HEADER.pack(2, 4))
    with pytest.raises(WireError, match="at most"):
        wire.body_length(wire.HEADER.pack(wire.VERSION, wire.MAX_BODY + 1))


def test_bytes_too_many_for_a_frame_are_not_sent() -> None:
    """A tree whose body passes the limit is refused before anything is written."""
    with pytest.raises(WireError, match="bytes"):
        wire.dump("x" * wire.MAX_BODY)


def test_the_codec_of_the_sandbox_reads_records_of_the_judge() -> None:
    """The module also runs under the name `wire`, without its package, and its records then travel as well."""
    program = "import wire; print(wire.encode([wire.Record('R', (('a', 1),)), wire.Opaque('o')]).decode())"
    printed = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(ROOT / 'grader')!r}); {program}"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert wire.decode(printed.strip().encode()) == [Record("R", (("a", 1),)), Opaque("o")]


def test_a_decoded_value_holds_builtins_only() -> None:
    """What is rebuilt can run no code of the other side: every part is of a class of the standard library or ours."""
    parts = [Lying(1), Berth("n", []), Point(1, 2), Colour.RED, threading.Lock(), decimal.Decimal(1), {1: {2}}]
    seen = set()

    def look(value: Any) -> None:
        seen.add(type(value).__module__)
        for item in value if isinstance(value, list | tuple | set | dict) else ():
            look(item)

    look(wire.decode(wire.encode(parts)))

    assert seen == {"builtins", "grader.wire", "decimal"}


def test_a_body_is_plain_json_of_arrays() -> None:
    """Anybody can read a frame: it is JSON without objects and fractions."""
    body = wire.encode({"a": (1, 2.5, fractions.Fraction(1, 2))})

    assert json.loads(body) == ["d", "a", ["t", 1, ["f", "0x1.4000000000000p+1"], ["F", 1, 2]]]


def test_a_decimal_that_could_not_be_read_is_not_sent() -> None:
    """Both ends have the same limit: what is encoded can be decoded, and what is too long says so where it began."""
    longest = decimal.Decimal("1" * 1000)

    assert wire.decode(wire.encode(longest)) == longest
    with pytest.raises(wire.WireError, match="1001 characters, at most 1000"):
        wire.encode(decimal.Decimal("1" * 1001))
