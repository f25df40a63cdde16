"""Asks expat itself about the document type, and validates with a small parser for each field.

The first pass over an XML document runs with a handler that raises at its document type; only a
document that got through is built by ElementTree. `ConfigParser` is used with its interpolation
switched off, and property lists are taken apart with `isinstance`.
"""

import plistlib
from collections.abc import Callable
from configparser import ConfigParser, Error
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn
from xml.etree import ElementTree
from xml.parsers import expat


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
    parser = ConfigParser(interpolation=None, strict=True)
    parser.optionxform = lambda optionstr: optionstr  # type: ignore[method-assign]  # as documented
    try:
        parser.read_string(data.decode("utf-8").removeprefix("\ufeff"))
        section = parser["station"]
        manned = section.getboolean("manned")
        if manned is None:
            raise ConfigError("manned is missing")
        limits = {lane: _weight(kg) for lane, kg in parser["limits"].items()}
        return Station(
            _name(section["name"]),
            section["greeting"],
            manned,
            _moment(section.get("inspected")),
            limits,
        )
    except (UnicodeError, Error, KeyError, ValueError) as error:
        raise ConfigError("no INI of a station") from error


def from_xml(data: bytes) -> Station:
    """The station of an XML document; raise HostileXml if it has a document type."""

    def refuse(*_: object) -> NoReturn:
        raise HostileXml("a document type")

    guard = expat.ParserCreate()
    guard.StartDoctypeDeclHandler = refuse
    try:
        guard.Parse(data, True)
        root = ElementTree.fromstring(data)
        if root.tag != "station":
            raise ConfigError("no station")
        (greeting,) = root.findall("greeting")  # ValueError unless there is one
        limits: dict[str, int] = {}
        for one in root.findall("limit"):
            lane = one.attrib["lane"]
            if lane in limits or lane == "":
                raise ConfigError("a lane is empty or listed twice")
            limits[lane] = _weight(one.attrib["kg"])
        manned = ConfigParser.BOOLEAN_STATES[root.attrib["manned"].lower()]
        inspected = _moment(root.get("inspected"))
        text = (greeting.text or "").strip()
        return Station(_name(root.attrib["name"]), text, manned, inspected, limits)
    except HostileXml:
        raise
    except (expat.ExpatError, ElementTree.ParseError, LookupError, ValueError) as error:
        raise ConfigError("no XML of a station") from error


def from_plist(data: bytes) -> Station:
    """The station of a property list, XML or binary."""
    try:
        found = plistlib.loads(data)
        name = _typed(found["name"], str)
        greeting = _typed(found["greeting"], str)
        manned = _typed(found["manned"], bool)
        limits = _typed(found["limits"], dict)
        inspected = found.get("inspected")
        if inspected is not None:
            inspected = _typed(inspected, datetime).replace(tzinfo=UTC)
    except (ValueError, LookupError, TypeError, AttributeError, expat.ExpatError) as error:
        raise ConfigError("no property list of a station") from error
    for lane, kg in limits.items():
        if not lane or isinstance(kg, bool) or not isinstance(kg, int) or kg < 1:
            raise ConfigError("a limit is wrong")
    return Station(_name(name), greeting.strip(), manned, inspected, limits)


def to_plist(station: Station, binary: bool = False) -> bytes:
    """The station as a property list that `from_plist` reads."""
    content = {key: value for key, value in asdict(station).items() if value is not None}
    moment = station.inspected
    if moment:
        content["inspected"] = datetime(*moment.utctimetuple()[:6])
    return plistlib.dumps(content, fmt=plistlib.FMT_BINARY if binary else plistlib.FMT_XML)


def load(path: Path) -> Station:
    """The station of a file, in the format that its suffix names."""
    reader: Callable[[bytes], Station]
    match path.suffix.casefold():
        case ".ini":
            reader = from_ini
        case ".xml":
            reader = from_xml
        case ".plist":
            reader = from_plist
        case _:
            raise ConfigError("no such format")
    with path.open("rb") as stream:
        return reader(stream.read())


def _typed(value: object, wanted: type[Any]) -> Any:
    if type(value) is not wanted:
        raise ConfigError("a value has another type")
    return value


def _name(text: str) -> str:
    if text.isspace() or not text:
        raise ConfigError("the name is empty")
    return text.strip()


def _weight(text: str) -> int:
    kg = int(text)
    if kg <= 0:
        raise ConfigError("a limit is no weight")
    return kg


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    if moment.utcoffset() is None:
        raise ConfigError("a moment has no offset")
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ConfigError("a moment lies outside the calendar") from error
