"""Finds the position with bisect_left, in front of equal metrics.

Reply: Your metric does not stand after its equals, or not at the index that `insert` returns. On
which side of equals does each of the two functions of bisect stop?

Fails: check_a_metric_goes_to_its_place check_any_metrics_are_inserted
"""

import math
from bisect import bisect_left
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
        object.__setattr__(self, "sort_key", (self.value, -self.timestamp, self.name))


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
    position = bisect_left(ranking, metric)
    ranking.insert(position, metric)
    return position
