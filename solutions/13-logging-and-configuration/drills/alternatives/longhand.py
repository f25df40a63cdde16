"""The same twelve drills with other means: handlers by hand, numbers for levels, one condition.

What is different: the root logger is emptied and filled without basicConfig; the traceback comes
from the exception object; `__all__` of the package grows name by name; the adapter changes the
arguments of the call that it was given.
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
    speaker = logging.getLogger().getChild(name)
    speaker.setLevel("INFO")
    speaker.log(logging.INFO, "%s", text)


# --- Task 2 -------------------------------------------------------------------------------------


def configure(stream: TextIO) -> None:
    """Send records from INFO up to the stream, and to no stream of an earlier call."""
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
        old.close()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("{levelname} {name}: {message}", style="{"))
    root.addHandler(handler)
    root.setLevel(logging.INFO)


# --- Task 3 -------------------------------------------------------------------------------------


def read_weight(text: str, log: logging.Logger) -> int | None:
    """The weight as a number; None, and a warning with the traceback, where it is none."""
    weight = None
    try:
        weight = int(text)
    except ValueError as error:
        log.log(logging.WARNING, "unreadable weight %r", text, exc_info=error)
    return weight


# --- Task 4 -------------------------------------------------------------------------------------


def rotating(path: Path) -> RotatingFileHandler:
    """A handler that rotates at five megabytes and keeps three old files."""
    return RotatingFileHandler(str(path), "a", 5 * 10**6, 3, "UTF-8", True)


# --- Task 5 -------------------------------------------------------------------------------------

logger = logging.getLogger(__name__)


def open_gate(number: int) -> None:
    """Log that a gate is open, through the logger of this module."""
    logger.log(logging.INFO, "gate %d open", number)


# --- Task 6 -------------------------------------------------------------------------------------


def set_levels(levels: Mapping[str, str]) -> None:
    """Set the level of each logger that is named."""
    numbers = logging.getLevelNamesMapping()
    for name in levels:
        logging.getLogger(name).setLevel(numbers[levels[name].upper()])


# --- Task 7 -------------------------------------------------------------------------------------


def error_or_exception() -> dict[str, str]:
    """For each case of the README, "error", "exception" or "neither"."""
    answers = ("exception", "error", "neither") * 2
    return dict(zip("abcdef", answers, strict=True))


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
        blank = self.container == "" or self.container.isspace()
        if blank or self.celsius < -90 or self.celsius > 60 or self.minute not in range(24 * 60):
            raise ValueError(f"impossible reading: {self!r}")


# --- Task 9 -------------------------------------------------------------------------------------


def init_source(exports: Mapping[str, list[str]]) -> str:
    """The source of an `__init__.py` that re-exports these names of these modules."""
    source = "__all__ = []\n"
    for module, names in exports.items():
        for name in names:
            source += f"from .{module} import {name} as {name}\n__all__.append({name!r})\n"
    return source


# --- Task 10 ------------------------------------------------------------------------------------


def environment_commands(folder: str) -> list[list[str]]:
    """The commands that make an environment, fill it, and list what is in it."""
    own_pip = [folder + "/bin/python", "-m", "pip"]
    make = "python3 -m venv".split()
    return [[*make, folder], own_pip + "install -r requirements.txt".split(), [*own_pip, "freeze"]]


# --- Task 11 ------------------------------------------------------------------------------------


class DropHealthChecks(logging.Filter):
    """Drops what health checks say, unless something is wrong."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record may pass."""
        if record.levelno < logging.WARNING:
            return record.getMessage().find("/healthz") < 0
        return True


# --- Task 12 ------------------------------------------------------------------------------------


class VesselAdapter(logging.LoggerAdapter[logging.Logger]):
    """Adds its own values to each record, beside those of the call."""

    def process(
        self, msg: Any, kwargs: MutableMapping[str, Any]
    ) -> tuple[Any, MutableMapping[str, Any]]:
        """The message as it is, and the merged extra."""
        merged = dict(self.extra or {})
        merged.update(kwargs.get("extra") or {})
        kwargs["extra"] = merged
        return msg, kwargs
