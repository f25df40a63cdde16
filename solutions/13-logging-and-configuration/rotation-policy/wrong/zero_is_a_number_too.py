"""Takes any number for a rule, because the library does not complain either.

Reply: A rule with a zero in it is accepted. Look up what the library does with backupCount=0 for
each kind of handler: is that a policy?

Fails: check_rules_that_keep_everything_are_refused
"""

import logging
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from logging.handlers import RotatingFileHandler, TimedRotatingFileHandler
from pathlib import Path
from typing import TextIO

LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"


@dataclass(frozen=True)
class BySize:
    """Start a new file before this one is full, and keep some old ones."""

    max_bytes: int
    backups: int

    def __post_init__(self) -> None:
        if self.max_bytes < 0 or self.backups < 0:
            raise ValueError("a limit of 0 would let the file grow without end")


@dataclass(frozen=True)
class ByDay:
    """Start a new file at midnight, and keep some old ones."""

    days: int

    def __post_init__(self) -> None:
        if self.days < 0:
            raise ValueError("0 days would keep all files for ever")


@dataclass(frozen=True)
class Policy:
    """What one service keeps, in <service>.log and <service>.error.log."""

    folder: Path
    service: str
    main: BySize | ByDay
    errors: BySize = BySize(1_000_000, 3)
    environment: str = "production"


def line_formatter() -> logging.Formatter:
    """A formatter for one line a record, with the time in UTC."""
    formatter = logging.Formatter(LINE, "%Y-%m-%dT%H:%M:%SZ")
    formatter.converter = time.gmtime
    return formatter


def file_handler(path: Path, rule: BySize | ByDay) -> logging.FileHandler:
    """A handler that writes `path` in UTF-8 and rotates it as `rule` says."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handler: RotatingFileHandler | TimedRotatingFileHandler
    match rule:
        case BySize(max_bytes, backups):
            handler = RotatingFileHandler(
                path, maxBytes=max_bytes, backupCount=backups, encoding="utf-8", delay=True
            )
        case ByDay(days):
            handler = TimedRotatingFileHandler(
                path, when="midnight", utc=True, backupCount=days, encoding="utf-8", delay=True
            )
    handler.setFormatter(line_formatter())
    return handler


def purge(policy: Policy, today: date) -> list[str]:
    """Delete archives of the main log that are too old, and return their names, sorted."""
    if isinstance(policy.main, BySize) or not policy.folder.is_dir():
        return []
    oldest = today - timedelta(days=policy.main.days)
    days = {path: _day_of(path, f"{policy.service}.log") for path in policy.folder.iterdir()}
    expired = sorted(path for path, day in days.items() if day is not None and day < oldest)
    for path in expired:
        path.unlink()
    return [path.name for path in expired]


@contextmanager
def recording(
    logger: logging.Logger, policy: Policy, console: TextIO | None = None
) -> Iterator[None]:
    """Let `logger` write what `policy` says inside a with block; afterwards it is as before."""
    development = policy.environment == "development"
    main = file_handler(policy.folder / f"{policy.service}.log", policy.main)
    errors = file_handler(policy.folder / f"{policy.service}.error.log", policy.errors)
    errors.setLevel(logging.ERROR)
    handlers: list[logging.Handler] = [main, errors]
    if development:
        handlers.append(logging.StreamHandler(console or sys.stderr))
        handlers[-1].setFormatter(line_formatter())
    level, propagate = logger.level, logger.propagate
    logger.setLevel(logging.DEBUG if development else logging.INFO)
    logger.propagate = False
    for handler in handlers:
        logger.addHandler(handler)
    try:
        yield
    finally:
        for handler in handlers:
            logger.removeHandler(handler)
            handler.close()
        logger.setLevel(level)
        logger.propagate = propagate


def _day_of(path: Path, name: str) -> date | None:
    """The day that an archive of `name` is about; None for any other file."""
    found = re.fullmatch(re.escape(name) + r"\.(\d{4}-\d\d-\d\d)", path.name, re.ASCII)
    try:
        return date.fromisoformat(found[1]) if found and path.is_file() else None
    except ValueError:
        return None
