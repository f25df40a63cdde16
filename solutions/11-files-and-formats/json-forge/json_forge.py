"""Write JSON that loses nothing, read it exactly, and say where it is broken."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import Any, BinaryIO, TextIO

from jsonschema import Draft202012Validator


@dataclass(frozen=True)
class Harvest:
    """What was read of an NDJSON file: values, offsets of damaged lines, where to go on."""

    values: list[Any]
    damaged: list[int]
    offset: int


def forge(value: Any, pretty: bool = False) -> str:
    """The value as JSON: compact, or indented and with sorted keys."""
    layout: Any = {"indent": 2, "sort_keys": True} if pretty else {"separators": (",", ":")}
    return json.dumps(value, default=_plain, ensure_ascii=False, allow_nan=False, **layout)


def read(text: str) -> Any:
    """The value of a JSON text, with a Decimal for each number that has a point or an exponent."""
    return _DECODER.decode(text)


def pinpoint(error: json.JSONDecodeError) -> str:
    """Line, column, and what stands around the place where a text stops being JSON."""
    line = error.doc.split("\n")[error.lineno - 1].removesuffix("\r")
    place = error.colno - 1
    start = max(0, place - 20)
    excerpt = line[start : place + 20]
    return f"line {error.lineno}, column {error.colno}\n{excerpt}\n{' ' * (place - start)}^"


def write_ndjson(values: Iterable[Any], target: TextIO) -> int:
    """Write each value on a line of its own, before the next is taken; return how many."""
    count = 0
    for value in values:
        target.write(forge(value) + "\n")
        count += 1
    return count


def harvest(source: BinaryIO, offset: int = 0) -> Harvest:
    """Read the complete lines of an NDJSON file from `offset` on."""
    values: list[Any] = []
    damaged: list[int] = []
    source.seek(offset)
    for line in source:
        if not line.endswith(b"\n"):
            break
        try:
            if line.strip():
                values.append(read(line.decode("utf-8")))
        except ValueError:
            damaged.append(offset)
        offset += len(line)
    return Harvest(values, damaged, offset)


def stream_array(source: TextIO, size: int = 65536) -> Iterator[Any]:
    """The items of one JSON array, read in pieces and handed out as soon as they are complete."""
    rest, before = "", "["
    while piece := source.read(size):
        rest += piece
        while found := _next_item(rest, before):
            value, rest = found
            before = ","
            yield value
    if read(rest if before == "[" else "[" + rest) != []:
        raise ValueError("this is not one complete JSON array")


def violations(document: Any, schema: dict[str, Any]) -> list[tuple[str, str]]:
    """Where a document breaks a schema: a JSON Pointer and the keyword, for each error."""
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return sorted((_pointer(found.absolute_path), str(found.validator)) for found in validator.iter_errors(document))


def _plain(value: object) -> str:
    """A text for an object that JSON does not know."""
    match value:
        case Decimal() if not value.is_finite():
            raise ValueError(f"{value} has no form in JSON")
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case PurePath():
            return value.as_posix()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _refuse(word: str) -> Any:
    raise ValueError(f"{word} is not JSON")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of these pairs; a key that comes twice would lose a value."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("an object names a key twice")
    return found


_SPACE = " \t\n\r"  # all that JSON takes for white space
_DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_unique)


def _next_item(text: str, before: str) -> tuple[Any, str] | None:
    """The item after `before`, and the text from the delimiter behind it on; None if not there."""
    if not text.lstrip(_SPACE).startswith(before):
        return None
    item = text.lstrip(_SPACE)[1:].lstrip(_SPACE)
    try:
        value, end = _DECODER.raw_decode(item)
    except json.JSONDecodeError:
        return None
    rest = item[end:].lstrip(_SPACE)
    return (value, rest) if rest.startswith((",", "]")) else None


def _pointer(path: Iterable[str | int]) -> str:
    """The JSON Pointer for a path of keys and positions."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path)
