"""Sorts the list of the caller in place, and so needs a list.

Reply: After `top` the list that was given is in another order, or a generator is refused. Which of
the two ways to sort makes a list of its own?

Fails: check_the_greatest_come_first check_top_takes_any_iterable check_any_top_of_any_metrics
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
        object.__setattr__(self, "sort_key", (self.value, -self.timestamp, self.name))


def top(metrics: Iterable[Metric], count: int = 5) -> list[Metric]:
    """The `count` greatest metrics, the greatest first; equal ones in the order given."""
    if count < 0:
        raise ValueError(f"count cannot be negative: {count}")
    metrics.sort(reverse=True)  # type: ignore[attr-defined]
    return metrics[:count]  # type: ignore[index]


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
