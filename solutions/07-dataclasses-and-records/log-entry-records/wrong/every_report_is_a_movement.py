"""Lists a movement as often as a camera reports it.

Reply: A movement is listed twice, or not in the place of its first report. Which collection knows
what it holds already, and keeps the order in which that came?

Fails: check_movements_are_listed_once check_any_reports_become_movements
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

LEVELS = ("CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG")


class LogEntry(NamedTuple):
    """One entry of the log."""

    at: datetime
    level: str
    source: str
    message: str = ""

    @property
    def is_trouble(self) -> bool:
        """Whether somebody should look at it."""
        return self.level in ("CRITICAL", "ERROR")

    def text(self) -> str:
        """The entry as it stands in the log."""
        message = self.message.replace("\n", "\n    ")
        return f"{self.at.isoformat()} {self.level} {self.source}: {message}".rstrip()


class GateLog(NamedTuple):
    """What a log holds: its entries, and the numbers of the lines that could not be read."""

    entries: tuple[LogEntry, ...]
    refused: tuple[int, ...]


@dataclass(frozen=True)
class Arrival:
    """A container has come in through a lane."""

    container: str
    lane: int


@dataclass(frozen=True)
class Departure:
    """A container has gone out through a lane."""

    container: str
    lane: int


def parse_line(line: str) -> LogEntry:
    """Read a line that begins an entry; ValueError if it is none."""
    at, level, rest = line.split(maxsplit=2)
    source, colon, message = rest.partition(":")
    if level not in LEVELS or not colon or source.split() != [source]:
        raise ValueError(f"no log entry: {line!r}")
    return LogEntry(datetime.fromisoformat(at), level, source, message.strip())


def read_log(lines: Iterable[str]) -> GateLog:
    """Read the entries with the lines that continue them, and note what is refused."""
    entries: list[LogEntry] = []
    refused: list[int] = []
    readable = False  # whether the line before belongs to an entry
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        if not line[0].isspace():
            try:
                entries.append(parse_line(line))
                readable = True
            except ValueError:
                refused.append(number)
                readable = False
        elif readable:
            last = entries[-1]
            entries[-1] = last._replace(message=f"{last.message}\n{line.strip()}")
        else:
            refused.append(number)
    return GateLog(tuple(entries), tuple(refused))


def by_level(entries: Iterable[LogEntry]) -> dict[str, list[LogEntry]]:
    """Entries of each level that occurs, the most severe level first."""
    groups: dict[str, list[LogEntry]] = {level: [] for level in LEVELS}
    for entry in entries:
        groups[entry.level].append(entry)
    return {level: group for level, group in groups.items() if group}


def movements(entries: Iterable[LogEntry]) -> list[Arrival | Departure]:
    """Each different movement once, in the order of their first reports."""
    found: list[Arrival | Departure] = []
    for entry in entries:
        match entry.message.split():
            case ["arrived", container, "lane", lane] if lane.isdecimal():
                found.append(Arrival(container, int(lane)))
            case ["left", container, "lane", lane] if lane.isdecimal():
                found.append(Departure(container, int(lane)))
    return found
