"""Keeps formats in a dict by name, so the last one found hides the others.

Reply: Where two teams offer one name, your tool quietly takes one of them, and which depends on the machine. What should people read then?

Fails: check_plugins_are_listed check_listing_imports_no_plugin check_names_of_several_are_refused check_providers_decide check_any_choice
"""

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
    by_name = {one.name: one for one in sorted(formats, key=lambda one: one.provider)}
    return [by_name[name] for name in sorted(by_name)]


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
        loaded: Render = chosen.entry_point.load()
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
