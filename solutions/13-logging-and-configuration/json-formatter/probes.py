"""Sends records through a logger of its own to the formatter; what comes back is read as JSON."""

import datetime
import decimal
import json
import logging
import os
import pathlib
import time

import json_formatter as lines

MOMENT = 1_772_600_767.25


class Still(logging.Filter):
    """Stops the clock of each record."""

    def filter(self, record):
        record.created, record.msecs = MOMENT, 250.0
        return True


class Keeper(logging.Handler):
    """Keeps what its formatter makes of each record."""

    def __init__(self, formatter, kept):
        super().__init__()
        self.setFormatter(formatter)
        self.kept = kept

    def emit(self, record):
        self.kept.append(self.format(record))


class Silent:
    """An object that cannot be shown."""

    def __str__(self):
        raise RuntimeError("no text")

    __repr__ = __str__


class Winch:
    """An object of another team."""

    def __init__(self, number):
        self.number = number

    def __str__(self):
        return f"winch {self.number}"


class JammedError(Exception):
    """What a winch says."""


class MuteError(Exception):
    """An exception that cannot be shown."""

    def __str__(self):
        raise RuntimeError("no text")


def _once(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        raise ValueError("a name stands twice in one object")
    return dict(pairs)


def _constant(word):
    raise ValueError(f"{word} is not JSON")


def _read(text, *, with_time=False):
    """What a line says; of its time only the length, unless the time is what is asked for."""
    if type(text) is not str:
        return ["no text", type(text).__name__]
    told = json.loads(text, object_pairs_hook=_once, parse_constant=_constant)
    if "time" in told and not with_time:
        told["time"] = len(str(told["time"]))
    return [told, text.isascii(), len(text.splitlines())]


def _logger(formatter, kept, name="yardmap"):
    logger = logging.Logger(name, 1)
    logger.propagate = False
    logger.addFilter(Still())
    logger.addHandler(Keeper(formatter, kept))
    return logger


def _values(kind):
    nested = "bottom"
    for _ in range(8):
        nested = [nested]
    circle = ["round"]
    circle.append(circle)
    ring = {"name": "ring"}
    ring["self"] = (ring,)
    mixed = ([{"one": ({"two": [{"three": 3}]},)}],)
    return {
        "nan": float("nan"),
        "inf": [float("inf"), {"low": float("-inf")}],
        "date": datetime.date(2026, 3, 4),
        "moment": datetime.datetime(2026, 3, 4, 5, 6, 7, tzinfo=datetime.UTC),
        "clock": datetime.time(5, 6),
        "decimal": (decimal.Decimal("12.50"),),
        "path": {"log": pathlib.PurePosixPath("/srv/log")},
        "winch": [Winch(4), {"of": Winch(5)}],
        "silent": [Silent()],
        "bytes": b"\x00",
        "keys": {2: "a", None: "b", (2, 3): "c", True: "d", 1.5: "e", Winch(6): "f"},
        "nested": nested,
        "circle": circle,
        "ring": ring,
        "mixed": mixed,
        "empty": [[[[[[]]]]], {}, ()],
        "dicts": {"a": {"b": {"c": {"d": {"e": {"f": 1}}}}}},
        "tuples": (((((1, ()),),),),),
        "set": {7},
        "type": [Winch is Winch, type("Crane", (), {"__str__": lambda self: "c"})()],
    }[kind]


# --- lines


def line(message, args, extra=None, *, level=20, name="yardmap", static=None):
    kept = []
    logger = _logger(lines.JsonFormatter(static=static), kept, name)
    logger.log(level, message, *args, extra=extra)
    return [_read(text) for text in kept]


def is_formatter():
    made = lines.JsonFormatter()
    made.format(logging.makeLogRecord({"msg": "up"}))
    return isinstance(made, logging.Formatter)


def moment(created, zone=None):
    """The time of a record, on a machine in `zone`."""
    record = logging.makeLogRecord({"msg": "tick", "created": created})
    record.msecs = created % 1 * 1000
    before = os.environ.get("TZ")
    try:
        if zone is not None:
            os.environ["TZ"] = zone
            time.tzset()
        return _read(lines.JsonFormatter().format(record), with_time=True)[0]["time"]
    finally:
        if zone is not None:
            if before is None:
                del os.environ["TZ"]
            else:
                os.environ["TZ"] = before
            time.tzset()


def message_object():
    kept = []
    logger = _logger(lines.JsonFormatter(), kept)
    logger.info(Winch(9))
    logger.info("%(gate)s is %(state)s", {"gate": "gate 2", "state": "shut"})
    return [_read(text)[0]["message"] for text in kept]


def left_on_the_record(extra, fails):
    """What the formatter changed of a record that other handlers get, too."""
    seen = []

    class Before(logging.Handler):
        def emit(self, record):
            seen.append((record, dict(vars(record)), json.dumps(extra)))

    kept = []
    logger = logging.Logger("yardmap", 1)
    logger.addFilter(Still())
    logger.addHandler(Before())
    logger.addHandler(Keeper(lines.JsonFormatter(static={"site": "east"}), kept))
    try:
        raise JammedError("block 4")
    except JammedError:
        logger.warning("crane %s of %s", 4, [5], extra=extra, exc_info=fails, stack_info=fails)
    record, before, text = seen[0]
    after = vars(record)
    changed = [name for name in before if name in after and before[name] is not after[name]]
    moved = set(before) ^ set(after)
    return [len(kept), sorted(moved), changed, json.dumps(extra) == text]


def beside_another_formatter(extra):
    """A line for a record that a plain formatter with a date has had before."""
    kept, texts = [], []
    logger = logging.Logger("yardmap", 1)
    logger.addFilter(Still())
    logger.addHandler(Keeper(logging.Formatter("%(asctime)s %(message)s"), texts))
    logger.addHandler(Keeper(lines.JsonFormatter(), kept))
    try:
        raise JammedError("block 4")
    except JammedError:
        logger.exception("lift failed", extra=extra)
    told = _read(kept[0])[0]
    told["error"].pop("trace")
    return [told, len(texts)]


# --- values


def plain(value):
    return lines.plain(value)


def plain_of(kind):
    return lines.plain(_values(kind))


def extra_of(kind):
    kept = []
    _logger(lines.JsonFormatter(), kept).info("up", extra={"value": _values(kind)})
    return _read(kept[0])


def value_left_alone(value):
    before = json.dumps(value)
    told = lines.plain(value)
    return [told, json.dumps(value) == before]


# --- static fields


def static_value(kind):
    kept = []
    _logger(lines.JsonFormatter(static={"value": _values(kind)}), kept).info("up")
    return _read(kept[0])


def static_then_changed(static, name):
    given = dict(static)
    kept = []
    logger = _logger(lines.JsonFormatter(static=given), kept)
    given[name] = "late"
    logger.info("up")
    return [_read(text)[0] for text in kept]


def lines_in_a_row(static, extras):
    """Several calls through one formatter."""
    kept = []
    logger = _logger(lines.JsonFormatter(static=static), kept)
    for extra in extras:
        logger.info("up", extra=extra)
    return [_read(text)[0] for text in kept]


def two_formatters():
    first, second = [], []
    _logger(lines.JsonFormatter(static={"service": "gatehouse"}), first).info("one")
    _logger(lines.JsonFormatter(), second).info("two", extra={"lane": 3})
    return [_read(text)[0] for text in first + second]


# --- errors


def _lift(error, cause):
    if cause is None:
        raise error
    try:
        raise cause
    except Exception as reason:
        raise error from reason


def failure(kind, how):
    """The line of a failure; of the traceback only whether it tells what it should."""
    error = {
        "jammed": JammedError("block", 4),
        "key": KeyError("crane"),
        "empty": ValueError(),
        "mute": MuteError(),
        "lines": JammedError("one\ntwo"),
    }[kind]
    kept = []
    logger = _logger(lines.JsonFormatter(), kept)
    try:
        if how != "never raised":
            _lift(error, OSError("no current") if kind == "jammed" else None)
    except Exception as caught:
        if how == "exception":
            logger.exception("lift %s failed", 3)
        elif how == "instance":
            logger.error("lift %s failed", 3, exc_info=caught)
    if how in ("later", "never raised"):
        logger.error("lift %s failed", 3, exc_info=error)
    told, ascii_only, count = _read(kept[0])
    trace = told["error"].pop("trace")
    words = ["Traceback (most recent call last):", "_lift", type(error).__name__, "no current"]
    return [told, ascii_only, count, [word in trace for word in words]]


def no_failure(how):
    kept = []
    logger = _logger(lines.JsonFormatter(), kept)
    if how == "exception":
        logger.exception("nothing is wrong")
    else:
        logger.error("nothing is wrong", exc_info=how == "true")
    return [_read(text) for text in kept]


def stack(wanted, fails):
    kept = []
    logger = _logger(lines.JsonFormatter(), kept)
    try:
        _lift(JammedError("block 4"), None)
    except JammedError:
        logger.info("who called", stack_info=wanted, exc_info=fails)
    told = _read(kept[0])[0]
    text = told.pop("stack", None)
    error = told.pop("error", None)
    found = text is not None and text.startswith("Stack") and "in stack" in text
    return [told, found, error is not None]


def broken_call(message, args):
    kept = []
    _logger(lines.JsonFormatter(), kept).info(message, *args, extra={"lane": 3})
    return [_read(text) for text in kept]


def broken_object(where):
    kept = []
    logger = _logger(lines.JsonFormatter(), kept)
    if where == "template":
        logger.info(Silent())
    else:
        logger.info("crane %s", Silent())
    return [_read(text) for text in kept]
