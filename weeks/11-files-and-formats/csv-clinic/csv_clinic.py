"""Examine vessel manifests in CSV, and pass on what is sound as CSV or JSON."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

COLUMNS = ["container", "weight_kg", "remarks"]

Tell = Callable[[int], None]


class HeaderError(ValueError):
    """The first row of a manifest does not name the columns."""


@dataclass(frozen=True)
class Row:
    """A sound row of a manifest, and the line of the file on which it begins."""

    line: int
    container: str
    weight_kg: int
    remarks: str


# TODO: everything below


def examine(lines: Iterable[str], reject: Callable[[int, str], None]) -> Iterator[Row]:
    """The sound rows of a manifest, one by one; of the others `reject` gets line and reason."""
    raise NotImplementedError("Task 1: read the rows, and number them by their lines")


def chunks(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Lists of `size` rows, the last one perhaps shorter; each is read when it is asked for."""
    raise NotImplementedError("Task 2: hand out lists of rows")


def export_csv(rows: Iterable[Row], target: TextIO, tell: Tell, every: int = 1000) -> None:
    """Write a header and the rows; after each chunk of `every` rows tell how many are written."""
    raise NotImplementedError("Task 3: write CSV and tell the progress")


def export_json(rows: Iterable[Row], target: TextIO) -> None:
    """Write the rows as one JSON array, each before the next is read."""
    raise NotImplementedError("Task 4: write one JSON array")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status."""
    raise NotImplementedError("Task 5: connect the parts")


if __name__ == "__main__":
    sys.exit(main())
