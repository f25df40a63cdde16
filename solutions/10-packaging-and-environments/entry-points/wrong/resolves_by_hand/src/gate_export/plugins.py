"""Takes the entry point apart by hand, and looks only at the first level of the module.

Reply: What follows the colon may have dots, as in `module:Class.method`. Does an entry point not know itself how it is loaded?

Fails: check_plugins_are_loaded check_texts_are_written_as_they_are check_others_are_left_alone
"""

import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
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
    formats = [
        Format(entry.name, _normal(entry.dist.name), entry.dist.version, entry)
        for entry in entry_points(group=GROUP)
        if entry.dist is not None
    ]
    return sorted(formats, key=lambda one: (one.name, one.provider))


def choose(wanted: str) -> Format:
    """The one format that `name` or `name@provider` stands for."""
    name, at, provider = wanted.partition("@")
    fitting = [one for one in found() if one.name == name]
    if at:
        fitting = [one for one in fitting if one.provider == _normal(provider)]
    if not fitting:
        raise FormatError(f"no format {wanted}")
    if len(fitting) > 1:
        providers = ", ".join(one.provider for one in fitting)
        raise FormatError(f"format {name} is offered by {providers}")
    return fitting[0]


def load(chosen: Format) -> Render:
    """Import what the format stands for."""
    try:
        module, _, attribute = chosen.entry_point.value.partition(":")
        there = importlib.import_module(module)
        loaded: Render = getattr(there, attribute) if attribute else there
        if not callable(loaded):
            raise TypeError("a format is called")
    except Exception as error:
        reason = type(error).__name__
        raise FormatError(
            f"format {chosen.name} of {chosen.provider} cannot be loaded: {reason}"
        ) from error
    return loaded


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
