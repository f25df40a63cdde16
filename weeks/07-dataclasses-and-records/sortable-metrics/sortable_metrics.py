"""Metrics that have one order, by a key of their own, and lists of them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass  # TODO Task 2: let the decorator write the order
class Metric:
    """A measurement; the greater its value, the greater the metric."""

    name: str  # TODO Task 2: say which fields are compared, and add sort_key
    value: float
    timestamp: int
    unit: str = "ms"

    def __post_init__(self) -> None:
        raise NotImplementedError("Task 1: refuse impossible values; Task 2: make the sort key")


def top(metrics: Iterable[Metric], count: int = 5) -> list[Metric]:
    """The `count` greatest metrics, the greatest first; equal ones in the order given."""
    raise NotImplementedError("Task 3: sort by the order of the record")


def by_name(metrics: Iterable[Metric]) -> list[Metric]:
    """The metrics sorted by name, those of one name from the newest to the oldest."""
    raise NotImplementedError("Task 4: sort by another key")


def peaks(metrics: Iterable[Metric]) -> dict[str, Metric]:
    """The greatest metric of each name, by name; of equal ones the first."""
    raise NotImplementedError("Task 4: keep the greatest metric of each name")


def insert(ranking: list[Metric], metric: Metric) -> int:
    """Put `metric` into the ascending `ranking`, after equal ones, and return its position."""
    raise NotImplementedError("Task 5: find the position, then insert")
