"""Puts texts, streams and odd objects before the forge; returns plain data."""

import io
import json
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import PurePosixPath, PureWindowsPath

import json_forge as forge_module


class _Charge:
    """An object with a `__dict__` that is nobody's business."""

    def __init__(self):
        self.name = "lift"
        self._margin = 12


_OBJECTS = {
    "day": lambda: date(2026, 2, 28),
    "moment": lambda: datetime(2026, 2, 28, 23, 59, 1, tzinfo=timezone(timedelta(hours=2))),
    "naive": lambda: datetime(2026, 2, 28, 23, 59, 1, 5),
    "posix": lambda: PurePosixPath("/srv/tariffs/ø.json"),
    "windows": lambda: PureWindowsPath("D:\\tariffs\\may.json"),
    "set": lambda: {1, 2},
    "bytes": lambda: b"lift",
    "charge": _Charge,
    "complex": lambda: 1j,
    "class": lambda: _Charge,
    "nan": lambda: float("nan"),
    "inf": lambda: float("-inf"),
    "decimal nan": lambda: Decimal("NaN"),
    "decimal inf": lambda: Decimal("Infinity"),
    "signalling": lambda: Decimal("sNaN"),
}


def forged(value, pretty=False):
    return forge_module.forge(value, pretty=pretty)


def forged_object(name, nested=False):
    made = _OBJECTS[name]()
    return forge_module.forge({"at": [made]} if nested else made)


def forged_by_position(value):
    return forge_module.forge(value, True)


def there_and_back(value):
    return forge_module.read(forge_module.forge(value)), forge_module.read(
        forge_module.forge(value, pretty=True)
    )


# --- Task 2


def kept(text):
    """What is read, with the decimals as texts, so that 1.0 and 1.00 differ."""
    return _shown(forge_module.read(text))


def _shown(value):
    if isinstance(value, dict):
        return [[key, _shown(one)] for key, one in value.items()]
    if isinstance(value, list):
        return [_shown(one) for one in value]
    return [type(value).__name__, str(value)]


def pinpointed(text):
    """The report on the error that the json module raises for a text."""
    forge_module.pinpoint  # noqa: B018 (missing names are told first)
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return forge_module.pinpoint(error)
    return "no error"


def pinpointed_by_read(text):
    try:
        forge_module.read(text)
    except json.JSONDecodeError as error:
        return forge_module.pinpoint(error).splitlines()[0]
    return "no error"


# --- Task 3


def written(values):
    target = io.StringIO(newline="")
    count = forge_module.write_ndjson(iter(values), target)
    return count, target.getvalue()


def written_before_the_next(values):
    """The text in the target each time a value is taken."""
    target = io.StringIO(newline="")
    story = []

    def source():
        for value in values:
            story.append(target.getvalue())
            yield value

    forge_module.write_ndjson(source(), target)
    return story


def written_until_it_fails(values, name):
    target = io.StringIO(newline="")
    try:
        forge_module.write_ndjson([*values, {"at": [1, _OBJECTS[name]()]}, 7], target)
    except (TypeError, ValueError) as error:
        return isinstance(error, TypeError), target.getvalue()
    return "no error", target.getvalue()


def harvested(content, offset=0):
    found = forge_module.harvest(io.BytesIO(content), offset)
    return _shown(found.values), found.damaged, found.offset


def harvested_by_default(content):
    source = io.BytesIO(content)
    source.seek(3)
    found = forge_module.harvest(source)
    return _shown(found.values), found.damaged, found.offset


def harvested_in_turns(content, cuts):
    """A file that grows: harvest after each cut, beginning where the last one ended."""
    offset, story = 0, []
    for cut in sorted(cuts):
        found = forge_module.harvest(io.BytesIO(content[:cut]), offset)
        story.append([_shown(found.values), found.damaged, found.offset])
        offset = found.offset
    return story


def resumed(values):
    target = io.StringIO(newline="")
    forge_module.write_ndjson(values, target)
    return harvested(target.getvalue().encode("utf-8"))


# --- Task 4


class Torn(Exception):
    """What a source raises when it is read further than it goes; nobody catches it."""


class _Source:
    """A text stream that gives pieces, notes what it is asked for, and may break off."""

    def __init__(self, text, good=None, most=None):
        self.text, self.good, self.most = text, good, most
        self.at = 0
        self.asked = []

    def read(self, size=-1):
        self.asked.append(size)
        limit = len(self.text) if self.good is None else self.good
        if self.good is not None and self.at >= limit:
            raise Torn
        if size is None or size < 0:
            size = len(self.text) + 1
        if self.most is not None:
            size = min(size, self.most)
        piece = self.text[self.at : min(self.at + size, limit)]
        self.at += len(piece)
        return piece


def _gathered(items):
    found = []
    try:
        for item in items:
            found.append(_shown(item))
    except Torn:
        found.append("torn")
    except ValueError:
        found.append("ValueError")
    return found


def streamed(text, size, most=None):
    return _gathered(forge_module.stream_array(_Source(text, most=most), size))


def refused(text, size):
    """How it ends, whatever came before."""
    return streamed(text, size)[-1:]


def streamed_until_torn(text, good, size):
    """The items that can be had from a source that breaks off after `good` characters."""
    return _gathered(forge_module.stream_array(_Source(text, good), size))


def sizes_asked(text, *size):
    source = _Source(text)
    found = _gathered(forge_module.stream_array(source, *size))
    return found, sorted(set(source.asked))


def is_iterator(text):
    items = forge_module.stream_array(_Source(text), 4)
    return iter(items) is items, _shown(next(items))


# --- Task 5


def checked(document, schema):
    found = forge_module.violations(forge_module.read(document), forge_module.read(schema))
    return [list(one) for one in found], type(found).__name__


def checked_plain(document, schema):
    return [list(one) for one in forge_module.violations(document, schema)]
