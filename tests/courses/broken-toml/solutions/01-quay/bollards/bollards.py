"""Count bollards."""


def count(first: int, last: int) -> int:
    """Return how many bollards lie between two, both included."""
    return last - first + 1
