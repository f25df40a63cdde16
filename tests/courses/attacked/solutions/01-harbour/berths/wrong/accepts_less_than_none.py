"""Accepts a negative number of berths.

Reply: What does R2 say of less than none?

Fails: check_less_than_none_is_refused
"""


def free(count: int, taken: list[int]) -> list[int]:
    """Return the numbers of the free berths."""
    return [number for number in range(1, count + 1) if number not in taken]


# kx9qc45d7c3666
