"""Put the lines of a container manifest in the order in which a crane loads them.

A line holds the name of a container, a comma and its weight in tonnes: "QS-104, 21.5".
"""


def parse_line(line: str) -> tuple[str, float]:
    """Return the container's name and its weight in tonnes.

    Raise ValueError for a line that is not one name, one comma and one weight of zero or more.
    """
    # TODO: split the line, check its parts, convert the weight.
    raise NotImplementedError("Task 1: read one line of the manifest")


def sort_manifest(lines: list[str]) -> list[str]:
    """Return the lines, heaviest first and equal weights by name, without the blank ones.

    The list that is passed stays as it is.
    """
    # TODO: build a new list.
    raise NotImplementedError("Task 2: put the heaviest first")


def total_weight(lines: list[str]) -> float:
    """Return the sum of all weights in tonnes.

    Blank lines weigh nothing.
    """
    # TODO: add up what task 1 reads.
    raise NotImplementedError("Task 3: add up the weights")
