"""Catches ValueError only, and lets the errors of expat and a damaged date out.

Reply: A broken property list ends in an exception that is no ConfigError. Is every exception of
plistlib a ValueError?

Fails: check_broken_property_lists_are_refused
"""

import plistlib
from collections.abc import Iterable, Mapping
from configparser import Error as IniError
from configparser import RawConfigParser
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring


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


def from_ini(data: bytes) -> Station:
    """The station of an INI document with the sections [station] and [limits]."""
    parser = _Ini()
    try:
        parser.read_string(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, IniError) as error:
        raise ConfigError("this is not INI") from error
    if not {"station", "limits"} <= set(parser.sections()):
        raise ConfigError("a section is missing")
    return _from_texts(parser["station"], parser.items("limits"))


def from_xml(data: bytes) -> Station:
    """The station of an XML document; raise HostileXml if it has a document type."""
    try:
        root = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise HostileXml("a configuration has no document type") from error
    except (ParseError, LookupError, ValueError) as error:
        raise ConfigError("this is not XML") from error
    if root.tag != "station":
        raise ConfigError("the root is no station")
    limits = [(one.get("lane", ""), one.get("kg", "")) for one in root.iterfind("limit")]
    greetings = [one.text or "" for one in root.iterfind("greeting")]
    if len(greetings) != 1:
        raise ConfigError("a station has one greeting")
    return _from_texts({**root.attrib, "greeting": greetings[0]}, limits)


def from_plist(data: bytes) -> Station:
    """The station of a property list, XML or binary."""
    try:
        found: Any = plistlib.loads(data)
    except ValueError as error:
        raise ConfigError("this is no property list") from error
    match found:
        case {"name": str(), "greeting": str(), "manned": bool(), "limits": dict(limits)}:
            moment = found.get("inspected")
            if isinstance(moment, datetime | None):
                moment = moment and moment.replace(tzinfo=UTC)
                return _station({**found, "inspected": moment}, limits.items())
    raise ConfigError("a key is missing, or its value has another type")


def to_plist(station: Station, binary: bool = False) -> bytes:
    """The station as a property list that `from_plist` reads."""
    found = {**vars(station)}
    if station.inspected is None:
        del found["inspected"]
    else:
        found["inspected"] = station.inspected.astimezone(UTC).replace(tzinfo=None)
    return plistlib.dumps(found, fmt=plistlib.FMT_BINARY if binary else plistlib.FMT_XML)


def load(path: Path) -> Station:
    """The station of a file, in the format that its suffix names."""
    readers = {".ini": from_ini, ".xml": from_xml, ".plist": from_plist}
    if path.suffix.lower() not in readers:
        raise ConfigError(f"no format has the suffix {path.suffix!r}")
    return readers[path.suffix.lower()](path.read_bytes())


class _Ini(RawConfigParser):
    """INI as people write it: a % is a %, and names of keys keep their case."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def _from_texts(texts: Mapping[str, str], limits: Iterable[tuple[str, str]]) -> Station:
    """The station of a format in which every value is a text."""
    values: dict[str, Any] = {**texts, "inspected": None}
    try:
        values["manned"] = _Ini.BOOLEAN_STATES[texts["manned"].lower()]
        if "inspected" in texts:
            values["inspected"] = datetime.fromisoformat(texts["inspected"])
        return _station(values, [(lane, int(kg)) for lane, kg in limits])
    except (KeyError, ValueError, OverflowError) as error:
        raise ConfigError("a value is missing or cannot be read") from error


def _station(values: Mapping[str, Any], limits: Iterable[tuple[str, Any]]) -> Station:
    """The station of values that have the right types, if they make sense."""
    name, moment, pairs = values["name"].strip(), values["inspected"], list(limits)
    if not name or (moment and moment.tzinfo is None):
        raise ConfigError("the name is empty, or a moment has no offset")
    if not all(lane and type(kg) is int and kg > 0 for lane, kg in pairs):
        raise ConfigError("a limit has no lane or no weight")
    if len(dict(pairs)) < len(pairs):
        raise ConfigError("a lane is listed twice")
    inspected = moment and moment.astimezone(UTC)
    return Station(name, values["greeting"].strip(), values["manned"], inspected, dict(pairs))
