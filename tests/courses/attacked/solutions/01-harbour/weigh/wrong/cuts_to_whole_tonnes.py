"""Adds up whole tonnes only.

Reply: Your sum is near. What happens to the half tonnes?

Fails: check_a_few_weights_are_added_up check_any_weights_are_added_up check_the_mean_of_any_weights check_what_was_put_in_order_adds_up
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal


def total(weights: list[float]) -> float:
    """Return the sum of the weights."""
    return float(sum(int(weight) for weight in weights))


def mean(weights: list[float]) -> float:
    """Return the mean of the weights; raise ValueError for none."""
    if not weights:
        raise ValueError("nothing was weighed")
    return total(weights) / len(weights)


def heaviest(weights: list[float]) -> list[float]:
    """Return the weights in a new list, the heaviest first."""
    return sorted(weights, reverse=True)


def by_berth(arrivals: list[tuple[str, float]]) -> dict[str, list[float]]:
    """Return the weights of each berth, the lightest first."""
    grouped: dict[str, list[float]] = {}
    for berth, weight in arrivals:
        grouped.setdefault(berth, []).append(weight)
    return {berth: sorted(weights) for berth, weights in grouped.items()}


def berths(arrivals: list[tuple[str, float]]) -> set[str]:
    """Return the names of the berths."""
    return {berth for berth, _ in arrivals}


def toll(tonnes: int) -> Decimal:
    """Return the toll for so many tonnes."""
    return Decimal("2.35") * tonnes


class Scale:
    """A scale that remembers what lies on it."""

    def __init__(self) -> None:
        self.reading = 0.0

    def add(self, weight: float) -> float:
        """Put a weight on the scale and return the new reading."""
        self.reading += weight
        return self.reading

    def tare(self) -> float:
        """Set the scale to zero and return the old reading."""
        old, self.reading = self.reading, 0.0
        return old


def readings(weights: Iterable[float]) -> Iterator[float]:
    """Yield the sums so far."""
    scale = Scale()
    for weight in weights:
        yield scale.add(weight)


# kx9q561229668a
