"""Put the lines of a container manifest in the order in which a crane loads them."""


def parse_line(line: str) -> tuple[str, float]:
    """Return the container's name and its weight in tonnes.

    Raise ValueError for a line that is not one name, one comma and one weight of zero or more.
    """
    # TODO: split the line, check its parts, convert the weight.
    raise NotImplementedError("Task 1: read one line of the manifest")


def sort_manifest(lines: list[str]) -> list[str]:
    """Return the lines, heaviest first and equal weights by name, without the blank ones."""
    # TODO: build a new list; the one that was passed stays as it is.
    raise NotImplementedError("Task 2: put the heaviest first")
