"""Comparison of plain data: strict about types all the way down, and never surprised by what comes from outside."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import wire
from grader.checks.compare import close, same, unordered
from grader.wire import EnumMember, Opaque, Record
from tests.unit.test_wire import PLAIN

NAN = math.nan


@given(PLAIN)
def test_a_value_is_the_same_as_its_copy(value: Any) -> None:
    """Whatever travels is the same as what arrives."""
    assert same(wire.decode(wire.encode(value)), value)


@given(PLAIN, PLAIN)
def test_two_values_are_the_same_if_they_travel_alike(one: Any, other: Any) -> None:
    """`same` is symmetric, and values that are sent as the same bytes are the same."""
    assert same(one, other) == same(other, one)
    assert same(one, other) or wire.encode(one) != wire.encode(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, 1.0),
        (1, True),
        (0, False),
        (0.0, -0.0),
        ([1], (1,)),
        ({1}, frozenset({1})),
        ([1, [2, True]], [1, [2, 1]]),
        ([1], [1, 2]),
        ({"a": 1}, {"a": 1.0}),
        ({"a": 1}, {"b": 1}),
        ({"a": 1}, {"a": 1, "b": 2}),
        ({1: "x"}, {True: "x"}),
        ({"a": 1}, {1: 1}),
        ({1, 2}, {1.0, 2}),
        (b"x", "x"),
        (Record("A", ()), Record("B", ())),
        (Record("A", (("x", 1),)), Record("A", (("x", True),))),
        ({EnumMember("A", "B")}, {Record("EnumMember", (("type_name", "A"), ("member", "B")))}),
        (complex(0.0, -0.0), 0j),
        (Opaque("A"), Opaque("B")),
        (Decimal(1), 1),
    ],
    ids=repr,
)
def test_nearly_equal_values_differ(one: Any, other: Any) -> None:
    """What Python calls equal, or nearly, but is of another type, is another answer."""
    assert (same(one, other), same(other, one)) == (False, False)


@pytest.mark.parametrize("value", [NAN, [NAN], (NAN,), {"a": NAN}, complex(NAN, 0), {NAN}, Decimal("NaN")], ids=repr)
def test_nan_is_the_same_as_nan_only(value: Any) -> None:
    """NaN agrees with NaN and with no number."""
    assert same(wire.decode(wire.encode(value)), value)
    assert not same(NAN, 1.0)
    assert not same(1.0, NAN)
    assert not same(Decimal("NaN"), Decimal(1))


@pytest.mark.parametrize("value", [Decimal("sNaN"), Decimal("-sNaN12"), [Decimal("sNaN")]], ids=repr)
def test_a_signalling_nan_is_an_answer_like_any_other(value: Any) -> None:
    """Decimals that raise when they are compared end no comparison."""
    assert same(wire.decode(wire.encode(value)), value)
    assert (same(value, Decimal(1)), same(Decimal(1), value)) == (False, False)


def test_the_order_of_entries_does_not_count() -> None:
    """A dict is the same in any order of its entries, a list is not."""
    assert same({"a": 1, (1, 2): 2}, {(1, 2): 2, "a": 1})
    assert not same([1, 2], [2, 1])


@pytest.mark.parametrize(
    ("actual", "expected", "agrees"),
    [
        ([1, 2, 2], [2, 1, 2], True),
        ([1, 2], [2, 1, 1], False),
        ([1, True], [1, 1], False),
        ((1, "a"), ("a", 1), True),
        ([1], (1,), False),
        ({1}, {1}, False),
        (None, [1], False),
        ([[1], {"a": NAN}], [{"a": NAN}, [1]], True),
    ],
    ids=repr,
)
def test_unordered_lists_are_compared_as_bags(actual: Any, expected: Any, agrees: bool) -> None:
    """The same items in any order, as often as they occur, in a list or tuple of the same type."""
    assert unordered(actual, expected) == agrees


@pytest.mark.parametrize(
    ("actual", "expected", "agrees"),
    [
        (1.0000000001, 1.0, True),
        (1.1, 1.0, False),
        (1, 1.0, True),
        (True, 1.0, False),
        (1.0, 1, False),
        ("1.0", 1.0, False),
        (math.inf, math.inf, True),
        (1.0, math.inf, False),
        (NAN, NAN, True),
        (NAN, 1.0, False),
        pytest.param(10**400, 1.0, False, id="huge"),
        pytest.param(-(10**400), math.inf, False, id="huge-and-negative"),
        ([0.1 + 0.2, "a"], [0.3, "a"], True),
        ((0.1 + 0.2,), [0.3], False),
        ([0.3], [0.3, 0.3], False),
        ({"a": 0.1 + 0.2}, {"a": 0.3}, True),
        ({"a": 0.1}, {"b": 0.1}, False),
        ({"a": 0.5, "b": 0.1}, {"b": 0.1, "a": 0.5}, True),
        ("a", "a", True),
    ],
    ids=repr,
)
def test_close_lets_finite_floats_differ_by_rounding(actual: Any, expected: Any, agrees: bool) -> None:
    """Where a float is due, a float or int near it is good; everything else stays strict."""
    assert close()(actual, expected) == agrees


def test_how_close_is_close_can_be_said() -> None:
    """The tolerance is the author's, relative or absolute."""
    assert (close(relative=0.1)(105.0, 100.0), close(relative=0.01)(105.0, 100.0)) == (True, False)
    assert (close(absolute=0.5)(0.4, 0.0), close()(0.4, 0.0)) == (True, False)


@given(st.lists(st.integers(-99, 99) | st.text(max_size=3), max_size=6), st.randoms(use_true_random=False))
def test_any_shuffled_list_is_the_same_unordered(items: list[Any], chance: Any) -> None:
    """Shuffling a list never changes what `unordered` says of it."""
    shuffled = list(items)
    chance.shuffle(shuffled)

    assert unordered(shuffled, items)
