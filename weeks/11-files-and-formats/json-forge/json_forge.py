"""Write JSON that loses nothing, read it exactly, and say where it is broken."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, TextIO


@dataclass(frozen=True)
class Harvest:
    """What was read of an NDJSON file: values, offsets of damaged lines, where to go on."""

    values: list[Any]
    damaged: list[int]
    offset: int


# TODO: everything below


def forge(value: Any, pretty: bool = False) -> str:
    """The value as JSON: compact, or indented and with sorted keys."""
    raise NotImplementedError("Task 1: write JSON that loses nothing")


def read(text: str) -> Any:
    """The value of a JSON text, with a Decimal for each number that has a point or an exponent."""
    raise NotImplementedError("Task 2: read JSON that loses nothing")


def pinpoint(error: json.JSONDecodeError) -> str:
    """Line, column, and what stands around the place where a text stops being JSON."""
    raise NotImplementedError("Task 2: show the place")


def write_ndjson(values: Iterable[Any], target: TextIO) -> int:
    """Write each value on a line of its own, before the next is taken; return how many."""
    raise NotImplementedError("Task 3: write a line for each value")


def harvest(source: BinaryIO, offset: int = 0) -> Harvest:
    """Read the complete lines of an NDJSON file from `offset` on."""
    raise NotImplementedError("Task 3: read the complete lines")


def stream_array(source: TextIO, size: int = 65536) -> Iterator[Any]:
    """The items of one JSON array, read in pieces and handed out as soon as they are complete."""
    raise NotImplementedError("Task 4: hand out the items one by one")


def violations(document: Any, schema: dict[str, Any]) -> list[tuple[str, str]]:
    """Where a document breaks a schema: a JSON Pointer and the keyword, for each error."""
    raise NotImplementedError("Task 5: ask jsonschema")
