"""Visible tests of json-formatter."""

import json
import logging
from datetime import date
from typing import Any

import pytest
from json_formatter import JsonFormatter, plain


class Lines(logging.Handler):
    """A handler that keeps what its formatter writes."""

    def __init__(self, formatter: logging.Formatter) -> None:
        super().__init__()
        self.setFormatter(formatter)
        self.written: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.written.append(self.format(record))

    @property
    def last(self) -> dict[str, Any]:
        """The last line, read as JSON."""
        told: dict[str, Any] = json.loads(self.written[-1])
        return told


def logger_with(**options: Any) -> tuple[logging.Logger, Lines]:
    """A logger that stands outside the tree of loggers, and the handler that keeps its lines."""
    lines = Lines(JsonFormatter(**options))
    logger = logging.Logger("berth-planner", logging.DEBUG)
    logger.addHandler(lines)
    return logger, lines


def test_t1_a_line_has_four_fields() -> None:
    """A line has the time, the level, the name of the logger and the finished message."""
    logger, lines = logger_with()
    logger.warning("berth %d is %s", 12, "taken")

    assert lines.last.pop("time").endswith("Z")
    assert {name: lines.last[name] for name in ("level", "logger", "message")} == {
        "level": "WARNING",
        "logger": "berth-planner",
        "message": "berth 12 is taken",
    }


@pytest.mark.parametrize(
    ("created", "time"),
    [
        pytest.param(0.0, "1970-01-01T00:00:00.000Z", id="created=0.0"),
        pytest.param(951_782_399.125, "2000-02-28T23:59:59.125Z", id="created=951782399.125"),
    ],
)
def test_t1_the_time_is_the_records_own(created: float, time: str) -> None:
    """The time comes from the record and is told in UTC."""
    record = logging.makeLogRecord({"msg": "tick", "created": created})

    assert json.loads(JsonFormatter().format(record))["time"] == time


def test_t1_a_message_of_two_lines_is_one_line_of_ascii() -> None:
    """Line breaks and letters of any alphabet are written as escapes."""
    logger, lines = logger_with()
    logger.info("Æbeløya\nberth 3")

    assert lines.written[0].isascii()
    assert lines.written[0].count("\n") == 0
    assert lines.last["message"] == "Æbeløya\nberth 3"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param({3: (1, None)}, {"3": [1, None]}, id="plain({3: (1, None)})"),
        pytest.param([float("nan")], ["nan"], id='plain([float("nan")])'),
        pytest.param(date(2027, 1, 9), "2027-01-09", id="plain(date(2027, 1, 9))"),
        pytest.param(b"tide", "b'tide'", id='plain(b"tide")'),
    ],
)
def test_t2_values_become_plain(value: object, expected: object) -> None:
    """Values that JSON has no word for become texts, keys too; tuples become lists."""
    assert plain(value) == expected


def test_t2_a_list_that_contains_itself_ends() -> None:
    """The list inside five others is replaced by three dots."""
    circle: list[object] = []
    circle.append(circle)

    assert plain(circle) == [[[[["..."]]]]]


def test_t3_extras_stand_in_the_line() -> None:
    """What the call gives as extra stands beside the four fields, and nothing else does."""
    logger, lines = logger_with()
    logger.info("moored", extra={"vessel": "Ingrid", "lines": (4, 2)})

    assert lines.last["lines"] == [4, 2]
    assert set(lines.last) == {"time", "level", "logger", "message", "vessel", "lines"}


def test_t3_an_extra_does_not_replace_a_field() -> None:
    """An extra that shares its name with a field is written under a longer name."""
    logger, lines = logger_with()
    logger.info("moored", extra={"time": "flood"})

    assert lines.last["extra.time"] == "flood"
    assert lines.last["time"] != "flood"


def test_t3_an_extra_wins_over_a_static_field_once() -> None:
    """A static field is on each line, except where an extra has its name."""
    logger, lines = logger_with(static={"shift": "late"})
    logger.info("handover", extra={"shift": "night"})
    logger.info("handover done")

    assert [json.loads(text)["shift"] for text in lines.written] == ["night", "late"]


def test_t3_a_static_field_cannot_have_a_taken_name() -> None:
    """A static field with the name of a field of the line is refused."""
    with pytest.raises(ValueError):
        JsonFormatter(static={"error": "none"})


def test_t4_an_exception_is_told_in_parts() -> None:
    """The error has a type, a message and a trace, and stays out of the message."""
    logger, lines = logger_with()
    try:
        int("north")
    except ValueError as caught:
        logger.exception("no such berth")
        text = str(caught)

    error = lines.last["error"]
    assert (lines.last["message"], error["type"], error["message"]) == (
        "no such berth",
        "ValueError",
        text,
    )
    assert error["trace"].startswith("Traceback")


def test_t4_no_exception_no_error() -> None:
    """logger.exception outside an except block writes a line without an error."""
    logger, lines = logger_with()
    logger.exception("all is well")

    assert "error" not in lines.last


def test_t4_a_wrong_call_still_writes_a_line() -> None:
    """If the arguments do not fit, the line has the template and says what was wrong."""
    logger, lines = logger_with()
    template = "%s and %s"
    logger.error(template, "one")

    assert (lines.last["message"], lines.last["format_error"]) == (template, "TypeError")
