"""Sorts by weight alone and leaves lines of equal weight as they come.

Reply: The weights are in order. Look at two containers of the same weight: what does R5 say about
them?

Fails: check_equal_weights_go_by_name check_any_manifest_is_sorted
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
    wanted = [line for line in lines if line.strip()]
    return sorted(wanted, key=lambda line: -parse_line(line)[1])


def total_weight(lines: list[str]) -> float:
    """Return the sum of all weights in tonnes."""
    return sum((parse_line(line)[1] for line in lines if line.strip()), 0.0)
