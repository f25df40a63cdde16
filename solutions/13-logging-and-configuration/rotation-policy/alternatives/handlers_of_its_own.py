"""Classes for formatter and handlers, an ExitStack that puts back, and dates read by a round
trip.
"""

import logging
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
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
        if self.max_bytes < 1 or self.backups < 1:
            raise ValueError("a limit of 0 would let the file grow without end")


@dataclass(frozen=True)
class ByDay:
    """Start a new file at midnight, and keep some old ones."""

    days: int

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ValueError("0 days would keep all files for ever")


@dataclass(frozen=True)
class Policy:
    """What one service keeps, in <service>.log and <service>.error.log."""

    folder: Path
    service: str
    main: BySize | ByDay
    errors: BySize = BySize(1_000_000, 3)
    environment: str = "production"


class UtcFormatter(logging.Formatter):
    """One line a record, with the time in UTC."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        return datetime.fromtimestamp(int(record.created), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class SizedLog(RotatingFileHandler):
    """Rotates by size."""

    def __init__(self, path: Path, rule: BySize) -> None:
        super().__init__(path, "a", rule.max_bytes, rule.backups, "utf-8", True)


class DailyLog(TimedRotatingFileHandler):
    """Rotates at midnight in UTC."""

    def __init__(self, path: Path, rule: ByDay) -> None:
        super().__init__(path, "MIDNIGHT", 1, rule.days, "utf-8", True, True)


def line_formatter() -> logging.Formatter:
    """A formatter for one line a record, with the time in UTC."""
    return UtcFormatter()


def file_handler(path: Path, rule: BySize | ByDay) -> logging.FileHandler:
    """A handler that writes `path` in UTF-8 and rotates it as `rule` says."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = SizedLog(path, rule) if isinstance(rule, BySize) else DailyLog(path, rule)
    handler.setFormatter(line_formatter())
    return handler


def purge(policy: Policy, today: date) -> list[str]:
    """Delete archives of the main log that are too old, and return their names, sorted."""
    if isinstance(policy.main, BySize) or not policy.folder.is_dir():
        return []
    oldest = today - timedelta(days=policy.main.days)
    start = policy.service + ".log."
    names = [path.name for path in policy.folder.iterdir() if path.is_file()]
    ends = [name.removeprefix(start) for name in names if name.startswith(start)]
    expired = sorted(start + end for end in ends if _is_day_before(oldest, end))
    for name in expired:
        (policy.folder / name).unlink()
    return expired


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
    with ExitStack() as stack:
        stack.callback(logger.setLevel, logger.level)
        stack.callback(setattr, logger, "propagate", logger.propagate)
        logger.setLevel(logging.DEBUG if development else logging.INFO)
        logger.propagate = False
        for handler in handlers:
            stack.callback(handler.close)
            stack.callback(logger.removeHandler, handler)
            logger.addHandler(handler)
        yield


def _is_day_before(limit: date, text: str) -> bool:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return day < limit and day.isoformat() == text
