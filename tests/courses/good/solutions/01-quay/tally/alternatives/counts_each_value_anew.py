"""Counts each value with `list.count`, and looks for the busiest in the list itself."""


def tally(values: list[str]) -> dict[str, int]:
    """Return how often each value occurs, in the order in which the values first appear."""
    return {value: values.count(value) for value in values}


def busiest(values: list[str]) -> str:
    """Return the most frequent value, the first of several; raise ValueError without values."""
    return max(values, key=values.count)


def report(values: list[str]) -> list[str]:
    """Return a line for each value, such as `east: 2 (67 %)`, in the order of their appearance."""
    seen = {value: values.count(value) for value in values}
    shares = {value: f"{count / len(values):.0%}" for value, count in seen.items()}
    return [f"{value}: {seen[value]} ({shares[value][:-1]} %)" for value in seen]
