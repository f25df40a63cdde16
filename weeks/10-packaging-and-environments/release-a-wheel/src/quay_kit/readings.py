"""Given: what readings say, one a line, such as `crane-wind 12.5`."""

from collections.abc import Iterable

from .limits import Limits


def judge(lines: Iterable[str], limits: Limits) -> list[str]:
    """Say which readings are outside of their limits; blank lines count for nothing.

    Raises ValueError for a line that is no reading, or whose measure has no limits.
    """
    found: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        measure, _, text = line.strip().partition(" ")
        if measure not in limits:
            raise ValueError(f"line {number}: no limits for {measure!r}")
        value, (low, high) = float(text), limits[measure]
        if value < low:
            found.append(f"line {number}: {measure} {value:g} is below {low:g}")
        if value > high:
            found.append(f"line {number}: {measure} {value:g} is above {high:g}")
    return found
