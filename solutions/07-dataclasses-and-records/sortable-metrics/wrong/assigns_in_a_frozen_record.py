"""Assigns the key in __post_init__, which a frozen dataclass refuses like any other assignment.

Reply: No metric can be made: the record is frozen already when its own __post_init__ runs. How can
the record store its key all the same?

Fails: check_a_metric_keeps_and_shows_its_fields check_values_are_positive
check_the_greater_value_is_greater check_the_older_of_equal_values_is_greater
check_names_decide_the_rest check_the_unit_plays_no_part check_any_metrics_are_ordered
check_the_sort_key_is_a_field check_the_order_does_not_go_stale
check_other_things_have_no_order_with_metrics check_the_greatest_come_first
check_top_takes_any_iterable check_counts_at_the_edge check_any_top_of_any_metrics
check_names_then_newest check_peaks_of_a_night check_any_metrics_are_arranged
check_a_metric_goes_to_its_place check_any_metrics_are_inserted
"""

import math
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Metric:
    """A measurement; the greater its value, the greater the metric."""

    sort_key: tuple[float, int, str] = field(init=False, repr=False)
    name: str = field(compare=False)
    value: float = field(compare=False)
    timestamp: int = field(compare=False)
    unit: str = field(default="ms", compare=False)

    def __post_init__(self) -> None:
        if not 0 < self.value < math.inf:
            raise ValueError(f"a value is positive and finite, not {self.value}")
        self.sort_key = (self.value, -self.timestamp, self.name)  # type: ignore[misc]


def top(metrics: Iterable[Metric], count: int = 5) -> list[Metric]:
    """The `count` greatest metrics, the greatest first; equal ones in the order given."""
    if count < 0:
        raise ValueError(f"count cannot be negative: {count}")
    return sorted(metrics, reverse=True)[:count]


def by_name(metrics: Iterable[Metric]) -> list[Metric]:
    """The metrics sorted by name, those of one name from the newest to the oldest."""
    return sorted(metrics, key=lambda metric: (metric.name, -metric.timestamp))


def peaks(metrics: Iterable[Metric]) -> dict[str, Metric]:
    """The greatest metric of each name, by name; of equal ones the first."""
    found: dict[str, Metric] = {}
    for metric in metrics:
        if metric.name not in found or metric > found[metric.name]:
            found[metric.name] = metric
    return found


def insert(ranking: list[Metric], metric: Metric) -> int:
    """Put `metric` into the ascending `ranking`, after equal ones, and return its position."""
    position = bisect_right(ranking, metric)
    ranking.insert(position, metric)
    return position
