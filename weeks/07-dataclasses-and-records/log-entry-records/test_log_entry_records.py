"""Visible tests of log-entry-records."""

from datetime import datetime

import pytest
from log_entry_records import (
    Arrival,
    Departure,
    LogEntry,
    by_level,
    movements,
    parse_line,
    read_log,
)

TEN_LINES = """\
2026-03-07T05:58:00 INFO gatehouse: shift begins
2026-03-07T05:59:12 DEBUG scale-1: zero: 0.02 t
2026-03-07T06:01:30 INFO camera-1: arrived CAIU5512 lane 1
2026-03-07T06:01:31 INFO camera-2: arrived CAIU5512 lane 1
2026-03-07T06:04:44 WARNING lane-2: barrier slow
2026-03-07T06:05:02 ERROR lane-2: barrier stuck
2026-03-07T06:05:03 INFO lane-2:
2026-03-07T06:20:19 INFO camera-1: left CAIU5512 lane 1
2026-03-07T06:31:00 CRITICAL gatehouse: no power
2026-03-07T06:31:05 ERROR camera-2: no picture
""".splitlines()

SIX = datetime(2026, 3, 7, 6)


def test_t1_an_entry_is_a_tuple_with_names() -> None:
    """The parts of an entry can be had by name, by place and by unpacking."""
    entry = LogEntry(SIX, "INFO", "scale-1", "12 t")
    at, level, source, message = entry

    assert (entry.source, entry[2], source) == ("scale-1", "scale-1", "scale-1")


def test_t1_an_entry_equals_a_plain_tuple() -> None:
    """An entry without a message equals the tuple of its four values, and hashes as it does."""
    assert {LogEntry(SIX, "INFO", "scale-1")} == {(SIX, "INFO", "scale-1", "")}


@pytest.mark.parametrize(("level", "trouble"), [("CRITICAL", True), ("WARNING", False)])
def test_t1_critical_is_trouble(level: str, trouble: bool) -> None:
    """An entry knows whether its level means trouble."""
    assert LogEntry(SIX, level, "lane-2").is_trouble is trouble


def test_t1_the_text_of_an_entry_is_indented() -> None:
    """Further lines of a message stand behind four spaces."""
    entry = LogEntry(SIX, "ERROR", "lane-2", "stuck\nmotor 3")

    assert entry.text() == "2026-03-07T06:00:00 ERROR lane-2: stuck\n    motor 3"


def test_t2_a_line_becomes_an_entry() -> None:
    """The message keeps its colons."""
    entry = parse_line("2026-03-07T06:00:00 DEBUG scale-1: zero: 0.02 t\n")

    assert entry == LogEntry(SIX, "DEBUG", "scale-1", "zero: 0.02 t")


@pytest.mark.parametrize(
    "line",
    [
        "2026-03-07T06:00:00 DEBUG",
        "2026-03-07 at 6 DEBUG scale-1: zero",
        "2026-03-07T06:00:00 Debug scale-1: zero",
        "2026-03-07T06:00:00 DEBUG scale 1: zero",
    ],
)
def test_t2_other_lines_raise(line: str) -> None:
    """A line that begins no entry raises ValueError."""
    with pytest.raises(ValueError):
        parse_line(line)


def test_t3_ten_lines_give_ten_entries() -> None:
    """A clean log gives an entry a line, and nothing is refused."""
    log = read_log(TEN_LINES)

    assert (len(log.entries), log.refused) == (10, ())
    assert log.entries[6].message == ""


def test_t3_indented_lines_belong_to_the_entry_before() -> None:
    """A line that begins with white space continues a message; an empty line is skipped."""
    log = read_log([TEN_LINES[5], "  motor 3", "", "  12.5 A", TEN_LINES[6]])

    assert [entry.message for entry in log.entries] == ["barrier stuck\nmotor 3\n12.5 A", ""]


def test_t3_refused_lines_take_what_follows_with_them() -> None:
    """Lines that continue a refused line are refused with it."""
    log = read_log([TEN_LINES[5], "Segmentation fault", "  at 0x4f", "", TEN_LINES[6]])

    assert log.refused == (2, 3)
    assert [entry.message for entry in log.entries] == ["barrier stuck", ""]


def test_t4_groups_stand_in_the_order_of_severity() -> None:
    """Every level that occurs has its entries, and the most severe comes first."""
    groups = by_level(parse_line(line) for line in TEN_LINES)

    assert [(level, len(group)) for level, group in groups.items()] == [
        ("CRITICAL", 1),
        ("ERROR", 2),
        ("WARNING", 1),
        ("INFO", 5),
        ("DEBUG", 1),
    ]


def test_t4_a_group_keeps_the_order_of_the_log() -> None:
    """Entries of one level stay in the order in which they were given."""
    groups = by_level(parse_line(line) for line in TEN_LINES)

    assert [entry.source for entry in groups["ERROR"]] == ["lane-2", "camera-2"]


def test_t5_an_arrival_is_no_departure() -> None:
    """Movements equal only movements of their own kind."""
    arrival = Arrival("CAIU5512", 1)

    assert arrival == Arrival("CAIU5512", 1)
    assert arrival not in [Departure("CAIU5512", 1), ("CAIU5512", 1)]


def test_t5_a_movement_is_listed_once() -> None:
    """The same movement, reported by two cameras, is listed once."""
    moves = movements(parse_line(line) for line in TEN_LINES)

    assert moves == [Arrival("CAIU5512", 1), Departure("CAIU5512", 1)]
