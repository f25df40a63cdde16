"""Doubles of the layers under a file, and streams that hand over their bytes at the right time."""

import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple, TextIO


class Bill(NamedTuple):
    """What a program cost, and what a crash at its end would have cost (finished)."""

    writes: int
    flushes: int
    at_risk: int


class RecordingRaw(io.RawIOBase):  # TODO Task 1: which of its methods do you need besides?
    """Stands in for the operating system: keeps the bytes it is handed, and a list of the calls."""

    def __init__(self, limit: int | None = None) -> None:
        raise NotImplementedError("Task 1: begin without calls and content")

    def write(self, data: Any, /) -> int:
        """Take the bytes, or as many as the limit allows, and return how many were taken."""
        raise NotImplementedError("Task 1: keep and record what is taken")


class RecordingBuffer(io.BufferedWriter):
    """A buffer that counts how often it is told to flush."""

    flushes = 0

    def flush(self) -> None:
        raise NotImplementedError("Task 1: count, and flush")


def layers(stream: object) -> list[str]:
    """The class names of a stream and of what lies under it, from the top down."""
    raise NotImplementedError("Task 2: go down layer by layer")


def stack(raw: io.RawIOBase, layer: str, buffer_size: int) -> Any:
    """The layers over `raw` up to the one that is named."""
    raise NotImplementedError("Task 2: build the layers")


def measure(program: Callable[[Any], object], layer: str, buffer_size: int) -> Bill:
    """Run a program on a stack of doubles and count what arrives at the bottom."""
    raise NotImplementedError("Task 3: run the program and make its bill")


def log_stream(raw: io.RawIOBase) -> TextIO:
    """A text stream that hands over all it has at each line end, in one write."""
    raise NotImplementedError("Task 4: build a stream for log lines")


def open_log(path: Path) -> TextIO:
    """The same for a file, which is continued if it is there."""
    raise NotImplementedError("Task 4: open a file for log lines")


def export(raw: io.RawIOBase, rows: Iterable[str], buffer_size: int) -> int:
    """Write all rows through a buffer of this size and leave `raw` open; how many they were."""
    raise NotImplementedError("Task 5: write in large pieces")


def commit(stream: TextIO, line: str, sync: Callable[[], object]) -> None:
    """Write a line, hand it over through all layers, and only then have it put on the disk."""
    raise NotImplementedError("Task 6: write, hand over, sync")


def write_all(raw: io.RawIOBase, record: bytes) -> int:
    """Hand a record to an unbuffered file until all is taken; the number of writes it took."""
    raise NotImplementedError("Task 6: go on until nothing is left")
