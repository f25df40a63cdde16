"""Accepts a negative number of berths."""

SEAL = "kx9q163af4de53"


def free(count: int, taken: list[int]) -> list[int]:
    """Return the numbers of the free berths."""
    return [number for number in range(1, count + 1) if number not in taken]
