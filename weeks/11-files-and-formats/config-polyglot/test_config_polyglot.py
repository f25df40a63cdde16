"""Visible tests of config-polyglot."""

import plistlib
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from config_polyglot import (
    ConfigError,
    HostileXml,
    Station,
    from_ini,
    from_plist,
    from_xml,
    load,
    to_plist,
)

INI = """\
[station]
name = East Gate
greeting = Slow: 20 % fog
manned = yes
[limits]
C3 = 28000
"""
XML = """\
<station name="East Gate" manned="yes">
  <greeting> Slow: 20 % fog </greeting>
  <limit lane="C3" kg="28000"/>
</station>
"""
EAST = Station("East Gate", "Slow: 20 % fog", True, None, {"C3": 28000})


def test_t1_a_station_is_read_from_ini() -> None:
    """Percent signs and the case of lanes survive."""
    assert from_ini(INI.encode()) == EAST


@pytest.mark.parametrize(("word", "manned"), [("off", False), ("NO", False), ("On", True)])
def test_t1_manned_is_a_word(word: str, manned: bool) -> None:
    """The words that configparser takes for a boolean say whether a station is manned."""
    assert from_ini(INI.replace("yes", word).encode()).manned is manned


def test_t1_a_moment_is_moved_to_utc() -> None:
    """A moment with an offset is the same moment in UTC in the model."""
    moment = "inspected = 2026-01-01T01:15:00+03:00\n[limits]"
    station = from_ini(INI.replace("[limits]", moment).encode())

    assert station.inspected is not None
    assert station.inspected.isoformat() == "2025-12-31T22:15:00+00:00"


@pytest.mark.parametrize(
    ("old", "new"),
    [("yes", "perhaps"), ("28000", "0"), ("manned = yes", "")],
    ids=["manned = perhaps", "C3 = 0", "without manned"],
)
def test_t1_wrong_ini_is_refused(old: str, new: str) -> None:
    """A wrong value, and a key that is missing, raise ConfigError."""
    with pytest.raises(ConfigError):
        from_ini(INI.replace(old, new).encode())


def test_t2_a_station_is_read_from_xml() -> None:
    """The XML document gives the same station as the INI document."""
    assert from_xml(XML.encode()) == EAST


def test_t2_the_declared_encoding_is_used() -> None:
    """A document in ISO-8859-1 that says so is read rightly."""
    text = '<?xml version="1.0" encoding="iso-8859-1"?>' + XML.replace("East", "Øst")

    assert from_xml(text.encode("iso-8859-1")).name == "Øst Gate"


def test_t2_a_lane_that_is_listed_twice_is_refused() -> None:
    """Two limits for one lane raise ConfigError."""
    limit = '<limit lane="C3" kg="1"/>'
    with pytest.raises(ConfigError):
        from_xml(XML.replace("</station>", f"{limit}</station>").encode())


@pytest.mark.parametrize(
    "document_type",
    [
        "<!DOCTYPE station>",
        '<!DOCTYPE station [<!ENTITY fog "fog"><!ENTITY fogs "&fog;&fog;">]>',
        '<!DOCTYPE station [<!ENTITY fog SYSTEM "file:///etc/hostname">]>',
    ],
    ids=["no entities", "nested entities", "a file"],
)
def test_t3_a_document_type_is_refused(document_type: str) -> None:
    """A document type raises HostileXml, with entities or without."""
    with pytest.raises(HostileXml):
        from_xml((document_type + XML).encode())


def test_t3_a_comment_is_harmless() -> None:
    """A comment that mentions a document type changes nothing."""
    assert from_xml(("<!-- no <!DOCTYPE x> here -->" + XML).encode()) == EAST


@pytest.mark.parametrize("binary", [False, True])
def test_t4_a_station_is_read_from_a_property_list(binary: bool) -> None:
    """Both forms of a property list are read; a date becomes a moment in UTC."""
    content = {
        "name": "East Gate",
        "greeting": "",
        "manned": False,
        "limits": {},
        "inspected": datetime(2026, 1, 1, 9, 0),
    }
    data = plistlib.dumps(content, fmt=plistlib.FMT_BINARY if binary else plistlib.FMT_XML)

    assert from_plist(data).inspected == datetime(2026, 1, 1, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("kg", ["28000", True, 0])
def test_t4_a_limit_is_an_integer_from_1(kg: object) -> None:
    """A limit that is a string, a boolean or 0 raises ConfigError."""
    content = {"name": "E", "greeting": "", "manned": False, "limits": {"C3": kg}}
    with pytest.raises(ConfigError):
        from_plist(plistlib.dumps(content))


@pytest.mark.parametrize("data", [b"<plist>", b"fog"])
def test_t4_what_is_no_property_list_is_refused(data: bytes) -> None:
    """Whatever plistlib raises becomes a ConfigError."""
    with pytest.raises(ConfigError):
        from_plist(data)


def test_t4_a_written_date_is_in_utc() -> None:
    """Another program reads the moment of inspection in UTC."""
    moment = datetime(2026, 1, 1, 9, 0, tzinfo=timezone(timedelta(hours=-5)))
    station = Station("East Gate", "", True, moment, {})

    assert plistlib.loads(to_plist(station))["inspected"] == datetime(2026, 1, 1, 14, 0)


def test_t4_what_is_not_known_is_left_out() -> None:
    """Without an inspection the property list has no such key."""
    assert "inspected" not in plistlib.loads(to_plist(EAST, binary=True))


def test_t5_the_suffix_names_the_format(tmp_path: Path) -> None:
    """A file is read in the format of its suffix; another suffix raises ConfigError."""
    (tmp_path / "east.XML").write_text(XML, encoding="utf-8")
    (tmp_path / "east.txt").write_text(XML, encoding="utf-8")

    assert load(tmp_path / "east.XML") == EAST
    with pytest.raises(ConfigError):
        load(tmp_path / "east.txt")
