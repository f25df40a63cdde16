"""Puts the sort key last, asks a heap for the greatest, and sorts by name in two passes.

Where no other field is compared, the position of the key makes no difference. A stable sort by the
less important key first, then by the more important one, needs no negative numbers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import nlargest
from math import isfinite
from operator import attrgetter


@dataclass(frozen=True, order=True)
class Metric:
    """A measurement; the greater its value, the greater the metric."""

    name: str = field(compare=False)
    value: float = field(compare=False)
    timestamp: int = field(compare=False)
    unit: str = field(default="ms", compare=False)
    sort_key: tuple[float, int, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if not isfinite(self.value) or self.value <= 0:
            raise ValueError("a value is positive and finite")
        age = -self.timestamp
        object.__setattr__(self, "sort_key", (self.value, age, self.name))


def top(metrics: Iterable[Metric], count: int = 5) -> list[Metric]:
    """The `count` greatest metrics, the greatest first; equal ones in the order given."""
    if count < 0:
        raise ValueError("count cannot be negative")
    return nlargest(count, metrics)


def by_name(metrics: Iterable[Metric]) -> list[Metric]:
    """The metrics sorted by name, those of one name from the newest to the oldest."""
    newest_first = sorted(metrics, key=attrgetter("timestamp"), reverse=True)
    return sorted(newest_first, key=attrgetter("name"))


def peaks(metrics: Iterable[Metric]) -> dict[str, Metric]:
    """The greatest metric of each name, by name; of equal ones the first."""
    groups: dict[str, list[Metric]] = {}
    for metric in metrics:
        groups.setdefault(metric.name, []).append(metric)
    return {name: max(group) for name, group in groups.items()}


def insert(ranking: list[Metric], metric: Metric) -> int:
    """Put `metric` into the ascending `ranking`, after equal ones, and return its position."""
    position = sum(other <= metric for other in ranking)
    ranking[position:position] = [metric]
    return position
