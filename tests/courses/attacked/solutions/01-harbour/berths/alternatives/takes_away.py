"""Takes the taken berths away from a set of all."""


def free(count: int, taken: list[int]) -> list[int]:
    """Return the numbers of the free berths."""
    if count < 0:
        raise ValueError("there cannot be less than none")
    return sorted(set(range(1, count + 1)) - set(taken))
