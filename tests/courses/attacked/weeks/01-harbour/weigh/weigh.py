"""Weigh what crosses the quay; all weights are tonnes."""

from collections.abc import Iterable, Iterator
from decimal import Decimal


def total(weights: list[float]) -> float:
    """Return the sum of the weights."""
    raise NotImplementedError("Task 1: add up")


def mean(weights: list[float]) -> float:
    """Return the mean of the weights; raise ValueError for none."""
    raise NotImplementedError("Task 1: the mean")


def heaviest(weights: list[float]) -> list[float]:
    """Return the weights in a new list, the heaviest first."""
    raise NotImplementedError("Task 1: the heaviest first")


def by_berth(arrivals: list[tuple[str, float]]) -> dict[str, list[float]]:
    """Return the weights of each berth, the lightest first."""
    raise NotImplementedError("Task 2: group by berth")


def berths(arrivals: list[tuple[str, float]]) -> set[str]:
    """Return the names of the berths."""
    raise NotImplementedError("Task 2: names of the berths")


def toll(tonnes: int) -> Decimal:
    """Return the toll for so many tonnes."""
    raise NotImplementedError("Task 2: the toll")


class Scale:
    """A scale that remembers what lies on it."""

    def __init__(self) -> None:
        raise NotImplementedError("Task 3: an empty scale")

    def add(self, weight: float) -> float:
        """Put a weight on the scale and return the new reading."""
        raise NotImplementedError("Task 3: add a weight")

    def tare(self) -> float:
        """Set the scale to zero and return the old reading."""
        raise NotImplementedError("Task 3: tare")


def readings(weights: Iterable[float]) -> Iterator[float]:
    """Yield the sums so far."""
    raise NotImplementedError("Task 3: readings one by one")
