"""Hidden checks of log-entry-records."""

from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from grader.checks import agree, given, points

LEVELS = ["CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG"]
EARLY, LATE = datetime(2026, 5, 1, 6, 2, 11), datetime(2026, 5, 1, 18, 30, 0, 250)

TEN_LINES = [
    "2026-05-01T06:00:00 INFO gatehouse: started",
    "2026-05-01T06:00:04 DEBUG lane-1: loop 3: idle",
    "2026-05-01T06:02:11 INFO camera-1: arrived MSKU2083 lane 1",
    "2026-05-01T06:02:12 INFO camera-2: arrived MSKU2083 lane 1",
    "2026-05-01T06:09:55 WARNING lane-2: barrier slow",
    "2026-05-01T06:10:03 ERROR lane-2: barrier stuck",
    "2026-05-01T06:11:40 CRITICAL gatehouse: power: 0 V",
    "2026-05-01T06:11:41 INFO lane-2:",
    "2026-05-01T06:15:00 INFO camera-1: left MSKU2083 lane 1",
    "2026-05-01T06:20:00 ERROR Größe-1: zu groß",
]

WORDS = st.text(alphabet="abé:-7", min_size=1, max_size=5)
SOURCES = st.text(alphabet="abé-7", min_size=1, max_size=5)
MESSAGES = st.lists(WORDS, max_size=4).map(" ".join)
TIMES = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31))
HANDMADE = st.tuples(TIMES, st.sampled_from(LEVELS), SOURCES, MESSAGES).map(list)


@st.composite
def entries_with_more_lines(draw: Any) -> list[Any]:
    """An entry whose message is empty or has one line or more of words."""
    values = draw(HANDMADE)
    if values[3]:
        values[3] = "\n".join([values[3], *draw(st.lists(WORDS, max_size=2))])
    return values


@points(3, task=1, covers="R1", reply="a named tuple is a tuple with names for its places")
def check_an_entry_is_a_named_tuple(student, reference):
    """LogEntry has four fields in order, and is a tuple that refuses assignment."""
    agree(student, reference, "entry_as_tuple", [EARLY, "INFO", "lane-1", "open"])
    agree(student, reference, "entry_without_message")
    for name in ("at", "level", "message"):
        agree(student, reference, "change_entry", name)


@points(1, task=1, covers="R2")
def check_two_levels_are_trouble(student, reference):
    """CRITICAL and ERROR are trouble, other levels are not."""
    agree(student, reference, "trouble", [*LEVELS, "TRACE", "error", ""])


@points(1, task=1, covers="R3")
def check_the_text_of_an_entry(student, reference):
    """text() writes an entry as it stands in the log."""
    agree(student, reference, "text_of", [EARLY, "INFO", "lane-1", "open"])
    agree(student, reference, "text_of", [LATE, "DEBUG", "scale", ""])
    agree(student, reference, "text_of", [LATE, "ERROR", "scale", "jammed\n12 t\nlane 4"])


@points(2, task=2, covers="R4", reply="cut no more often than the line has parts")
def check_a_line_becomes_an_entry(student, reference):
    """parse_line() reads time, level, source and message, with colons or without a message."""
    agree(student, reference, "parse", "2026-05-01T06:02:11 INFO lane-1: open")
    agree(student, reference, "parse", "2026-05-01T06:02:11.000250 DEBUG lane-1: a: b:c d:")
    agree(student, reference, "parse", "2026-05-01T06:02:11 ERROR Größe-1: zu groß  \r\n")
    agree(student, reference, "parse", "2026-05-01T06:02:11 WARNING lane-1:")
    agree(student, reference, "parse", "2026-05-01T06:02:11 CRITICAL lane-1: \n")


@points(1, task=2, covers="R4", after="check_a_line_becomes_an_entry")
@given(at=TIMES, level=st.sampled_from(LEVELS), source=SOURCES, message=MESSAGES)
def check_any_line_becomes_an_entry(student, reference, at, level, source, message):
    """parse_line() reads lines with any time, level, source and message."""
    agree(student, reference, "parse", f"{at.isoformat()} {level} {source}: {message}")


@points(2, task=2, covers="R5")
def check_other_lines_are_refused(student, reference):
    """parse_line() raises ValueError for whatever is not the first line of an entry."""
    agree(student, reference, "parse", "")
    agree(student, reference, "parse", "2026-05-01T06:02:11 INFO")
    agree(student, reference, "parse", "2026-05-01T06:02:11 lane-1: open")
    agree(student, reference, "parse", "2026-05-01T06:61:11 INFO lane-1: open")
    agree(student, reference, "parse", "yesterday INFO lane-1: open")
    agree(student, reference, "parse", "2026-05-01T06:02:11 info lane-1: open")
    agree(student, reference, "parse", "2026-05-01T06:02:11 TRACE lane-1: open")
    agree(student, reference, "parse", "2026-05-01T06:02:11 INFO lane-1")
    agree(student, reference, "parse", "2026-05-01T06:02:11 INFO : open")
    agree(student, reference, "parse", "2026-05-01T06:02:11 INFO lane 1: open")
    agree(student, reference, "parse", "2026-05-01T06:02:11 INFO lane-1 : open")


@points(2, task=3, covers="R6 R7 R8")
def check_a_log_is_read_and_numbered(student, reference):
    """read_log() keeps the entries in order and the numbers of the lines that it refuses."""
    agree(student, reference, "read", TEN_LINES)
    agree(student, reference, "read", [])
    agree(student, reference, "read", ["garbage\n", "\n", TEN_LINES[4] + "\n", "   \n", "rubbish"])


@points(1, task=3, covers="R7", reply="look at what is added, and at what becomes of the changed entry")
def check_lines_continue_the_entry_before(student, reference):
    """Lines that begin with blanks are added to the message before them."""
    agree(student, reference, "read", [TEN_LINES[5], "  motor 14 A  ", "", " fuse 4\n"])
    agree(student, reference, "read", [TEN_LINES[7], " " + TEN_LINES[6], TEN_LINES[8]])


@points(1, task=3, covers="R7")
def check_any_white_space_continues(student, reference):
    """Lines that begin with other white space, such as a tab, are added as well."""
    agree(student, reference, "read", [TEN_LINES[5], "\tmotor 14 A", "\t\tfuse 4\n"])


@points(2, task=3, covers="R8", after="check_a_log_is_read_and_numbered")
def check_lines_without_an_entry_are_refused(student, reference):
    """Lines that continue nothing, or a refused line, are refused themselves."""
    agree(student, reference, "read", ["  cut off", TEN_LINES[0], "garbage", "  more", "\tmore"])
    agree(student, reference, "read", ["garbage", "  more", TEN_LINES[0], TEN_LINES[1]])


@points(2, task=3, covers="R6", reply="what is inside has to be immutable, too")
def check_a_gate_log_can_be_hashed(student, reference):
    """read_log() takes a generator and returns a named tuple of tuples, which can be hashed."""
    agree(student, reference, "read_types", [TEN_LINES[0], "garbage"])
    agree(student, reference, "read_types", [])


@points(
    2,
    task=3,
    covers="R6 R7 R8",
    after="check_lines_continue_the_entry_before check_any_white_space_continues"
    " check_lines_without_an_entry_are_refused",
)
@given(
    lines=st.lists(
        st.sampled_from([*TEN_LINES[4:8], "garbage", "  more", "\tmore: of it\n", "", " \n"]),
        max_size=9,
    )
)
def check_any_log_is_read(student, reference, lines):
    """read_log() reads logs with any mixture of first lines, further lines and rubbish."""
    agree(student, reference, "read", lines)


@points(
    1,
    task=3,
    covers="R3 R4 R7",
    after="check_the_text_of_an_entry check_lines_continue_the_entry_before"
    " check_a_line_becomes_an_entry",
)
@given(entries=st.lists(entries_with_more_lines(), max_size=4))
def check_what_is_written_can_be_read(student, reference, entries):
    """read_log() makes of the texts of entries the same entries again."""
    agree(student, reference, "written_and_read", entries)


@points(2, task=4, covers="R9", reply="which levels are keys, in which order, and with which entries?")
def check_entries_are_grouped_by_level(student, reference):
    """by_level() groups entries that do not stand together, the most severe level first."""
    mixed = ["INFO", "ERROR", "INFO", "CRITICAL", "ERROR"]
    log = [[EARLY, level, f"lane-{lane}", ""] for lane, level in enumerate(mixed)]
    agree(student, reference, "grouped", log)
    agree(student, reference, "grouped", [])
    agree(student, reference, "grouped", [[LATE, "DEBUG", "z", ""], [EARLY, "WARNING", "a", ""]])


@points(1, task=4, covers="R9", after="check_entries_are_grouped_by_level")
@given(entries=st.lists(HANDMADE, max_size=8))
def check_any_entries_are_grouped(student, reference, entries):
    """by_level() groups any entries."""
    agree(student, reference, "grouped", entries)


@points(3, task=5, covers="R10", reply="what does == compare in the kind of record you chose?")
def check_movements_equal_their_own_kind_only(student, reference):
    """An arrival never equals a departure or a tuple, only an arrival with the same values."""
    agree(student, reference, "movement_records", "TCLU44", 3)


@points(2, task=5, covers="R10")
def check_movements_are_immutable(student, reference):
    """Movements refuse assignment and can be hashed."""
    for kind in ("Arrival", "Departure"):
        agree(student, reference, "change_movement", kind, "lane")
        agree(student, reference, "change_movement", kind, "container")
    agree(student, reference, "hashed_movements", "MSKU20", 3)


@points(1, task=5, covers="R11")
def check_movements_are_listed_once(student, reference):
    """movements() lists each movement in the place of its first report."""
    agree(
        student,
        reference,
        "moved",
        [
            "left B lane 02",
            "arrived A lane 3",
            "arrived A lane 3",
            "left A lane 3",
            "left B lane 2",
        ],
    )
    agree(student, reference, "moved", ["arrived é lane 10", "arrived é lane 1", "left A lane 0"])


@points(1, task=5, covers="R11")
def check_other_messages_are_no_movements(student, reference):
    """movements() takes a message for a movement only if all of it has the form."""
    agree(
        student,
        reference,
        "moved",
        ["", "arrived A lane", "left A lane -1", "left A lane x", "Left A lane 1", "left A pier 1"],
    )
    agree(student, reference, "moved", ["left A lane 1 now", "arrived A B lane 1", "arrived A1"])
    agree(student, reference, "moved", ["now left A lane 1", "not arrived A lane 1"])
    agree(
        student, reference, "moved", ["arrived A lane -1", "arrived A lane x", "arrived A pier 1"]
    )


@points(
    1,
    task=5,
    covers="R11",
    after="check_movements_are_listed_once check_other_messages_are_no_movements"
    " check_movements_equal_their_own_kind_only",
)
@given(
    reports=st.lists(
        st.tuples(
            st.sampled_from(["arrived", "left", "weighed"]),
            st.sampled_from(["A", "B"]),
            st.sampled_from(["lane", "pier"]),
            st.sampled_from(["1", "2", "x"]),
        ),
        max_size=8,
    )
)
def check_any_reports_become_movements(student, reference, reports):
    """movements() reads any reports."""
    agree(student, reference, "moved", [" ".join(report) for report in reports])
