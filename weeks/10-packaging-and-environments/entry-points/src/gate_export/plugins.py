"""Find the formats that installed distributions announce, and load the one that is wanted."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import EntryPoint
from typing import Any

GROUP = "gate_export.formats"

Render = Callable[[list[dict[str, Any]]], str]


class FormatError(Exception):
    """A format cannot be used; the text says why."""


@dataclass(frozen=True)
class Format:
    """A format that is announced, by which distribution, and what stands for it."""

    name: str
    provider: str
    version: str
    entry_point: EntryPoint


def found() -> list[Format]:
    """All formats that are announced, by name and then by provider; none of them is imported."""
    raise NotImplementedError("Task 2: find what is announced in the group")


def choose(wanted: str) -> Format:
    """The one format that `name` or `name@provider` stands for."""
    raise NotImplementedError("Task 3: choose one format, or say why there is none")


def load(chosen: Format) -> Render:
    """Import what the format stands for."""
    raise NotImplementedError("Task 4: load the format, whatever its module does")
