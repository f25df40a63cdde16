"""Sorts the list that was passed instead of building a new one.

Reply: The order is right, but the caller's own list has been changed too. Which way of sorting
builds a new list?

Fails: check_the_argument_is_not_changed
"""


def parse_line(line: str) -> tuple[str, float]:
    """Return the container's name and its weight in tonnes."""
    parts = [part.strip() for part in line.split(",")]
    if len(parts) != 2 or not parts[0]:
        raise ValueError(f"not a manifest line: {line!r}")
    tonnes = float(parts[1])
    if not 0 <= tonnes < float("inf"):
        raise ValueError(f"not a weight: {parts[1]!r}")
    return parts[0], tonnes


def sort_manifest(lines: list[str]) -> list[str]:
    """Return the lines, the heaviest container first."""
    lines[:] = [line for line in lines if line.strip()]
    lines.sort(key=lambda line: (-parse_line(line)[1], parse_line(line)[0]))
    return lines


def total_weight(lines: list[str]) -> float:
    """Return the sum of all weights in tonnes."""
    return sum((parse_line(line)[1] for line in lines if line.strip()), 0.0)
