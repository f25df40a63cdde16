"""Answers with an empty text where there is nothing to count.

Reply: What does your function say about an empty list, and how could the caller tell that from a
gate without a name?

Fails: check_nothing_has_no_busiest_value check_the_busiest_of_any_values
"""


def tally(values: list[str]) -> dict[str, int]:
    """Return how often each value occurs."""
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return counts


def busiest(values: list[str]) -> str:
    """Return the value that occurs most often."""
    counts = tally(values)
    return max(counts, key=lambda value: counts[value], default="")


def report(values: list[str]) -> list[str]:
    """Return a line for each value, such as `east: 2 (67 %)`, in the order of their appearance."""
    lines: list[str] = []
    total = len(values)
    for value, count in tally(values).items():
        percent = round(100 * count / total)
        lines.append(f"{value}: {count} ({percent} %)")
    return lines
