"""The codec against bytes that nobody of ours wrote: a value or WireError, soon and in little memory."""

from __future__ import annotations

import datetime
import decimal
import enum
import fractions
import json
import math
import time
import tracemalloc
from typing import Any

import coverage
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from grader import wire
from grader.checks.compare import same
from grader.harness.answers import Answer, read_answer

MOST_SECONDS = 0.1 if coverage.Coverage.current() is None else 2.0
"""While coverage is measured every line costs many times what it costs else."""
MOST_BYTES = 50 << 20
TRIES = 3
"""A slow decode is timed again: on a busy machine the caches of others cost time as well."""

PRIME = 2**61 - 1
"""Integers that differ by a multiple of it have the same hash."""

fuzz = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)
TAGS = sorted([*wire._BUILDERS, "x", "", "ll"])
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.text(max_size=8)
    | st.sampled_from(
        ["f" * 1025, "-" + "f" * 1024, "nan", "inf", "0x1p99999", "sNaN", "1E999999999", "2024-02-30", "ff", "\ud800"]
    )
)
trees = st.recursive(
    scalars,
    lambda inner: st.tuples(st.sampled_from(TAGS), st.lists(inner, max_size=6)).map(lambda pair: [pair[0], *pair[1]]),
)
"""Arrays that look like ours: a tag, and parts that may or may not fit it."""


class Colour(enum.Enum):
    """An enum whose members travel."""

    RED = 1


keys = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.binary(max_size=5) | st.floats(allow_nan=False)
)
plain = (
    keys
    | st.integers(-(2**4095), 2**4095)
    | st.floats()
    | st.complex_numbers()
    | st.builds(range, st.integers(-9, 9), st.integers(-9, 9), st.integers(1, 3))
    | st.decimals().filter(lambda number: len(str(number)) <= 1000)
    | st.fractions()
    | st.dates()
    | st.datetimes(timezones=st.none() | st.just(datetime.UTC))
    | st.times()
    | st.timedeltas()
    | st.builds(wire.Opaque, st.text(max_size=20))
    | st.builds(wire.EnumMember, st.text(max_size=20), st.text(max_size=20))
)
values = st.recursive(
    plain,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.lists(inner, max_size=5).map(tuple)
        | st.dictionaries(keys, inner, max_size=5)
        | st.sets(keys, max_size=5)
        | st.frozensets(keys, max_size=5)
        | st.builds(
            wire.Record, st.text(max_size=9), st.lists(st.tuples(st.text(max_size=9), inner), max_size=4).map(tuple)
        )
    ),
    max_leaves=30,
)
"""Everything of the closed list of types."""


def attempt(body: bytes) -> tuple[Any, bool]:
    """The value in `body` and whether there is one; fails the test where decoding takes too long."""
    taken = math.inf
    for _ in range(TRIES):
        began = time.process_time()
        try:
            found, decoded = wire.decode(body), True
        except wire.WireError:
            found, decoded = None, False
        taken = min(taken, time.process_time() - began)
        if taken < MOST_SECONDS:
            return found, decoded
    raise AssertionError(f"{len(body)} bytes took {taken:.3f} s: {body[:100]!r}")


# --- whatever comes ---------------------------------------------------------------------------------------------


@fuzz
@given(st.binary(max_size=2000))
@example(b"")
@example(b"null")
@example(b"[" * 121 + b'"' + b'\\"' * 1000)
def test_any_bytes_are_a_value_or_refused(body: bytes) -> None:
    """Bytes of any kind decode to a value or raise WireError, and as a reply they are an answer of some kind."""
    attempt(body)

    assert isinstance(read_answer(body), Answer)


@fuzz
@given(
    values, st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255), st.sampled_from("rid")), min_size=1, max_size=8)
)
def test_mutated_frames_are_a_value_or_refused(value: Any, changes: list[tuple[float, int, str]]) -> None:
    """A frame of ours with bytes replaced, inserted or dropped decodes to a value or raises WireError."""
    body = bytearray(wire.encode(value))
    for place, byte, what in changes:
        at = int(place * len(body))
        body[at : at + (what != "i")] = b"" if what == "d" else bytes([byte])

    attempt(bytes(body))


@fuzz
@given(trees)
@example(["s", ["f", "nan"], ["f", "nan"]])
@example(["d", ["D", "sNaN"], None])
@example(["F", 1, 0])
@example(["g", 1, 2, 0])
@example(["r", "name", ["l"], 1])
@example(["td", 10**16, 0, 0])
def test_trees_of_our_tags_are_a_value_or_refused(tree: Any) -> None:
    """Arrays with our tags and parts that may not fit them decode to a value or raise WireError."""
    attempt(json.dumps(tree).encode("ascii"))


@fuzz
@given(trees)
@example(["i", "f" * 1025])
@example(["s", ["i", "-" + "f" * 1025]])
def test_what_can_be_read_can_be_written(tree: Any) -> None:
    """A value that was decoded can be encoded again, and is the same when it comes back; only length may forbid it."""
    found, decoded = attempt(json.dumps(tree).encode("ascii"))
    if decoded:
        again = wire.decode(wire.encode(found))

        assert same(again, found)


@fuzz
@given(st.binary(min_size=5, max_size=5))
def test_headers_announce_a_length_within_bounds_or_are_refused(header: bytes) -> None:
    """No header makes the judge wait for more than a frame of the largest size."""
    try:
        length = wire.body_length(header)
    except wire.WireError:
        return

    assert header[0] == wire.VERSION
    assert 0 <= length <= wire.MAX_BODY


@fuzz
@given(trees, st.sampled_from(["v", "x", "n", "m", "u", "z"]))
def test_any_reply_is_an_answer(tree: Any, tag: str) -> None:
    """A reply with any parts is read as an answer, and never raises."""
    body = json.dumps([tag, *(tree if isinstance(tree, list) else [tree])]).encode("ascii")

    assert isinstance(read_answer(body), Answer)


# --- the worst that is known ------------------------------------------------------------------------------------


def colliding(sets: int, each: int) -> bytes:
    """Sets of integers that all have one hash."""
    items = ",".join(f'["i","{number * PRIME:x}"]' for number in range(1, each + 1))
    return ("[" + '"l",' + ",".join([f'["s",{items}]'] * sets) + "]").encode()


def colliding_floats(sets: int) -> bytes:
    """Sets of floats of a few hashes: those of one mantissa whose exponents differ by 61."""
    items = ",".join(f'["f","0x{2 * odd + 1:x}p{61 * power}"]' for power in range(-16, 16) for odd in range(60))
    return ('["l",' + ",".join([f'["s",{items}]'] * sets) + "]").encode()


def listed(part: str, count: int) -> bytes:
    """A list of that many equal parts."""
    return ('["l",' + ",".join([part] * count) + "]").encode()


WORST = {
    "ten thousand brackets": b"[" * 10_000 + b"]" * 10_000,
    "a million brackets": b"[" * 1_000_000,
    "brackets and a text without end": b"[" * 121 + b'"' + b'\\"' * 500_000,
    "brackets and backslashes": b"[" * 121 + b'"' + b"\\" * 1_000_000,
    "brackets and half a million texts": b"[" * 121 + b'"",' * 300_000,
    "an integer of a million digits": b"1" * 1_000_000,
    "a tagged integer of a million digits": b'["i","' + b"f" * 1_000_000 + b'"]',
    "half a million small integers": b'["l",' + b",".join([b"1"] * 500_000) + b"]",
    "sixty thousand long integers": listed("1234567890123456", 60_000),
    "a set of twenty thousand colliding integers": colliding(1, 20_000),
    "twenty sets of two thousand colliding integers": colliding(19, 2000),
    "many sets of colliding floats": colliding_floats(19),
    "a dict of colliding keys": b'["d",' + b",".join(b'["i","%x"],1' % (n * PRIME) for n in range(1, 30_000)) + b"]",
    "decimals of one hash": b'["s",' + b",".join(b'["D","%d"]' % (n * PRIME) for n in range(1, 30_000)) + b"]",
    "decimals of huge exponents": b'["s",' + b",".join(b'["D","1E%d"]' % (10**9 - n) for n in range(1, 2000)) + b"]",
    "long fractions": listed('["F",["i","' + "f" * 1000 + '1"],["i","' + "e" * 1000 + 'f"]]', 500),
    "a quarter of a million empty lists": listed('["l"]', 170_000),
    "fifty thousand lists": listed('["l"]', 49_000),
    "records": listed('["r","n","a",1]', 20_000),
    "moments": listed('["dt","2024-01-01T00:00:00+00:00"]', 28_000),
    "escapes": b'["l","' + b"\\ud800" * 170_000 + b'"]',
    "one long text": b'"' + b"a" * (wire.MAX_BODY - 2) + b'"',
    "frozensets in tuples in frozensets": listed('["z",["t",["z",["t",["z",1,2]]]]]', 6_000),
    "deep tuples as keys": ('["s",' + '["t",' * 48 + ",".join(["1"] * 90_000) + "]" * 48 + "]").encode(),
    "json objects": b'{"a":' * 100_000,
    "json numbers of other kinds": b"[" + b"NaN,Infinity,-Infinity,1e999," * 20_000,
}
"""Names of attacks on the decoder, and their bytes."""


@pytest.mark.parametrize("name", WORST)
def test_the_worst_that_is_known_is_quick(name: str) -> None:
    """The frames that cost most of all that are known take less than a tenth of a second of processor time."""
    body = WORST[name][: wire.MAX_BODY + 1]

    attempt(body)


@pytest.mark.parametrize("name", WORST)
def test_the_worst_that_is_known_is_small(name: str) -> None:
    """The same frames take less than 50 MB."""
    tracemalloc.start()
    try:
        wire.decode(WORST[name])
    except wire.WireError:
        pass
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

    assert peak < MOST_BYTES


@settings(max_examples=40, deadline=None, database=None)
@given(st.integers(1, 120), st.sampled_from(["l", "t", "z", "F", "g", "r"]), st.integers(0, 3))
def test_nesting_ends_at_the_limit(depth: int, tag: str, more: int) -> None:
    """Nesting up to the limit decodes, deeper nesting is refused, and neither reaches Python's own limit."""
    head = f'["{tag}",' + ('"n","k",' if tag == "r" else "") + "1," * (more if tag in "lt" else 0)
    _, decoded = attempt((head * depth + "1" + "]" * depth).encode())

    assert decoded == (tag in ("l", "t", "z", "r") and depth <= wire.MAX_DEPTH + 1)


# --- there and back ---------------------------------------------------------------------------------------------


@fuzz
@given(values)
@example([math.nan, math.inf, -math.inf, -0.0])
@example({1: "a", 2**70: "b", 1.5: "c", None: "d", "é": "e", b"x": "f", (1, 2): "g"})
@example("\ud800 and \U0001f6a2")
@example(decimal.Decimal("sNaN"))
@example(fractions.Fraction(1, 3))
def test_every_type_comes_back_as_it_was(value: Any) -> None:
    """Values of all types of the list come back equal and of equal types, whatever they are nested in."""
    assert same(wire.decode(wire.encode(value)), value)


def test_an_enum_member_comes_back_by_name() -> None:
    """A member of an enum arrives as the names of its class and of itself."""
    assert wire.EnumMember("Colour", "RED") == wire.decode(wire.encode(Colour.RED))
