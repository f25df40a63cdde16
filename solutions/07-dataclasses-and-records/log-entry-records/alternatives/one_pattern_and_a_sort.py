"""Reads a line with a regular expression, collects blocks before it parses, groups by sorting.

The movements are slotted frozen dataclasses made from a table of verbs.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

LEVELS = ("CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG")
LINE = re.compile(rf"(\S+) ({'|'.join(LEVELS)}) ([^\s:]+):(?: (.*))?")
REPORT = re.compile(r"(arrived|left) (\S+) lane ([0-9]+)")


class LogEntry(NamedTuple):
    """One entry of the log."""

    at: datetime
    level: str
    source: str
    message: str = ""

    @property
    def is_trouble(self) -> bool:
        """Whether somebody should look at it."""
        return LEVELS.index("ERROR") >= (LEVELS + (self.level,)).index(self.level)

    def text(self) -> str:
        """The entry as it stands in the log."""
        first = f"{self.at.isoformat()} {self.level} {self.source}:"
        return f"{first} {self.message}".rstrip().replace("\n", "\n" + 4 * " ")


class GateLog(NamedTuple):
    """What a log holds: its entries, and the numbers of the lines that could not be read."""

    entries: tuple[LogEntry, ...]
    refused: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A container has come in through a lane."""

    container: str
    lane: int


@dataclass(frozen=True, slots=True)
class Departure:
    """A container has gone out through a lane."""

    container: str
    lane: int


KINDS: dict[str, type[Arrival | Departure]] = {"arrived": Arrival, "left": Departure}


def parse_line(line: str) -> LogEntry:
    """Read a line that begins an entry; ValueError if it is none."""
    found = LINE.fullmatch(line.rstrip())
    if found is None:
        raise ValueError("no entry begins here")
    at, level, source, message = found.groups()
    return LogEntry(datetime.fromisoformat(at), level, source, message or "")


def read_log(lines: Iterable[str]) -> GateLog:
    """Collect blocks of a first line and those that continue it, then read block by block."""
    blocks: list[list[tuple[int, str]]] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        if not blocks or not line[0].isspace():
            blocks.append([])
        blocks[-1].append((number, line))
    entries: list[LogEntry] = []
    refused: list[int] = []
    for block in blocks:
        (_, first), *others = block
        try:
            entry = parse_line(first)
        except ValueError:
            refused.extend(number for number, _ in block)
            continue
        parts = [entry.message, *(line.strip() for _, line in others)]
        entries.append(LogEntry(entry.at, entry.level, entry.source, "\n".join(parts)))
    return GateLog(tuple(entries), tuple(refused))


def by_level(entries: Iterable[LogEntry]) -> dict[str, list[LogEntry]]:
    """Entries of each level that occurs, the most severe level first."""

    def severity(entry: LogEntry) -> int:
        return LEVELS.index(entry.level)

    return {
        LEVELS[rank]: list(group)
        for rank, group in groupby(sorted(entries, key=severity), severity)
    }


def movements(entries: Iterable[LogEntry]) -> list[Arrival | Departure]:
    """Each different movement once, in the order of their first reports."""
    found: list[Arrival | Departure] = []
    for entry in entries:
        if report := REPORT.fullmatch(entry.message):
            verb, container, lane = report.groups()
            kind = KINDS[verb]
            if (movement := kind(container, int(lane))) not in found:
                found.append(movement)
    return found
