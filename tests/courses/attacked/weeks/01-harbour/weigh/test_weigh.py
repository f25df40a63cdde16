"""Visible tests of weigh."""

from decimal import Decimal

import pytest

from weigh import Scale, berths, by_berth, heaviest, mean, readings, toll, total


def test_t1_the_sum_of_two() -> None:
    """Two weights are added up."""
    assert total([1.5, 2.5]) == pytest.approx(4.0)


def test_t1_the_mean_of_two() -> None:
    """The mean of two weights lies between them."""
    assert mean([1.0, 3.0]) == pytest.approx(2.0)


def test_t1_nothing_has_no_mean() -> None:
    """Without weights there is no mean."""
    with pytest.raises(ValueError):
        mean([])


def test_t1_the_heaviest_comes_first() -> None:
    """The heaviest weight comes first."""
    assert heaviest([1.0, 3.0, 2.0]) == [3.0, 2.0, 1.0]


def test_t2_weights_are_grouped() -> None:
    """Weights are grouped by berth."""
    assert by_berth([("a", 2.0), ("b", 1.0), ("a", 1.0)]) == {"a": [1.0, 2.0], "b": [1.0]}


def test_t2_names_are_collected() -> None:
    """Each berth is named once."""
    assert berths([("a", 2.0), ("a", 1.0)]) == {"a"}


def test_t2_the_toll_is_exact() -> None:
    """The toll of a tonne is 2.35."""
    assert toll(1) == Decimal("2.35")


def test_t3_the_scale_remembers() -> None:
    """The scale adds to what lies on it."""
    scale = Scale()
    scale.add(1.0)
    assert scale.add(2.0) == pytest.approx(3.0)


def test_t3_readings_come_one_by_one() -> None:
    """Readings are sums so far."""
    assert list(readings([1.0, 1.0])) == [1.0, 2.0]
