"""Leaves json.dumps at its default, which writes letters as escapes.

Reply: Look at everything after a second run: does a letter such as ø still stand in the outputs as
a letter, and what are the manifests in `done` called?

Fails: check_later_runs_lose_nothing check_any_runs
"""

import argparse
import csv
import io
import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
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


def read_csv(text: str) -> list[Entry]:
    """The records of a manifest in CSV; its header says where each field is."""
    lines = io.StringIO(text, newline="").readlines()
    delimiter = ";" if lines and ";" in lines[0] else ","
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    names = _header(reader)
    entries = []
    while reader.line_num < len(lines):
        before = reader.line_num
        try:
            cells = next(reader)
        except csv.Error:
            cells = None
        if cells == []:
            continue
        record = None
        if cells is not None and len(cells) == len(names):
            record = {name: cell for name, cell in zip(names, cells) if name in FIELDS}
        raw = "".join(lines[before : reader.line_num]).rstrip("\r\n")
        entries.append(Entry(before + 1, raw, record))
    return entries


def _header(reader: Iterable[list[str]]) -> list[str]:
    """The names of all columns, if every field has its one column."""
    try:
        names = next(iter(reader), [])
    except csv.Error as error:
        raise Rejected("header") from error
    fields = [name for name in names if name in FIELDS]
    if sorted({*fields, "celsius"}) != sorted(FIELDS) or len(fields) != len(set(fields)):
        raise Rejected("header")
    return names


def read_ndjson(text: str) -> list[Entry]:
    """The records of a manifest in NDJSON, an object a line."""
    entries = []
    for number, line in enumerate(text.split("\n"), start=1):
        raw = line.rstrip("\r")
        if raw.strip():
            entries.append(Entry(number, raw, _object(raw)))
    return entries


def _object(raw: str) -> dict[str, Any] | None:
    """The object that a line holds, or None if it holds something else."""
    try:
        value = json.loads(raw)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


READERS: dict[str, Callable[[str], list[Entry]]] = {".csv": read_csv, ".ndjson": read_ndjson}


def read_manifest(path: Path) -> list[Entry]:
    """The records of a manifest in a file of a known kind."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise Rejected("suffix")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Rejected("encoding") from error
    return reader(text)


def judge(record: Mapping[str, Any] | None) -> Cargo:
    """The cargo that a record describes; Rejected names all fields that do not fit."""
    if record is None:
        raise Rejected("unreadable")
    values: dict[str, Any] = {}
    faults = []
    for field, parse in PARSERS.items():
        try:
            values[field] = parse(record.get(field))
        except ValueError:
            faults.append(field)
    if faults:
        raise Rejected(*faults)
    return Cargo(**values)


def _container(value: object) -> str:
    return _matching("[A-Z]{4}[0-9]{7}", value)


def _port(value: object) -> str:
    return _matching("[A-Z]{2}[A-Z2-9]{3}", value)


def _matching(pattern: str, value: object) -> str:
    if isinstance(value, str) and re.fullmatch(pattern, value):
        return value
    raise ValueError(value)


def _weight(value: object) -> int:
    if isinstance(value, str):
        value = int(_matching("[0-9]{1,5}", value))
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 40_000:
        return value
    raise ValueError(value)


def _celsius(value: object) -> float | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        value = float(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and -60 <= value <= 60:
        return float(value)
    raise ValueError(value)


PARSERS: dict[str, Callable[[object], Any]] = {
    "container": _container,
    "port": _port,
    "weight_kg": _weight,
    "celsius": _celsius,
}


class _Verdict(NamedTuple):
    """What becomes of one manifest: rows for the two output files, and its folder."""

    accepted: list[dict[str, Any]]
    rejects: list[dict[str, Any]]
    refused: bool


def _examine(path: Path, taken: set[str], at_most: int | None) -> _Verdict:
    """Judge a manifest as a whole, and change nothing."""
    try:
        entries = read_manifest(path)
    except Rejected as error:
        return _Verdict([], [_reject(path, error)], refused=True)
    accepted: dict[str, dict[str, Any]] = {}
    rejects = []
    for entry in entries:
        try:
            cargo = judge(entry.record)
            if cargo.container in taken or cargo.container in accepted:
                raise Rejected("duplicate")
        except Rejected as error:
            rejects.append(_reject(path, error, entry))
        else:
            accepted[cargo.container] = {"file": path.name, "line": entry.line} | asdict(cargo)
    if at_most is not None and len(rejects) > at_most:
        return _Verdict([], [*rejects, _reject(path, Rejected("rejects"))], refused=True)
    return _Verdict(list(accepted.values()), rejects, refused=False)


def _reject(path: Path, error: Rejected, entry: Entry | None = None) -> dict[str, Any]:
    """A row of the reject file; without an entry it is about the whole manifest."""
    line, raw = (entry.line, entry.raw) if entry else (None, None)
    return {"file": path.name, "line": line, "faults": error.faults, "raw": raw}


def intake(drop: Path, out: Path, at_most: int | None = None) -> Report:
    """Take in all complete manifests of a folder; refuse those with too many rejects."""
    manifests = sorted(path for path in drop.iterdir() if _is_complete(path))
    for folder in ("done", "refused"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    accepted, rejects = out / "accepted.ndjson", out / "rejects.ndjson"
    for target in (accepted, rejects):
        target.touch()
    taken = {entry.record["container"] for entry in read_manifest(accepted) if entry.record}
    counts = dict.fromkeys(Report._fields, 0)
    for path in manifests:
        verdict = _examine(path, taken, at_most)
        _append(accepted, verdict.accepted)
        _append(rejects, verdict.rejects)
        folder = "refused" if verdict.refused else "done"
        path.rename(_free(out / folder / path.name))
        taken.update(row["container"] for row in verdict.accepted)
        counts[folder] += 1
        counts["accepted"] += len(verdict.accepted)
        counts["rejected"] += sum(row["line"] is not None for row in verdict.rejects)
    return Report(**counts)


def _is_complete(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".") and path.suffix != ".part"


def _append(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def _free(path: Path) -> Path:
    """The path, or with a number before its suffix the first one that is not taken."""
    free, number = path, 1
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free


def main(argv: Sequence[str] | None = None) -> int:
    """Run one intake as the command line says, and tell what came of it."""
    parser = argparse.ArgumentParser(description="Take in the manifests of a folder.")
    parser.add_argument("drop", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--at-most", type=int, metavar="N")
    options = parser.parse_args(argv)
    try:
        report = intake(options.drop, options.out, options.at_most)
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(
        f"{report.done} done, {report.refused} refused: "
        f"{report.accepted} accepted, {report.rejected} rejected"
    )
    return int(report.refused > 0 or report.rejected > 0)


if __name__ == "__main__":
    sys.exit(main())
