"""Judges all manifests of a run first, writes both outputs once, and moves the manifests last.

The readers are generators over a source that remembers its lines, the csv module takes its rows
from there, and the rules are plain conditions; shutil and os do the rest.
"""

import argparse
import csv
import io
import json
import math
import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

FIELDS = ("container", "port", "weight_kg", "celsius")


class Rejected(ValueError):
    """Why a record, or a whole manifest, is not taken in."""

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


class _Source:
    """Lines of a text; what was taken since the last `fresh` is remembered."""

    def __init__(self, text: str) -> None:
        self._lines = iter(io.StringIO(text, newline=""))
        self.taken: list[str] = []
        self.number = 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.taken.append(line)
        return line

    def fresh(self) -> None:
        """Forget the lines taken and count them."""
        self.number += len(self.taken)
        self.taken = []


def read_csv(text: str) -> list[Entry]:
    """The records of a manifest in CSV; its header says where each field is."""
    first = re.split("[\r\n]", text, maxsplit=1)[0]
    source = _Source(text)
    reader = csv.reader(source, strict=True, delimiter="," if ";" not in first else ";")
    try:
        names = next(reader)
    except (StopIteration, csv.Error):
        raise Rejected("header") from None
    places = {}
    for place, name in enumerate(names):
        if name in places:
            raise Rejected("header")
        if name in FIELDS:
            places[name] = place
    if not {"container", "port", "weight_kg"} <= places.keys():
        raise Rejected("header")
    entries: list[Entry] = []
    while True:
        source.fresh()
        record = None
        try:
            cells = next(reader)
            if not cells:
                continue
            if len(cells) == len(names):
                record = {name: cells[place] for name, place in places.items()}
        except csv.Error:
            pass
        except StopIteration:
            return entries
        raw = re.sub("[\r\n]+$", "", "".join(source.taken))
        entries.append(Entry(source.number, raw, record))


def read_ndjson(text: str) -> list[Entry]:
    """The records of a manifest in NDJSON, an object a line."""
    entries = []
    number = 0
    for line in io.StringIO(text, newline="\n"):
        number += 1
        if line.isspace():
            continue
        try:
            record = json.loads(line)
        except ValueError:
            record = None
        if type(record) is not dict:
            record = None
        entries.append(Entry(number, line.rstrip("\r\n"), record))
    return entries


def judge(record: Mapping[str, Any] | None) -> Cargo:
    """The cargo that a record describes; Rejected names all fields that do not fit."""
    if record is None:
        raise Rejected("unreadable")
    container, port, weight, celsius = (record.get(name) for name in FIELDS)
    faults = []
    if type(container) is not str or not re.fullmatch("[A-Z]{4}[0-9]{7}", container):
        faults.append("container")
    if type(port) is not str or not re.fullmatch("[A-Z]{2}[A-Z2-9]{3}", port):
        faults.append("port")
    if type(weight) is str:
        sound = len(weight) <= 5 and weight.isascii() and weight.isdigit()
        weight = int(weight) if sound else None
    if type(weight) is not int or weight < 1 or weight > 40_000:
        faults.append("weight_kg")
    degrees = None
    if celsius is not None and celsius != "":
        try:
            degrees = math.nan if type(celsius) not in (str, int, float) else float(celsius)
        except (ValueError, OverflowError):
            degrees = math.nan
        if not abs(degrees) <= 60:
            faults.append("celsius")
    if faults:
        raise Rejected(*faults)
    return Cargo(str(container), str(port), int(weight or 0), degrees)


def read_manifest(path: Path) -> list[Entry]:
    """The records of a manifest in a file of a known kind."""
    _, suffix = os.path.splitext(path)
    if suffix.casefold() not in (".csv", ".ndjson"):
        raise Rejected("suffix")
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            text = file.read()
    except UnicodeDecodeError:
        raise Rejected("encoding") from None
    return read_csv(text) if suffix.casefold() == ".csv" else read_ndjson(text)


class _Run:
    """All that one run has found out; nothing is written before `write`."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.lines: dict[str, list[str]] = {"accepted.ndjson": [], "rejects.ndjson": []}
        self.moves: list[tuple[Path, str]] = []
        self.known: set[str] = set()
        self.accepted = self.rejected = 0
        if (out / "accepted.ndjson").exists():
            with open(out / "accepted.ndjson", encoding="utf-8") as file:
                self.known = {json.loads(line)["container"] for line in file}

    def note(self, output: str, **row: Any) -> None:
        """Keep a line for an output."""
        self.lines[output].append(json.dumps(row, ensure_ascii=False))

    def refuse(self, path: Path, fault: str) -> None:
        """Note that a whole manifest is refused."""
        self.note("rejects.ndjson", file=path.name, line=None, faults=[fault], raw=None)
        self.moves.append((path, "refused"))

    def manifest(self, path: Path, at_most: int | None) -> None:
        """Judge one manifest."""
        try:
            entries = read_manifest(path)
        except Rejected as error:
            self.refuse(path, error.faults[0])
            return
        sound: list[tuple[int, Cargo]] = []
        mine: set[str] = set()
        for entry in entries:
            try:
                cargo = judge(entry.record)
                if cargo.container in self.known | mine:
                    raise Rejected("duplicate")
            except Rejected as error:
                place = {"file": path.name, "line": entry.line}
                self.note("rejects.ndjson", **place, faults=error.faults, raw=entry.raw)
            else:
                mine.add(cargo.container)
                sound.append((entry.line, cargo))
        rejected = len(entries) - len(sound)
        self.rejected += rejected
        if at_most is not None and rejected > at_most:
            self.refuse(path, "rejects")
            return
        self.known |= mine
        self.accepted += len(sound)
        for line, cargo in sound:
            self.note("accepted.ndjson", file=path.name, line=line, **vars(cargo))
        self.moves.append((path, "done"))

    def write(self) -> Report:
        """Append to both outputs, move the manifests, and report."""
        for folder in ("done", "refused"):
            os.makedirs(self.out / folder, exist_ok=True)
        for name, lines in self.lines.items():
            with open(self.out / name, "ab") as file:
                file.writelines(line.encode() + b"\n" for line in lines)
        counts = {"done": 0, "refused": 0}
        for path, folder in self.moves:
            counts[folder] += 1
            stem, suffix = os.path.splitext(path.name)
            target, number = self.out / folder / path.name, 2
            while target.exists():
                target = self.out / folder / f"{stem}-{number}{suffix}"
                number += 1
            shutil.move(path, target)
        return Report(counts["done"], counts["refused"], self.accepted, self.rejected)


def intake(drop: Path, out: Path, at_most: int | None = None) -> Report:
    """Take in all complete manifests of a folder; refuse those with too many rejects."""
    with os.scandir(drop) as found:
        names = sorted(entry.name for entry in found if entry.is_file())
    run = _Run(out)
    for name in names:
        if not name.startswith(".") and not name.endswith(".part"):
            run.manifest(drop / name, at_most)
    return run.write()


def main(argv: Sequence[str] | None = None) -> int:
    """Run one intake as the command line says, and tell what came of it."""
    parser = argparse.ArgumentParser()
    for folder in ("drop", "out"):
        parser.add_argument(folder, type=Path)
    parser.add_argument("--at-most", type=int)
    try:
        report = intake(**vars(parser.parse_args(argv)))
    except OSError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    done, refused, accepted, rejected = report
    print(f"{done} done, {refused} refused: {accepted} accepted, {rejected} rejected")
    return 1 if refused + rejected else 0


if __name__ == "__main__":
    sys.exit(main())
