"""Counts the lines itself, as they pass to the reader, and cuts chunks with a loop.

The line number comes from a small generator around the source, and the csv module reads from
that. The size of a chunk is tested by an ordinary function, which returns the generator. The
exports are loops over single rows; the rest of the last chunk is told after the loop.
"""

import argparse
import csv
import json
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


def examine(lines: Iterable[str], reject: Callable[[int, str], None]) -> Iterator[Row]:
    """The sound rows of a manifest, one by one; of the others `reject` gets line and reason."""
    taken = 0

    def counted() -> Iterator[str]:
        nonlocal taken
        for line in lines:
            taken += 1
            yield line

    reader = csv.reader(counted(), strict=True)
    begin, seen_header = 1, False
    while True:
        cells: list[str] | None = None
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error:
            pass
        if not seen_header:
            if cells != COLUMNS:
                break
            seen_header = True
        elif cells is None:
            reject(begin, "unreadable")
        elif cells and len(cells) != 3:
            reject(begin, "cells")
        elif cells and (not cells[1] or set(cells[1]) - set("0123456789")):
            reject(begin, "weight")
        elif cells:
            yield Row(begin, cells[0], int(cells[1]), cells[2])
        begin = taken + 1
    if not seen_header:
        raise HeaderError("this is no manifest")


def chunks(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Lists of `size` rows, the last one perhaps shorter; each is read when it is asked for."""
    if size <= 0:
        raise ValueError(size)
    return _cut(rows, size)


def _cut(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    chunk: list[Row] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def export_csv(rows: Iterable[Row], target: TextIO, tell: Tell, every: int = 1000) -> None:
    """Write a header and the rows; after each chunk of `every` rows tell how many are written."""
    writer = csv.DictWriter(target, COLUMNS, extrasaction="ignore")
    writer.writeheader()
    written = 0
    for written, row in enumerate(rows, start=1):
        writer.writerow(vars(row))
        if written % every == 0:
            tell(written)
    if written % every:
        tell(written)


def export_json(rows: Iterable[Row], target: TextIO) -> None:
    """Write the rows as one JSON array, each before the next is read."""
    begun = False
    for row in rows:
        target.write(", " if begun else "[")
        json.dump(vars(row), target, ensure_ascii=False)
        begun = True
    target.write("]" if begun else "[]")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("source")
    parser.add_argument("target")
    options = parser.parse_args(arguments)
    unsound: set[bool] = set()

    def reject(line: int, reason: str) -> None:
        unsound.add(True)
        print(options.source, line, f" {reason}", sep=":", file=sys.stderr)

    def tell(written: int) -> None:
        print(written, "rows", file=sys.stderr)

    try:
        with open(options.source, encoding="utf-8-sig", newline="") as source:
            rows = examine(source, reject)
            with open(options.target, "w", encoding="utf-8", newline="") as target:
                if options.target.endswith(".json"):
                    export_json(rows, target)
                else:
                    export_csv(rows, target, tell)
    except (OSError, UnicodeError, HeaderError) as error:
        print("error:", error, file=sys.stderr)
        return 2
    return len(unsound)


if __name__ == "__main__":
    sys.exit(main())
