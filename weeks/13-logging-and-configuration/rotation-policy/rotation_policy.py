"""What a service keeps of its log: by size or by day, for how long, and where errors go."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TextIO


@dataclass(frozen=True)
class BySize:
    """Start a new file before this one is full, and keep some old ones."""

    max_bytes: int
    backups: int

    # TODO Task 1: refuse numbers below 1.


@dataclass(frozen=True)
class ByDay:
    """Start a new file at midnight, and keep some old ones."""

    days: int

    # TODO Task 1: refuse numbers below 1.


@dataclass(frozen=True)
class Policy:
    """What one service keeps, in <service>.log and <service>.error.log (finished)."""

    folder: Path
    service: str
    main: BySize | ByDay
    errors: BySize = BySize(1_000_000, 3)
    environment: str = "production"


def line_formatter() -> logging.Formatter:
    """A formatter for one line a record, with the time in UTC."""
    raise NotImplementedError("Task 1: make a formatter that writes UTC")


def file_handler(path: Path, rule: BySize | ByDay) -> logging.FileHandler:
    """A handler that writes `path` in UTF-8 and rotates it as `rule` says."""
    raise NotImplementedError("Task 1: make the handler by size; Task 2: the one by day")


def purge(policy: Policy, today: date) -> list[str]:
    """Delete archives of the main log that are too old, and return their names, sorted."""
    raise NotImplementedError("Task 3: delete archives by the date in their names")


@contextmanager
def recording(
    logger: logging.Logger, policy: Policy, console: TextIO | None = None
) -> Iterator[None]:
    """Let `logger` write what `policy` says inside a with block; afterwards it is as before."""
    raise NotImplementedError("Task 4: add the handlers, yield once, put all back")
