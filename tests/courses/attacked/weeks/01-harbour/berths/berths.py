"""The board of the berths."""


def free(count: int, taken: list[int]) -> list[int]:
    """Return the numbers of the free berths."""
    raise NotImplementedError("Task 1: the free berths")
