"""The board of the berths."""


def free(count: int, taken: list[int]) -> list[int]:
    """Return the numbers of the free berths."""
    if count < 0:
        raise ValueError("there cannot be less than none")
    return [number for number in range(1, count + 1) if number not in taken]
