"""Hidden checks of config-polyglot."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

from grader.checks import agree, given, points

WORDS = ["yes", "no", "on", "off", "true", "false", "1", "0", "Yes", "NO", "TRUE", "Off"]
OTHER_WORDS = ["", "y", "maybe", "2", "ja", "none"]
MOMENTS = ["2026-03-01T00:30:00+02:00", "2026-03-01T23:30:00-03:30", "2026-03-01T10:00:00Z"]
OTHER_MOMENTS = ["2026-03-01T10:00:00", "2026-03-01", "1 March", "2026-02-30T10:00:00Z"]
OTHER_MOMENTS += ["0001-01-01T05:00:00+14:00"]  # in UTC, it lies outside the calendar
OTHER_LIMITS = ["0", "-1", "3.5", "heavy", "", "1e3"]
DAY = datetime(2026, 3, 1, 10, 0)
CONTENT = {"name": "Pier 4", "greeting": "Hej!", "manned": True, "limits": {"a1": 3500}}
TEXTS = st.text(alphabet="aZø%9;&<", min_size=1, max_size=8)
PARTS = {
    "name": TEXTS,
    "greeting": TEXTS,
    "manned": st.booleans(),
    "inspected": st.one_of(
        st.none(),
        st.builds(
            lambda minutes, offset: (
                datetime(2026, 3, 1, tzinfo=timezone(timedelta(minutes=offset)))
                + timedelta(minutes=minutes)
            ),
            st.integers(0, 600_000),
            st.sampled_from([0, 120, -210, 840]),
        ),
    ),
    "limits": st.dictionaries(
        st.text(alphabet="aAbB7-", min_size=1, max_size=3), st.integers(1, 60_000)
    ),
}


def ini(*without, limits="a1 = 3500\n", **changes):
    """An INI document with some keys changed and some left out."""
    values = {"name": "Pier 4", "greeting": "Hej!", "manned": "yes"} | changes
    lines = [f"{key} = {one}\n" for key, one in values.items() if key not in without]
    return ("[station]\n" + "".join(lines) + "[limits]\n" + limits).encode()


def xml(*without, inside="<greeting>Hej!</greeting>", **changes):
    """An XML document with some attributes changed and some left out."""
    values = {"name": "Pier 4", "manned": "yes"} | changes
    attributes = "".join(f' {key}="{one}"' for key, one in values.items() if key not in without)
    return f"<station{attributes}>{inside}</station>".encode()


def content(*without, **changes):
    """What a property list holds, with some keys changed and some left out."""
    return {key: one for key, one in (CONTENT | changes).items() if key not in without}


@points(2, task=1, covers="R1 R5")
def check_ini_is_read(student, reference):
    """An INI document gives a station; white space at the ends of its texts does not count."""
    agree(student, reference, "ini", ini())
    agree(student, reference, "ini", b"\xef\xbb\xbf" + ini())
    agree(student, reference, "ini", ini(limits=""))
    agree(student, reference, "ini", ini(greeting="", name="  Ø   gate  ", colour="red"))
    agree(student, reference, "ini", ini(limits="a1 = 1\nb2=40000\n; c3 = 7\n[more]\nx = y\n"))


@points(
    1, task=1, covers="R2", reply="configparser does things with values unless it is told not to"
)
def check_a_percent_sign_is_one(student, reference):
    """Percent signs in values are kept as they are."""
    for greeting in ["100 % tare", "%", "%%", "%(name)s", "50%(x"]:
        agree(student, reference, "ini", ini(greeting=greeting))


@points(1, task=1, covers="R2")
def check_lanes_keep_their_case(student, reference):
    """Two lanes may differ in case only."""
    agree(student, reference, "ini", ini(limits="A1 = 5\nb2 = 6\n"))
    agree(student, reference, "ini", ini(limits="A1 = 5\na1 = 6\n"))


@points(
    2,
    task=1,
    covers="R3 R6",
    reply="which of the words stand for no, and what is every other word?",
)
def check_manned_is_one_of_the_words(student, reference):
    """The words of configparser are booleans, in any case; other words are refused."""
    for word in [*WORDS, *OTHER_WORDS]:
        agree(student, reference, "ini", ini(manned=word))
    for word in [*WORDS, *OTHER_WORDS]:
        agree(student, reference, "xml", xml(manned=word))


@points(2, task=1, covers="R4 R6")
def check_moments_are_in_utc(student, reference):
    """A moment with an offset is moved to UTC; without one it is refused."""
    for moment in [*MOMENTS, *OTHER_MOMENTS]:
        agree(student, reference, "ini", ini(inspected=moment))
        agree(student, reference, "xml", xml(inspected=moment))


@points(2, task=1, covers="R5")
def check_wrong_ini_is_refused(student, reference):
    """What is missing, wrong, there twice, or no INI raises ConfigError."""
    for key in ["name", "greeting", "manned"]:
        agree(student, reference, "ini", ini(key))
    for limit in OTHER_LIMITS:
        agree(student, reference, "ini", ini(limits=f"a1 = {limit}\n"))
    agree(student, reference, "ini", ini(name="  "))
    agree(student, reference, "ini", ini(limits="a1 = 5\nb2 = 7\na1 = 6\n"))
    for data in [
        b"",
        b"name = x\n",
        b"[limits]\na1 = 5\n",
        ini(name="\u00d8").replace(b"\xc3", b""),
    ]:
        agree(student, reference, "ini", data)
    agree(student, reference, "ini", ini().partition(b"[limits]")[0])
    agree(student, reference, "ini", ini() + b"[station]\nname = y\n")


@points(2, task=2, covers="R6")
def check_xml_is_read(student, reference):
    """An XML document gives a station; what is not named is ignored."""
    agree(student, reference, "xml", xml())
    limits = '<limit lane="a1" kg="3500"/><limit kg="7" lane="A1"></limit>'
    agree(student, reference, "xml", xml(inside=f"<greeting>100 % &lt;\n</greeting>{limits}"))
    more = '<more><limit lane="z" kg="x"/></more><!-- <limit/> -->'
    agree(student, reference, "xml", xml(inside=f"{limits}{more}<greeting/>", colour="red"))
    agree(student, reference, "xml", b"\n" + xml(name=" Ø gate "))


@points(1, task=2, covers="R6")
def check_declared_encodings_are_used(student, reference):
    """The encoding that a document declares is the one that it is read in."""
    text = xml(name="Åse gate", inside="<greeting>für</greeting>").decode()
    for encoding in ["iso-8859-1", "utf-16", "utf-8"]:
        document = f'<?xml version="1.0" encoding="{encoding}"?>{text}'
        agree(student, reference, "xml", document.encode(encoding))


@points(2, task=2, covers="R7")
def check_wrong_xml_is_refused(student, reference):
    """What is missing, wrong, there twice, or no XML raises ConfigError."""
    for key in ["name", "manned"]:
        agree(student, reference, "xml", xml(key))
    agree(student, reference, "xml", xml(inside=""))
    greeting = "<greeting>x</greeting>"
    for limit in OTHER_LIMITS:
        agree(student, reference, "xml", xml(inside=f'{greeting}<limit lane="a" kg="{limit}"/>'))
    for limit in ['<limit lane="a"/>', '<limit kg="5"/>', '<limit lane="" kg="5"/>']:
        agree(student, reference, "xml", xml(inside=greeting + limit))
    twice = '<limit lane="a" kg="5"/>' * 2
    agree(student, reference, "xml", xml(inside=greeting + twice), reply="which of the two holds?")
    for data in [b"", b"<station", b"station", xml() + b"<more/>", b"<x>" + xml() + b"</x>"]:
        agree(student, reference, "xml", data)
    agree(student, reference, "xml", xml().replace(b"station", b"Station"))
    agree(student, reference, "xml", xml(name="&nobody;"))
    agree(student, reference, "xml", xml(inside=greeting * 2), reply="which of the two holds?")
    agree(student, reference, "xml", xml(inside="", greeting="x"))
    for encoding in (b"port-8", b"shift_jis"):
        data = b'<?xml version="1.0" encoding="' + encoding + b'"?>' + xml()
        agree(student, reference, "xml", data, reply="what does the parser raise for an encoding?")


@points(2, task=3, covers="R8")
def check_entities_are_refused(student, reference):
    """Documents with entities raise HostileXml before anything is expanded or opened."""
    for kind in [
        "small bomb",
        "bomb",
        "one long entity",
        "file",
        "parameter",
        "unused",
        "broken off",
    ]:
        agree(student, reference, "hostile", kind)


@points(2, task=3, covers="R8", reply="no document type is needed, not even one without entities")
def check_any_document_type_is_refused(student, reference):
    """A document type without entities is refused, too."""
    agree(student, reference, "hostile", "plain")
    agree(student, reference, "hostile", "address")


@points(
    2,
    task=3,
    covers="R9",
    reply="does your test look at the bytes, or at what a parser finds in them?",
)
def check_only_the_parser_knows(student, reference):
    """Comments and CDATA may mention document types; another encoding does not hide one."""
    mention = "<!DOCTYPE s [<!ENTITY a 'z'>]>"
    agree(student, reference, "xml", f"<!-- {mention} -->".encode() + xml())
    agree(student, reference, "xml", xml(inside=f"<greeting><![CDATA[{mention}]]></greeting>"))
    for kind in ["small bomb", "plain", "file"]:
        agree(student, reference, "hostile", kind, "utf-16")


@points(2, task=4, covers="R10")
def check_property_lists_are_read(student, reference):
    """XML and binary property lists give stations; a date becomes a moment in UTC."""
    for binary in [False, True]:
        agree(student, reference, "plist_of", content(), binary)
        agree(student, reference, "plist_of", content(inspected=DAY, colour="red"), binary)
        agree(student, reference, "plist_of", content(name=" Ø ", greeting=" ", limits={}), binary)


@points(
    2, task=4, covers="R10 R11", reply="a property list has types; True is an int to Python only"
)
def check_values_have_their_own_types(student, reference):
    """Values of another type, and what breaks the rules, raise ConfigError."""
    agree(student, reference, "plist_of", content())
    for key in ["name", "greeting", "manned", "limits"]:
        agree(student, reference, "plist_of", content(key))
        agree(student, reference, "plist_of", content(**{key: 4}))
        agree(
            student, reference, "plist_of", content(**{key: "yes"} if key != "name" else {key: " "})
        )
    for kg in ["3500", True, 35.0, 0, -5, DAY]:
        agree(student, reference, "plist_of", content(limits={"a1": kg}))
    for moment in ["2026-03-01T10:00:00Z", 5, False]:
        agree(student, reference, "plist_of", content(inspected=moment))
    agree(student, reference, "plist_of", content(limits={"": 5}))
    agree(student, reference, "plist_of", [content()])


@points(2, task=4, covers="R11")
def check_broken_property_lists_are_refused(student, reference):
    """Whatever plistlib raises, the reader raises ConfigError."""
    for data in [b"", b"none", b"<plist>", b"<plist><integer>x</integer></plist>"]:
        agree(student, reference, "plist", data)
    for data in [b"<plist><dct></dct></plist>", b'<?xml version="1.0" encoding="port-8"?><plist/>']:
        agree(student, reference, "plist", data)
    agree(
        student, reference, "plist", b"<plist><dict><key>name</key><date>May</date></dict></plist>"
    )
    agree(
        student,
        reference,
        "plist",
        b'<!DOCTYPE plist [<!ENTITY a "x">]><plist><string>&a;</string></plist>',
    )
    for binary in [False, True]:
        agree(student, reference, "damaged_plist", content(), 60, binary)


@points(2, task=4, covers="R12")
def check_property_lists_are_written(student, reference):
    """Both forms are written; a moment that is not known is left out."""
    parts = ["Pier 4", "Hej 100 %", False, None, {"A1": 3500, "b2": 1}]
    for binary in [False, True]:
        agree(student, reference, "written", parts, binary)
    agree(student, reference, "written_by_default", ["Ø", "", True, None, {}])


@points(2, task=4, covers="R12", reply="a date of a property list is read as UTC by everybody")
def check_written_dates_are_in_utc(student, reference):
    """The date is the moment in UTC, whatever offset the station has it in."""
    for hours in [0, 2, -8]:
        moment = datetime(2026, 3, 1, 1, 30, 7, tzinfo=timezone(timedelta(hours=hours)))
        for binary in [False, True]:
            agree(student, reference, "written", ["N", "", True, moment, {"a": 1}], binary)
    agree(student, reference, "there_and_back", ["N", "x", True, DAY.replace(tzinfo=UTC), {}])


@points(
    1,
    task=4,
    covers="R10 R12",
    after="check_property_lists_are_read check_property_lists_are_written "
    "check_written_dates_are_in_utc",
)
@given(**PARTS)
def check_any_station_there_and_back(student, reference, name, greeting, manned, inspected, limits):
    """Any station is read from its property list as an equal one."""
    agree(student, reference, "there_and_back", [name, greeting, manned, inspected, limits])


@points(2, task=5, covers="R13")
def check_files_are_loaded_by_suffix(student, reference):
    """The suffix names the format, in any case; hostile documents are refused here, too."""
    for name in ["gate.ini", "GATE.INI", "gate.old.Ini"]:
        agree(student, reference, "loaded", name, ini())
    for name in ["gate.xml", "gate.XML"]:
        agree(student, reference, "loaded", name, xml())
    agree(student, reference, "loaded_plist", "gate.plist", content(), True)
    for name in ["gate", "gate.cfg", "gate.ini.bak", "ini"]:
        agree(student, reference, "loaded", name, ini())
    agree(student, reference, "loaded", "gate.xml", ini())
    agree(student, reference, "loaded_hostile", "gate.xml")
    for name in ["gate.ini", "gate.cfg"]:  # of these, only the first can be missed
        agree(student, reference, "not_there", name)


@points(
    1,
    task=5,
    covers="R1 R6 R10",
    after="check_ini_is_read check_a_percent_sign_is_one check_lanes_keep_their_case "
    "check_manned_is_one_of_the_words check_moments_are_in_utc check_xml_is_read "
    "check_property_lists_are_read check_values_have_their_own_types",
)
@given(**PARTS)
def check_any_station_in_all_formats(student, reference, name, greeting, manned, inspected, limits):
    """One station is the same model in every format."""
    agree(student, reference, "in_all_formats", name, greeting, manned, inspected, limits)
