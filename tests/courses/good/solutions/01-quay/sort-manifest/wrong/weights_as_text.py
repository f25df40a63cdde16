"""Compares weights as text, so that 9.5 counts as more than 10.

Reply: Your list puts 9.5 tonnes before 10. What type do the weights have at the moment when they
are compared?

Fails: check_the_heaviest_comes_first check_any_manifest_is_sorted
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
    wanted = sorted((line for line in lines if line.strip()), key=lambda line: parse_line(line)[0])
    return sorted(wanted, key=lambda line: str(parse_line(line)[1]), reverse=True)


def total_weight(lines: list[str]) -> float:
    """Return the sum of all weights in tonnes."""
    return sum((parse_line(line)[1] for line in lines if line.strip()), 0.0)
