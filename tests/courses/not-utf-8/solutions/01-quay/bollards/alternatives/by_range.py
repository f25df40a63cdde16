"""Takes the length of a range instead of subtracting."""


def count(first: int, last: int) -> int:
    """Return how many bollards lie between two, both included."""
    return len(range(first, last + 1))
