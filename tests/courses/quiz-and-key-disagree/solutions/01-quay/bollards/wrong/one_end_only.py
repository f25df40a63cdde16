"""Leaves out one end.

Reply: Is the last one counted?

Fails: check_both_ends_are_counted check_long_rows_are_counted
"""


def count(first: int, last: int) -> int:
    """Return how many bollards lie between two."""
    return last - first
