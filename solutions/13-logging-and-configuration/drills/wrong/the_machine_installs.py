"""Installs and freezes with the Python of the machine, so that the new environment stays empty.

Reply: Your environment is made, and the packages go elsewhere. Which python has to run pip, so that they end up inside?

Fails: check_environment_commands
"""

import logging
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, TextIO

# --- Task 1 -------------------------------------------------------------------------------------


def announce(name: str, text: str) -> None:
    """Set the logger of that name to INFO, and log the text through it at INFO."""
    speaker = logging.getLogger(name)
    speaker.setLevel(logging.INFO)
    speaker.info(text)


# --- Task 2 -------------------------------------------------------------------------------------


def configure(stream: TextIO) -> None:
    """Send records from INFO up to the stream, and to no stream of an earlier call."""
    pattern = "%(levelname)s %(name)s: %(message)s"
    logging.basicConfig(stream=stream, level=logging.INFO, format=pattern, force=True)


# --- Task 3 -------------------------------------------------------------------------------------


def read_weight(text: str, log: logging.Logger) -> int | None:
    """The weight as a number; None, and a warning with the traceback, where it is none."""
    try:
        return int(text)
    except ValueError:
        log.warning("unreadable weight %r", text, exc_info=True)
        return None


# --- Task 4 -------------------------------------------------------------------------------------


def rotating(path: Path) -> RotatingFileHandler:
    """A handler that rotates at five megabytes and keeps three old files."""
    return RotatingFileHandler(
        path, maxBytes=5_000_000, backupCount=3, encoding="utf-8", delay=True
    )


# --- Task 5 -------------------------------------------------------------------------------------

logger = logging.getLogger(__name__)


def open_gate(number: int) -> None:
    """Log that a gate is open, through the logger of this module."""
    logger.info("gate %d open", number)


# --- Task 6 -------------------------------------------------------------------------------------


def set_levels(levels: Mapping[str, str]) -> None:
    """Set the level of each logger that is named."""
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level.upper())


# --- Task 7 -------------------------------------------------------------------------------------


def error_or_exception() -> dict[str, str]:
    """For each case of the README, "error", "exception" or "neither"."""
    return {
        "a": "exception",
        "b": "error",
        "c": "neither",
        "d": "exception",
        "e": "error",
        "f": "neither",
    }


# --- Task 8 -------------------------------------------------------------------------------------


@dataclass
class Reading:
    """One temperature of a refrigerated container."""

    container: str
    celsius: float
    minute: int
    door_open: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        if not self.container.strip():
            raise ValueError("container is blank")
        if not -90 <= self.celsius <= 60:
            raise ValueError("celsius is out of range")
        if not 0 <= self.minute < 1440:
            raise ValueError("minute is no minute of a day")


# --- Task 9 -------------------------------------------------------------------------------------


def init_source(exports: Mapping[str, list[str]]) -> str:
    """The source of an `__init__.py` that re-exports these names of these modules."""
    lines = [f"from .{module} import {', '.join(names)}" for module, names in exports.items()]
    offered = [name for names in exports.values() for name in names]
    return "\n".join([*lines, f"__all__ = {offered!r}", ""])


# --- Task 10 ------------------------------------------------------------------------------------


def environment_commands(folder: str) -> list[list[str]]:
    """The commands that make an environment, fill it, and list what is in it."""
    python = "python3"
    return [
        ["python3", "-m", "venv", folder],
        [python, "-m", "pip", "install", "-r", "requirements.txt"],
        [python, "-m", "pip", "freeze"],
    ]


# --- Task 11 ------------------------------------------------------------------------------------


class DropHealthChecks(logging.Filter):
    """Drops what health checks say, unless something is wrong."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record may pass."""
        return record.levelno >= logging.WARNING or "/healthz" not in record.getMessage()


# --- Task 12 ------------------------------------------------------------------------------------


class VesselAdapter(logging.LoggerAdapter[logging.Logger]):
    """Adds its own values to each record, beside those of the call."""

    def process(
        self, msg: Any, kwargs: MutableMapping[str, Any]
    ) -> tuple[Any, MutableMapping[str, Any]]:
        """The message as it is, and the merged extra."""
        merged = {**(self.extra or {}), **(kwargs.get("extra") or {})}
        return msg, {**kwargs, "extra": merged}
