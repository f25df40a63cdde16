"""Counts the berths from zero.

Reply: Which number has the first berth?

Fails: check_taken_berths_are_left_out check_any_board
"""


def free(count: int, taken: list[int]) -> list[int]:
    """Return the numbers of the free berths."""
    if count < 0:
        raise ValueError("there cannot be less than none")
    return [number for number in range(count) if number not in taken]


# kx9qd8e217b5ee
