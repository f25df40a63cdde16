"""The command `quay-kit`."""

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns 0, 1 if something was found, or 2 if something cannot be used."""
    raise NotImplementedError("Task 3: read the arguments, do the work, return the status")
