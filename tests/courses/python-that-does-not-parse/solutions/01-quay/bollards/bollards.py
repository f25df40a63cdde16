"""Count bollards."""


def count[N](first: N, last: N) -> int:
    """Return how many bollards lie between two, both included."""
    return last - first + 1
