"""Counts each value with `list.count`, and looks for the busiest in the list itself."""


def tally(values: list[str]) -> dict[str, int]:
    """Return how often each value occurs, in the order in which the values first appear."""
    return {value: values.count(value) for value in values}


def busiest(values: list[str]) -> str:
    """Return the most frequent value, the first of several; raise ValueError without values."""
    return max(values, key=values.count)
