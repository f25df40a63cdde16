"""Counts each different value with `list.count` and finds the busiest by looking at the list, not at a dictionary."""


def tally(values: list[str]) -> dict[str, int]:
    """Return how often each value occurs, in the order in which the values first appear."""
    return {value: values.count(value) for value in values}


def busiest(values: list[str]) -> str:
    """Return the value that occurs most often, the first of several; raise ValueError without values."""
    return max(values, key=values.count)
