"""Twelve drills: logging, and a review of records, packages and environments."""

import logging
from collections.abc import Mapping, MutableMapping
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, TextIO

# --- Task 1 -------------------------------------------------------------------------------------


def announce(name: str, text: str) -> None:
    """Set the logger of that name to INFO, and log the text through it at INFO."""
    raise NotImplementedError("Task 1: find the logger, set its level, log")


# --- Task 2 -------------------------------------------------------------------------------------


def configure(stream: TextIO) -> None:
    """Send records from INFO up to the stream, and to no stream of an earlier call."""
    raise NotImplementedError("Task 2: configure the root logger")


# --- Task 3 -------------------------------------------------------------------------------------


def read_weight(text: str, log: logging.Logger) -> int | None:
    """The weight as a number; None, and a warning with the traceback, where it is none."""
    raise NotImplementedError("Task 3: read the number, or log why not")


# --- Task 4 -------------------------------------------------------------------------------------


def rotating(path: Path) -> RotatingFileHandler:
    """A handler that rotates at five megabytes and keeps three old files."""
    raise NotImplementedError("Task 4: make the handler")


# --- Task 5 -------------------------------------------------------------------------------------

# TODO: this module has no logger of its own yet


def open_gate(number: int) -> None:
    """Log that a gate is open, through the logger of this module."""
    raise NotImplementedError("Task 5: log through the module's logger")


# --- Task 6 -------------------------------------------------------------------------------------


def set_levels(levels: Mapping[str, str]) -> None:
    """Set the level of each logger that is named."""
    raise NotImplementedError("Task 6: set the levels")


# --- Task 7 -------------------------------------------------------------------------------------


def error_or_exception() -> dict[str, str]:
    """For each case of the README, "error", "exception" or "neither"."""
    raise NotImplementedError("Task 7: choose for each of the cases a to f")


# --- Task 8 -------------------------------------------------------------------------------------


class Reading:  # TODO: a dataclass with five fields
    """One temperature of a refrigerated container."""

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        raise NotImplementedError("Task 8: declare the fields and validate them")


# --- Task 9 -------------------------------------------------------------------------------------


def init_source(exports: Mapping[str, list[str]]) -> str:
    """The source of an `__init__.py` that re-exports these names of these modules."""
    raise NotImplementedError("Task 9: write the imports and __all__")


# --- Task 10 ------------------------------------------------------------------------------------


def environment_commands(folder: str) -> list[list[str]]:
    """The commands that make an environment, fill it, and list what is in it."""
    raise NotImplementedError("Task 10: write the three commands")


# --- Task 11 ------------------------------------------------------------------------------------


class DropHealthChecks(logging.Filter):
    """Drops what health checks say, unless something is wrong."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record may pass."""
        raise NotImplementedError("Task 11: decide on the record")


# --- Task 12 ------------------------------------------------------------------------------------


class VesselAdapter(logging.LoggerAdapter[logging.Logger]):
    """Adds its own values to each record, beside those of the call."""

    def process(
        self, msg: Any, kwargs: MutableMapping[str, Any]
    ) -> tuple[Any, MutableMapping[str, Any]]:
        """The message as it is, and the merged extra."""
        raise NotImplementedError("Task 12: merge the values of adapter and call")
