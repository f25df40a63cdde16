"""Count what passed the gates.

Every value is the name of a gate; one list holds the gates of all lorries of a day.
"""


def tally(values: list[str]) -> dict[str, int]:
    """Return how often each value occurs.

    The keys come in the order in which the values first appear.
    """
    # TODO: count every value.
    raise NotImplementedError("Task 1: count the values")


def busiest(values: list[str]) -> str:
    """Return the most frequent value, the first of several.

    Raise ValueError without values.
    """
    # TODO: use what you wrote for task 1.
    raise NotImplementedError("Task 2: find the busiest")


def report(values: list[str]) -> list[str]:
    """Return a line for each value, such as `east: 2 (67 %)`.

    The lines come in the order in which the values first appear.
    """
    # TODO: shares are whole percents of all values.
    raise NotImplementedError("Task 3: write the report")
