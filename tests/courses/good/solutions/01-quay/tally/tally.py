"""Count what passed the gates."""


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
    return max(counts, key=lambda value: counts[value])
