"""Cuts shares off with whole division instead of rounding them.

Reply: Two of three lorries are 66.7 percent. Which whole number is nearer, and what does `//` do
with the rest?

Fails: check_shares_are_rounded check_any_values_are_reported
"""


def tally(values: list[str]) -> dict[str, int]:
    """Return how often each value occurs, in the order in which the values first appear."""
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return counts


def busiest(values: list[str]) -> str:
    """Return the most frequent value, the first of several; raise ValueError without values."""
    counts = tally(values)
    if not counts:
        raise ValueError("there is nothing to count")
    best = max(counts, key=lambda value: counts[value])
    return best


def report(values: list[str]) -> list[str]:
    """Return a line for each value, such as `east: 2 (67 %)`, in the order of their appearance."""
    lines: list[str] = []
    total = len(values)
    for value, count in tally(values).items():
        percent = 100 * count // total
        lines.append(f"{value}: {count} ({percent} %)")
    return lines
