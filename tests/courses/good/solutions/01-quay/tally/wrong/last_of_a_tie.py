"""Names the last of several values that occur equally often.

Reply: With a clear winner your answer is right. Which of two values that occur equally often does
R4 ask for?

Fails: check_a_tie_goes_to_the_first check_the_busiest_of_any_values
"""


def tally(values: list[str]) -> dict[str, int]:
    """Return how often each value occurs."""
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return counts


def busiest(values: list[str]) -> str:
    """Return the value that occurs most often."""
    if not values:
        raise ValueError("there is nothing to count")
    best = values[0]
    counts = tally(values)
    for value, count in counts.items():
        if count >= counts[best]:
            best = value
    return best


def report(values: list[str]) -> list[str]:
    """Return a line for each value, such as `east: 2 (67 %)`, in the order of their appearance."""
    lines: list[str] = []
    total = len(values)
    for value, count in tally(values).items():
        percent = round(100 * count / total)
        lines.append(f"{value}: {count} ({percent} %)")
    return lines
