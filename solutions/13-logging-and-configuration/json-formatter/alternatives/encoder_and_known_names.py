"""Knows the standard attributes by name, tells kinds apart by a table, and writes with an encoder.

The list of names includes `taskName`, which Python 3.12 added: whoever writes names down has to
look into the documentation of every new version. The line is built field by field, not merged.
"""

import json
import logging
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta

FIELDS = ("time", "level", "logger", "message", "error", "stack", "format_error")
"""The names that a line keeps for itself."""

DEEPEST = 5
"""How many lists, tuples and dicts may lie around another."""

KNOWN = set(
    "args asctime created exc_info exc_text filename funcName levelname levelno lineno message "
    "module msecs msg name pathname process processName relativeCreated stack_info taskName "
    "thread threadName".split()
)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SHOWN_AS: dict[type, Callable[..., str]] = {
    date: date.isoformat,
    datetime: datetime.isoformat,
}


def shown(value: object) -> str:
    """The text of any value."""
    try:
        return SHOWN_AS.get(type(value), str)(value)
    except Exception:
        return "<unprintable " + type(value).__name__ + ">"


def plain(value: object, around: int = 0) -> object:
    """What JSON can say of `value`, which lies inside `around` others."""
    if isinstance(value, (list, tuple, dict)):
        if around >= DEEPEST:
            return "..."
        if isinstance(value, dict):
            pairs = ((str(key), plain(item, around + 1)) for key, item in value.items())
            return dict(pairs)
        return [plain(item, around + 1) for item in value]
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, float) and value - value == 0:
        return value
    return shown(value)


class JsonFormatter(logging.Formatter):
    """A formatter whose lines are JSON objects."""

    def __init__(self, *, static: Mapping[str, object] | None = None) -> None:
        super().__init__()
        self.static: dict[str, object] = {}
        for name, value in dict(static or {}).items():
            if name in FIELDS:
                raise ValueError(f"{name} is a field of the line")
            self.static[name] = plain(value)
        self.encoder = json.JSONEncoder(allow_nan=False, sort_keys=True)

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON for `record`, which stays as it is."""
        line = dict(self.static)
        for name, value in record.__dict__.items():
            if name not in KNOWN:
                line["extra." * (name in FIELDS) + name] = plain(value)
        moment = EPOCH + timedelta(seconds=record.created)
        line["time"] = f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"
        line["level"] = record.levelname
        line["logger"] = record.name
        try:
            line["message"] = str(record.msg) % record.args if record.args else str(record.msg)
        except Exception as wrong:
            line["message"] = shown(record.msg)
            line["format_error"] = type(wrong).__name__
        kind, error, _ = record.exc_info or (None, None, None)
        if kind is not None and error is not None and record.exc_info:
            trace = self.formatException(record.exc_info)
            line["error"] = {"type": kind.__name__, "message": shown(error), "trace": trace}
        if record.stack_info is not None:
            line["stack"] = record.stack_info
        return self.encoder.encode(line)
