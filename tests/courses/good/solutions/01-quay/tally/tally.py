"""Count what passed the gates.

Every value is the name of a gate; one list holds the gates of all lorries of a day.
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
    # Of several equals `max` takes the first that it meets.
    best = max(counts, key=lambda value: counts[value])
    return best


def report(values: list[str]) -> list[str]:
    """Return a line for each value, such as `east: 2 (67 %)`, in the order of their appearance."""
    lines: list[str] = []
    total = len(values)
    for value, count in tally(values).items():
        percent = round(100 * count / total)
        lines.append(f"{value}: {count} ({percent} %)")
    return lines
