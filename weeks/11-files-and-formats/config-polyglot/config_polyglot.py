"""One model of a gate station, read from INI, XML and property lists."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


class ConfigError(ValueError):
    """A document is no configuration of a station."""


class HostileXml(ConfigError):
    """An XML document has a document type, which no configuration needs."""


@dataclass(frozen=True)
class Station:
    """What a gate station has to know, whatever the format it came in."""

    name: str
    greeting: str
    manned: bool
    inspected: datetime | None
    limits: dict[str, int]


# TODO: everything below


def from_ini(data: bytes) -> Station:
    """The station of an INI document with the sections [station] and [limits]."""
    raise NotImplementedError("Task 1: read INI")


def from_xml(data: bytes) -> Station:
    """The station of an XML document; raise HostileXml if it has a document type."""
    raise NotImplementedError("Task 2: read XML, and in task 3 refuse what is hostile")


def from_plist(data: bytes) -> Station:
    """The station of a property list, XML or binary."""
    raise NotImplementedError("Task 4: read property lists")


def to_plist(station: Station, binary: bool = False) -> bytes:
    """The station as a property list that `from_plist` reads."""
    raise NotImplementedError("Task 4: write property lists")


def load(path: Path) -> Station:
    """The station of a file, in the format that its suffix names."""
    raise NotImplementedError("Task 5: choose the reader")
