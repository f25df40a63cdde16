"""Read the log of the gatehouse into records, and tell its movements apart.

Each `__new__` stands where the record belongs: take it out when you write the record.
"""

from collections.abc import Iterable

LEVELS = ("CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG")


class LogEntry:  # TODO Task 1: make it a typing.NamedTuple with four fields
    """One entry of the log."""

    def __new__(cls, *values: object, **named: object) -> "LogEntry":
        raise NotImplementedError("Task 1: list the four fields")

    @property
    def is_trouble(self) -> bool:
        """Whether somebody should look at it."""
        raise NotImplementedError("Task 1: look at the level")

    def text(self) -> str:
        """The entry as it stands in the log."""
        raise NotImplementedError("Task 1: write the entry as the log has it")


class GateLog:  # TODO Task 3: make it a typing.NamedTuple, too
    """What a log holds: its entries, and the numbers of the lines that could not be read."""

    def __new__(cls, *values: object, **named: object) -> "GateLog":
        raise NotImplementedError("Task 3: list the two fields")


class Arrival:  # TODO Task 5: choose the kind of record for the two movements
    """A container has come in through a lane."""

    def __new__(cls, *values: object, **named: object) -> "Arrival":
        raise NotImplementedError("Task 5: which kind of record suits?")


class Departure:
    """A container has gone out through a lane."""

    def __new__(cls, *values: object, **named: object) -> "Departure":
        raise NotImplementedError("Task 5: which kind of record suits?")


def parse_line(line: str) -> LogEntry:
    """Read a line that begins an entry; ValueError if it is none."""
    raise NotImplementedError("Task 2: take the line apart")


def read_log(lines: Iterable[str]) -> GateLog:
    """Read the entries with the lines that continue them, and note what is refused."""
    raise NotImplementedError("Task 3: read line by line")


def by_level(entries: Iterable[LogEntry]) -> dict[str, list[LogEntry]]:
    """Entries of each level that occurs, the most severe level first."""
    raise NotImplementedError("Task 4: group the entries")


def movements(entries: Iterable[LogEntry]) -> list[Arrival | Departure]:
    """Each different movement once, in the order of their first reports."""
    raise NotImplementedError("Task 5: read the messages")
