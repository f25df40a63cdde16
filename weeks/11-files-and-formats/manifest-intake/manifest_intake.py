"""Take in the manifests of a drop folder: sound records to one file, the others to a second."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

FIELDS = ("container", "port", "weight_kg", "celsius")


class Rejected(ValueError):
    """Why a record, or a whole manifest, is not taken in (finished)."""

    def __init__(self, *faults: str) -> None:
        super().__init__(*faults)
        self.faults = list(faults)


@dataclass(frozen=True)
class Entry:
    """One record of a manifest: the line it begins on, its text, and what could be read of it."""

    line: int
    raw: str
    record: Mapping[str, Any] | None


@dataclass(frozen=True)
class Cargo:
    """A sound record."""

    container: str
    port: str
    weight_kg: int
    celsius: float | None


class Report(NamedTuple):
    """How many manifests were done or refused, and how many records were accepted or rejected."""

    done: int
    refused: int
    accepted: int
    rejected: int


def read_csv(text: str) -> list[Entry]:
    """The records of a manifest in CSV; its header says where each field is."""  # TODO
    raise NotImplementedError("Task 1: read the header, then row by row")


def read_ndjson(text: str) -> list[Entry]:
    """The records of a manifest in NDJSON, an object a line."""
    raise NotImplementedError("Task 2: read line by line")


def judge(record: Mapping[str, Any] | None) -> Cargo:
    """The cargo that a record describes; Rejected names all fields that do not fit."""
    raise NotImplementedError("Task 3: look at every field")


def read_manifest(path: Path) -> list[Entry]:
    """The records of a manifest in a file of a known kind."""
    raise NotImplementedError("Task 4: find the reader, decode, read")


def intake(drop: Path, out: Path, at_most: int | None = None) -> Report:
    """Take in all complete manifests of a folder; refuse those with too many rejects."""
    raise NotImplementedError("Task 5: judge a manifest as a whole, write, move")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one intake as the command line says, and tell what came of it."""
    raise NotImplementedError("Task 6: read the arguments, do the work, print")


if __name__ == "__main__":
    sys.exit(main())
