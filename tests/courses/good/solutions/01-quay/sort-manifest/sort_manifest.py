"""Put the lines of a container manifest in the order in which a crane loads them."""


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
    return sorted((line for line in lines if line.strip()), key=_loading_order)


def _loading_order(line: str) -> tuple[float, str]:
    name, tonnes = parse_line(line)
    return -tonnes, name
