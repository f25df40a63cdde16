"""Prints the rejects to standard output.

Reply: Your messages mix with what the program may one day write to standard output. Which stream
is meant for them?

Fails: check_the_program_converts_a_manifest check_the_program_opens_its_files_rightly
"""

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
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


def examine(lines: Iterable[str], reject: Callable[[int, str], None]) -> Iterator[Row]:
    """The sound rows of a manifest, one by one; of the others `reject` gets line and reason."""
    records = _records(lines)
    if next(records, (1, []))[1] != COLUMNS:
        raise HeaderError(f"the first row must be {','.join(COLUMNS)}")
    for line, cells in records:
        if cells != [] and (reason := _reason(cells)):
            reject(line, reason)
        elif cells:
            yield Row(line, cells[0], int(cells[1]), cells[2])


def chunks(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Lists of `size` rows, the last one perhaps shorter; each is read when it is asked for."""
    if size < 1:
        raise ValueError("a chunk holds at least one row")
    stream = iter(rows)
    return iter(lambda: list(islice(stream, size)), [])


def export_csv(rows: Iterable[Row], target: TextIO, tell: Tell, every: int = 1000) -> None:
    """Write a header and the rows; after each chunk of `every` rows tell how many are written."""
    writer = csv.writer(target)
    writer.writerow(COLUMNS)
    written = 0
    for chunk in chunks(rows, every):
        writer.writerows((row.container, row.weight_kg, row.remarks) for row in chunk)
        written += len(chunk)
        tell(written)


def export_json(rows: Iterable[Row], target: TextIO) -> None:
    """Write the rows as one JSON array, each before the next is read."""
    target.write("[")
    separator = "\n"
    for row in rows:
        target.write(separator + json.dumps(asdict(row), ensure_ascii=False))
        separator = ",\n"
    target.write("\n]\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status."""
    parser = argparse.ArgumentParser(description="Pass on the sound rows of a manifest.")
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    options = parser.parse_args(arguments)
    rejects = 0

    def reject(line: int, reason: str) -> None:
        nonlocal rejects
        rejects += 1
        print(f"{options.source}:{line}: {reason}")

    try:
        with (
            options.source.open(encoding="utf-8-sig", newline="") as source,
            options.target.open("w", encoding="utf-8", newline="") as target,
        ):
            rows = examine(source, reject)
            if options.target.suffix == ".json":
                export_json(rows, target)
            else:
                export_csv(rows, target, lambda count: print(f"{count} rows", file=sys.stderr))
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 1 if rejects else 0


def _records(lines: Iterable[str]) -> Iterator[tuple[int, list[str] | None]]:
    """Each row and the line on which it begins; None stands for a row that cannot be read."""
    reader = csv.reader(lines, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, None


def _reason(cells: list[str] | None) -> str:
    """Why to reject a row; an empty text for a sound one."""
    if cells is None:
        return "unreadable"
    if len(cells) != len(COLUMNS):
        return "cells"
    weight = cells[1]
    return "" if weight.isascii() and weight.isdecimal() else "weight"


if __name__ == "__main__":
    sys.exit(main())
