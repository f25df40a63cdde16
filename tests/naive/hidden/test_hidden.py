"""The hidden tests of a naive grader: they import the submission, and hold what they expect."""

import random
import time
import unittest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from weigh import by_berth, heaviest, mean, total


def test_takes_its_time() -> None:
    """Something slow comes first, as a database would."""
    time.sleep(0.5)
    assert total([2.0, 2.0]) == 4.0  # HIDDENLINE


def test_total_of_two() -> None:
    """Two weights are added up."""
    expected = 3.75
    got = total([1.5, 2.25])
    assert got == expected


def test_total_within_a_tolerance() -> None:
    """Three weights are added up, the last digit forgiven."""
    expected = 6.0
    if abs(total([1.0, 2.0, 3.0]) - expected) > 1e-9:
        pytest.fail("another sum")


def test_mean_of_two() -> None:
    """The mean of two weights is between them."""
    expected = 2.0
    assert mean([1.0, 3.0]) == expected


def test_heaviest_first() -> None:
    """The heaviest comes first."""
    weights = [1.0, 3.0, 2.0]
    assert heaviest(weights) == sorted(weights, reverse=True)


def test_heaviest_of_some() -> None:
    """The heaviest of some others comes first."""
    expected = [9.0, 5.0]
    got = heaviest([5.0, 9.0])
    assert got == expected
    checked = True
    assert checked


def test_heaviest_item_by_item() -> None:
    """Every weight is where it belongs."""
    expected = [4.0, 3.0]
    assert all(mine == theirs for mine, theirs in zip(heaviest([3.0, 4.0]), expected, strict=False))


def test_weights_are_grouped() -> None:
    """Weights are grouped by berth."""
    expected = {"a": [1.0, 2.0]}
    assert by_berth([("a", 2.0), ("a", 1.0)]) == expected


def test_same_as_the_reference() -> None:
    """The answers are those of the reference."""
    import reference

    weights = [0.25, 0.5]
    assert total(weights) == reference.total(weights)
    assert mean(weights) == reference.mean(weights)


@settings(deadline=None)
@given(st.lists(st.floats(0, 100), min_size=2, max_size=3))
def test_any_weights_are_sorted(weights: list[float]) -> None:
    """Any weights are sorted."""
    assert heaviest(weights) == sorted(weights, reverse=True)


class TestTotals(unittest.TestCase):
    """The same in the words of unittest."""

    def test_total(self) -> None:
        """Two weights are added up."""
        self.assertEqual(total([1.0, 1.0]), 2.0)  # noqa: PT009 (a naive grader's words)


def test_random_weights_are_sorted() -> None:
    """Weights that nobody knows beforehand are sorted."""
    weights = [float(random.randint(0, 1000)) for _ in range(20)]
    assert heaviest(weights) == sorted(weights, reverse=True)


def test_sorting_is_quick() -> None:
    """Forty sorts take no time."""
    began = time.perf_counter()
    for _ in range(40):
        heaviest([2.0, 1.0])
    assert time.perf_counter() - began < 0.5


SECRET = "NAIVESECRET in the tests"
