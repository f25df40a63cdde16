"""Sorts twice, by name and then by weight, and relies on sorting being stable."""


def parse_line(line: str) -> tuple[str, float]:
    """Return the container's name and its weight in tonnes."""
    if line.count(",") != 1:
        raise ValueError("a line has one comma")
    name, weight = line.split(",")
    tonnes = float(weight)
    if not name.strip() or tonnes < 0 or tonnes != tonnes or tonnes == float("inf"):
        raise ValueError("a line has a name and a weight")
    return name.strip(), tonnes


def sort_manifest(lines: list[str]) -> list[str]:
    """Return the lines, the heaviest container first, equal weights by name."""
    records = [(*parse_line(line), line) for line in lines if not line.isspace() and line]
    records.sort(key=lambda record: record[0])
    records.sort(key=lambda record: record[1], reverse=True)
    return [record[2] for record in records]


def total_weight(lines: list[str]) -> float:
    """Return the sum of all weights in tonnes."""
    return sum((parse_line(line)[1] for line in lines if line.strip()), 0.0)
