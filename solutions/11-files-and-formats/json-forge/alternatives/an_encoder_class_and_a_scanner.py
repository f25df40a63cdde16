"""Derives an encoder class, and finds the items of an array with a scanner of its own.

The scanner looks at each character once: it knows whether it is inside a string and how deep the
brackets are, so a long item is not parsed again with each piece. Only a finished item goes to the
json module. The lines of an NDJSON file are split by hand, and the place of an error is found with
`rpartition`.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePath
from typing import Any, BinaryIO, TextIO

from jsonschema import Draft202012Validator, FormatChecker


@dataclass(frozen=True)
class Harvest:
    """What was read of an NDJSON file: values, offsets of damaged lines, where to go on."""

    values: list[Any]
    damaged: list[int]
    offset: int


class _Encoder(json.JSONEncoder):
    """Knows decimals, dates and paths."""

    def default(self, o: Any) -> Any:
        if isinstance(o, Decimal):
            if o.is_nan() or o.is_infinite():
                raise ValueError("no number")
            return str(o)
        if isinstance(o, date | datetime):
            return o.isoformat()
        if isinstance(o, PurePath):
            return o.as_posix()
        return super().default(o)


def forge(value: Any, pretty: bool = False) -> str:
    """The value as JSON: compact, or indented and with sorted keys."""
    if pretty:
        encoder = _Encoder(ensure_ascii=False, allow_nan=False, indent=2, sort_keys=True)
    else:
        encoder = _Encoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return encoder.encode(value)


def read(text: str) -> Any:
    """The value of a JSON text, with a Decimal for each number that has a point or an exponent."""

    def no_constant(word: str) -> Any:
        raise ValueError(word)

    def no_double(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise ValueError("twice")
            found[key] = value
        return found

    return json.loads(
        text, parse_float=Decimal, parse_constant=no_constant, object_pairs_hook=no_double
    )


def pinpoint(error: json.JSONDecodeError) -> str:
    """Line, column, and what stands around the place where a text stops being JSON."""
    before = error.doc[: error.pos].rpartition("\n")[2][-20:]
    after = error.doc[error.pos :].partition("\n")[0].removesuffix("\r")[:20]
    mark = " " * len(before) + "^"
    return "\n".join([f"line {error.lineno}, column {error.colno}", before + after, mark])


def write_ndjson(values: Iterable[Any], target: TextIO) -> int:
    """Write each value on a line of its own, before the next is taken; return how many."""
    count = 0
    for value in values:
        line = forge(value)
        print(line, file=target)
        count += 1
    return count


def harvest(source: BinaryIO, offset: int = 0) -> Harvest:
    """Read the complete lines of an NDJSON file from `offset` on."""
    source.seek(offset)
    *complete, _ = source.read().split(b"\n")
    values: list[Any] = []
    damaged: list[int] = []
    for line in complete:
        if not line.isspace() and line:
            try:
                values.append(read(str(line, "utf-8")))
            except ValueError:
                damaged.append(offset)
        offset += len(line) + 1
    return Harvest(values, damaged, offset)


def stream_array(source: TextIO, size: int = 65536) -> Iterator[Any]:
    """The items of one JSON array, read in pieces and handed out as soon as they are complete."""
    depth, inside, escaped, items = 0, False, False, 0
    item: list[str] = []
    closed = False
    while piece := source.read(size):
        for letter in piece:
            if closed or depth == 0:
                if letter in " \t\n\r":
                    continue
                if closed or letter != "[":
                    raise ValueError("no array")
                depth = 1
                continue
            if inside:
                inside = escaped or letter != '"'
                escaped = letter == "\\" and not escaped
            elif letter == '"':
                inside = True
            elif letter in "[{":
                depth += 1
            elif letter in "]}" and depth > 1:
                depth -= 1
            elif depth == 1 and letter in ",]":
                text = "".join(item)
                item = []
                closed = letter == "]"
                if items or not closed or text.strip():
                    yield read(text)
                    items += 1
                continue
            item.append(letter)
    if not closed:
        raise ValueError("the array breaks off")


def violations(document: Any, schema: dict[str, Any]) -> list[tuple[str, str]]:
    """Where a document breaks a schema: a JSON Pointer and the keyword, for each error."""
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    found: list[tuple[str, str]] = []
    for error in validator.iter_errors(document):
        steps = [str(step).replace("~", "~0").replace("/", "~1") for step in error.path]
        found.append(("/".join(["", *steps]), str(error.validator)))
    found.sort()
    return found
