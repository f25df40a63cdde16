"""Put the lines of a container manifest in the order in which a crane loads them.

A line holds the name of a container, a comma and its weight in tonnes: "QS-104, 21.5".
"""


def parse_line(line: str) -> tuple[str, float]:
    """Return the container's name and its weight in tonnes.

    Raise ValueError for a line that is not one name, one comma and one weight of zero or more.
    """
    parts = [part.strip() for part in line.split(",")]
    if len(parts) != 2 or not parts[0]:
        raise ValueError(f"not a manifest line: {line!r}")
    tonnes = float(parts[1])
    if not 0 <= tonnes < float("inf"):
        raise ValueError(f"not a weight: {parts[1]!r}")
    return parts[0], tonnes


def sort_manifest(lines: list[str]) -> list[str]:
    """Return the lines, heaviest first and equal weights by name, without the blank ones."""
    return sorted(_without_blanks(lines), key=_loading_order)


def total_weight(lines: list[str]) -> float:
    """Return the sum of all weights in tonnes; blank lines weigh nothing."""
    total = 0.0
    for line in _without_blanks(lines):
        _, tonnes = parse_line(line)
        total += tonnes
    return total


def _without_blanks(lines: list[str]) -> list[str]:
    return [line for line in lines if line.strip()]


def _loading_order(line: str) -> tuple[float, str]:
    name, tonnes = parse_line(line)
    return -tonnes, name
