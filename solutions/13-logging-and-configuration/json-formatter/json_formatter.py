"""Writes log records as lines of JSON that a collector can read without guessing."""

import json
import logging
import math
from collections.abc import Mapping
from datetime import UTC, date, datetime

FIELDS = ("time", "level", "logger", "message", "error", "stack", "format_error")
"""The names that a line keeps for itself."""

DEEPEST = 5
"""How many lists, tuples and dicts may lie around another."""

STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


def plain(value: object) -> object:
    """What JSON can say of `value`; never fails for a value that cannot be shown."""
    return _plain(value, DEEPEST)


def _plain(value: object, room: int) -> object:
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else str(value)
        case list() | tuple() | dict() if not room:
            return "..."
        case list() | tuple():
            return [_plain(item, room - 1) for item in value]
        case dict():
            return {_text(key): _plain(item, room - 1) for key, item in value.items()}
        case date():
            return value.isoformat()
    return _text(value)


def _text(value: object) -> str:
    try:
        return str(value)
    except Exception:  # a foreign __str__ may raise anything; the line must be written
        return f"<unprintable {type(value).__name__}>"


class JsonFormatter(logging.Formatter):
    """A formatter whose lines are JSON objects."""

    def __init__(self, *, static: Mapping[str, object] | None = None) -> None:
        super().__init__()
        self._static = {name: plain(value) for name, value in (static or {}).items()}
        if taken := self._static.keys() & FIELDS:
            raise ValueError(f"a line has these fields of its own: {sorted(taken)}")

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON for `record`, which stays as it is."""
        line = {**self._static, **_extras(record), **_head(record)}
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            line["error"] = {
                "type": type(error).__name__,
                "message": _text(error),
                "trace": self.formatException(record.exc_info),
            }
        if record.stack_info:
            line["stack"] = record.stack_info
        return json.dumps(line)


def _head(record: logging.LogRecord) -> dict[str, object]:
    """The fields that every line has, and `format_error` where the call was wrong."""
    moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    head: dict[str, object] = {
        "time": moment.replace("+00:00", "Z"),
        "level": record.levelname,
        "logger": record.name,
    }
    try:
        head["message"] = record.getMessage()
    except Exception as error:  # as above: the call is at fault, the line is not lost
        head |= {"message": _text(record.msg), "format_error": type(error).__name__}
    return head


def _extras(record: logging.LogRecord) -> dict[str, object]:
    """What the call gave as `extra`, under names that no field of the line has."""
    return {
        f"extra.{name}" if name in FIELDS else name: plain(value)
        for name, value in vars(record).items()
        if name not in STANDARD
    }
