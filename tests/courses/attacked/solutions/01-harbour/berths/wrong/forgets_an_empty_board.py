"""Refuses a harbour without berths too.

Reply: How many berths are free where there are none?

Fails: check_any_board
"""


def free(count: int, taken: list[int]) -> list[int]:
    """Return the numbers of the free berths."""
    if count < 1:
        raise ValueError("there cannot be less than none")
    return [number for number in range(1, count + 1) if number not in taken]


# kx9q2aa4190f58
