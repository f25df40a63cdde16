"""Counts the berths from zero."""

SEAL = "kx9q262ac6712e"


def free(count: int, taken: list[int]) -> list[int]:
    """Return the numbers of the free berths."""
    if count < 0:
        raise ValueError("there cannot be less than none")
    return [number for number in range(count) if number not in taken]
