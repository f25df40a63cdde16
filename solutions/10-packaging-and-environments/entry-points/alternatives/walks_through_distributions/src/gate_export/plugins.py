"""Asks each distribution what it announces; formats are named tuples; no argparse."""

import re
from collections.abc import Callable
from importlib.metadata import EntryPoint, distributions
from typing import Any, NamedTuple

GROUP = "gate_export.formats"

Render = Callable[[list[dict[str, Any]]], str]


class FormatError(Exception):
    """A format cannot be used; the text says why."""


class Format(NamedTuple):
    """A format, its provider, and what stands for it."""

    name: str
    provider: str
    version: str
    entry_point: EntryPoint


def normal(name: str) -> str:
    return "-".join(part for part in re.split("[-_.]+", name.lower()))


def found() -> list[Format]:
    formats = []
    for distribution in distributions():
        provider = normal(distribution.metadata["Name"])
        for entry in distribution.entry_points.select(group=GROUP):
            formats.append(Format(entry.name, provider, distribution.version, entry))
    return sorted(formats)


def choose(wanted: str) -> Format:
    by_name: dict[str, dict[str, Format]] = {}
    for one in found():
        by_name.setdefault(one.name, {})[one.provider] = one
    name, *provider = wanted.split("@", 1)
    offers = by_name.get(name, {})
    if provider:
        offers = {key: one for key, one in offers.items() if key == normal(provider[0])}
    match list(offers.values()):
        case []:
            raise FormatError(f"no format {wanted}")
        case [one]:
            return one
        case several:
            names = ", ".join(sorted(one.provider for one in several))
            raise FormatError(f"format {name} is offered by {names}")


def load(chosen: Format) -> Render:
    loaded: Any = None
    try:
        loaded = chosen.entry_point.load()
    except Exception as error:
        raise broken(chosen, error) from error
    if not callable(loaded):
        reason = TypeError(f"{chosen.entry_point.value} cannot be called")
        raise broken(chosen, reason) from reason
    render: Render = loaded
    return render


def broken(chosen: Format, error: Exception) -> FormatError:
    kind = type(error).__name__
    return FormatError(f"format {chosen.name} of {chosen.provider} cannot be loaded: {kind}")
