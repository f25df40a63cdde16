"""Probes of tally: what a check wants to see and plain data would not show."""

import tally as gates


def entries(values: list[str]) -> list[tuple[str, int]]:
    """The entries of the tally in their order, which comparing dictionaries would not show."""
    return list(gates.tally(values).items())
