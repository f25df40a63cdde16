"""Writes documents in three formats, has them read, and tells the stations as plain data."""

import plistlib
import tempfile
from datetime import UTC
from pathlib import Path
from xml.etree import ElementTree

import config_polyglot as polyglot


def _told(station):
    moment = station.inspected
    return {
        "texts": [station.name, station.greeting],
        "manned": station.manned,
        "inspected": moment and [moment.isoformat(), str(moment.utcoffset())],
        "limits": sorted(station.limits.items()),
    }


def ini(data):
    return _told(polyglot.from_ini(data))


def xml(data):
    return _told(polyglot.from_xml(data))


def plist(data):
    return _told(polyglot.from_plist(data))


# --- hostile documents; they are made here, for they are longer than what travels


_BODY = '<station name="N" manned="1"><greeting>%s</greeting></station>'


def hostile(kind, encoding="utf-8"):
    """The station of a document that must be refused before it does harm."""
    with tempfile.TemporaryDirectory() as folder:
        secret = Path(folder, "secret.txt")
        secret.write_text("the code of the gate", encoding="utf-8")
        nested = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 10))
        documents = {
            "bomb": f'<!DOCTYPE s [<!ENTITY e0 "zz">{nested}]>' + _BODY % "&e9;",
            "small bomb": '<!DOCTYPE s [<!ENTITY a "z"><!ENTITY b "&a;&a;">]>' + _BODY % "&b;",
            "one long entity": f'<!DOCTYPE s [<!ENTITY a "{"z" * 20_000}">]>'
            + _BODY % ("&a;" * 100),
            "file": f'<!DOCTYPE s [<!ENTITY a SYSTEM "{secret.as_uri()}">]>' + _BODY % "&a;",
            "parameter": f'<!DOCTYPE s [<!ENTITY % a SYSTEM "{secret.as_uri()}"> %a;]>'
            + _BODY % "x",
            "unused": '<!DOCTYPE s [<!ENTITY a "z">]>' + _BODY % "x",
            "plain": "<!DOCTYPE station>" + _BODY % "x",
            "address": '<!DOCTYPE station SYSTEM "http://gate.invalid/s.dtd">' + _BODY % "x",
            "broken off": '<!DOCTYPE s [<!ENTITY a "z">]><station name="&a;"',
        }
        return xml(documents[kind].encode(encoding))


# --- property lists


def plist_of(content, binary=False):
    """The station of a dictionary, written by plistlib."""
    fmt = plistlib.FMT_BINARY if binary else plistlib.FMT_XML
    return plist(plistlib.dumps(content, fmt=fmt))


def damaged_plist(content, at, binary=False):
    """The station of a property list that is cut off."""
    fmt = plistlib.FMT_BINARY if binary else plistlib.FMT_XML
    return plist(plistlib.dumps(content, fmt=fmt)[:at])


def _station(name, greeting, manned, inspected, limits):
    return polyglot.Station(name, greeting, manned, inspected, limits)


def written(parts, binary):
    """What another program reads from a property list; parts are the fields of a station."""
    station = _station(*parts)
    before = _told(station)
    data = polyglot.to_plist(station, binary)
    found = plistlib.loads(data)
    shown = sorted(found.items(), key=lambda pair: pair[0])
    return shown, data.startswith(b"bplist"), _told(station) == before


def written_by_default(parts):
    return polyglot.to_plist(_station(*parts)).startswith(b"bplist")


def there_and_back(parts):
    station = _station(*parts)
    return [
        (polyglot.from_plist(polyglot.to_plist(station, binary=binary)) == station)
        for binary in (False, True)
    ]


# --- all formats


def in_all_formats(name, greeting, manned, inspected, limits):
    """One station written in each format, and whether the models are equal."""
    word = "yes" if manned else "no"
    lines = ["[station]", f"name = {name}", f"greeting = {greeting}", f"manned = {word}"]
    root = ElementTree.Element("station", name=name, manned=word)
    ElementTree.SubElement(root, "greeting").text = greeting
    content = {"name": name, "greeting": greeting, "manned": manned, "limits": limits}
    if inspected is not None:
        lines.append(f"inspected = {inspected.isoformat()}")
        root.set("inspected", inspected.isoformat())
        content["inspected"] = inspected.astimezone(UTC).replace(tzinfo=None)
    lines.append("[limits]")
    for lane, kg in limits.items():
        lines.append(f"{lane} = {kg}")
        ElementTree.SubElement(root, "limit", lane=lane, kg=str(kg))
    made = [
        polyglot.from_ini("\n".join(lines).encode()),
        polyglot.from_xml(ElementTree.tostring(root, encoding="utf-8")),
        polyglot.from_plist(plistlib.dumps(content)),
        polyglot.from_plist(plistlib.dumps(content, fmt=plistlib.FMT_BINARY)),
    ]
    return _told(made[0]), [one == made[0] for one in made]


# --- files


def loaded(name, data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        return _told(polyglot.load(path))


def loaded_plist(name, content, binary):
    fmt = plistlib.FMT_BINARY if binary else plistlib.FMT_XML
    return loaded(name, plistlib.dumps(content, fmt=fmt))


def loaded_hostile(name):
    """Whether a document with an entity is refused on the way through a file."""
    try:
        loaded(name, b'<!DOCTYPE s [<!ENTITY a "z">]>' + (_BODY % "&a;").encode())
    except ValueError:
        return "refused"
    return "read"


def not_there(name):
    return _told(polyglot.load(Path("no-such-folder", name)))
