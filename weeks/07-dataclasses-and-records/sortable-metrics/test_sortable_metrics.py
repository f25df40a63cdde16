"""Visible tests of sortable-metrics."""

import random
from dataclasses import FrozenInstanceError, fields, replace

import pytest
from sortable_metrics import Metric, by_name, insert, peaks, top


def test_t1_the_repr_shows_four_fields() -> None:
    """The repr shows name, value, timestamp and unit."""
    expected = "Metric(name='lift', value=40, timestamp=-3, unit='kg')"

    assert repr(Metric("lift", 40, -3, "kg")) == expected


@pytest.mark.parametrize("value", [0, -0.5, float("inf"), float("nan")])
def test_t1_impossible_values_are_refused(value: float) -> None:
    """A value that is not positive and finite raises ValueError."""
    with pytest.raises(ValueError):
        Metric("lift", value, 0)


@pytest.mark.parametrize(
    ("smaller", "greater"),
    [
        pytest.param(("a", 4, 9), ("a", 4.5, 9), id="the greater value"),
        pytest.param(("z", 4, 1), ("a", 5, 9), id="the value before all else"),
        pytest.param(("z", 4, 9), ("a", 4, 8), id="the older of equal values"),
        pytest.param(("a", 4, 9), ("b", 4, 9), id="the later name"),
    ],
)
def test_t2_there_is_one_order(
    smaller: tuple[str, float, int], greater: tuple[str, float, int]
) -> None:
    """Value, then age, then name decide which metric is greater."""
    assert Metric(*smaller) < Metric(*greater)
    assert Metric(*greater) >= Metric(*smaller)


def test_t2_the_unit_plays_no_part() -> None:
    """Metrics that differ in their unit only are equal and have the same hash."""
    first, second = Metric("lift", 4, 0, "t"), Metric("lift", 4, 0, "kg")

    assert first == second
    assert hash(first) == hash(second)


def test_t2_the_sort_key_is_a_field_with_the_same_order() -> None:
    """Sorting by sort_key is the same as sorting without a key."""
    metrics = [Metric("b", 4, 2), Metric("a", 4, 2), Metric("a", 4, 1), Metric("c", 3, 0)]

    assert "sort_key" in {field.name for field in fields(Metric)}
    assert sorted(metrics) == sorted(metrics, key=lambda metric: metric.sort_key)


def test_t2_a_new_value_means_a_new_place() -> None:
    """A metric cannot be changed, and its copy is ordered by the new value."""
    metric = Metric("lift", 4, 0)
    with pytest.raises(FrozenInstanceError):
        metric.value = 9  # type: ignore[misc]  # refused on purpose

    assert replace(metric, value=9) > Metric("lift", 8, 0)


def test_t3_the_five_greatest_come_first() -> None:
    """top() returns the five greatest of ten metrics, the greatest first."""
    metrics = [Metric("lift", value, 0) for value in range(1, 11)]
    random.Random(7).shuffle(metrics)

    assert [metric.value for metric in top(metrics)] == [10, 9, 8, 7, 6]


def test_t3_no_metric_is_wanted() -> None:
    """A count of 0 gives an empty list; a negative one raises ValueError."""
    assert top([Metric("lift", 4, 0)], 0) == []
    with pytest.raises(ValueError):
        top([], -1)


def test_t4_names_come_first_then_the_newest() -> None:
    """by_name() sorts by name, and each name from new to old, whatever the values."""
    metrics = [Metric("b", 1, 5), Metric("a", 9, 1), Metric("a", 2, 7), Metric("b", 3, 8)]

    assert [(each.name, each.timestamp) for each in by_name(metrics)] == [
        ("a", 7),
        ("a", 1),
        ("b", 8),
        ("b", 5),
    ]


def test_t4_each_name_has_its_peak() -> None:
    """peaks() keeps the greatest metric of each name, and the first of equal ones."""
    first, second = Metric("a", 6, 0, "s"), Metric("a", 6, 0, "ms")
    found = peaks(iter([Metric("b", 2, 0), first, second, Metric("b", 3, 9)]))

    assert list(found) == ["b", "a"]
    assert found["a"] is first
    assert found["b"].value == 3


def test_t5_a_metric_goes_behind_its_equals() -> None:
    """insert() keeps the list sorted and tells the position."""
    ranking = [Metric("a", 2, 0), Metric("a", 4, 0, "s"), Metric("a", 6, 0)]

    assert insert(ranking, Metric("a", 4, 0, "h")) == 2
    assert [metric.unit for metric in ranking] == ["ms", "s", "h", "ms"]
