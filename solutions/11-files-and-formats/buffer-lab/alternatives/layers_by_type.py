"""Asks for the type of each layer, keeps calls as numbers, and buffers the export by hand.

The double computes its list of calls. The log is a text layer of its own that flushes when a piece
ends a line, and the export collects bytes until a piece is large enough.
"""

import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple, TextIO


class Bill(NamedTuple):
    """What a program cost, and what a crash at its end would have cost."""

    writes: int
    flushes: int
    at_risk: int


class RecordingRaw(io.RawIOBase):
    """Stands in for the operating system: keeps the bytes it is handed, and a list of the calls."""

    def __init__(self, limit: int | None = None) -> None:
        self.limit = limit
        self.pieces: list[bytes] = []

    @property
    def content(self) -> bytes:
        """All bytes that were taken."""
        return b"".join(self.pieces)

    @property
    def calls(self) -> list[str]:
        """One entry a write, and one for being closed."""
        return [f"write {len(piece)}" for piece in self.pieces] + ["close"] * self.closed

    def writable(self) -> bool:
        return not self.closed

    def write(self, data: Any, /) -> int:
        """Take the bytes, or as many as the limit allows, and return how many were taken."""
        if not self.writable():
            raise ValueError("closed")
        view = memoryview(data)
        count = view.nbytes if self.limit is None else min(view.nbytes, self.limit)
        self.pieces.append(view[:count].tobytes())
        return count


class RecordingBuffer(io.BufferedWriter):
    """A buffer that counts how often it is told to flush."""

    def __init__(self, raw: io.RawIOBase, buffer_size: int) -> None:
        super().__init__(raw, buffer_size=buffer_size)
        self.flushes = 0

    def flush(self) -> None:
        super().flush()
        self.flushes += 1


def layers(stream: object) -> list[str]:
    """The class names of a stream and of what lies under it, from the top down."""
    name = type(stream).__name__
    for attribute in ("buffer", "raw"):
        below = getattr(stream, attribute, None)
        if below is not None:
            return [name, *layers(below)]
    return [name]


def stack(raw: io.RawIOBase, layer: str, buffer_size: int) -> Any:
    """The layers over `raw` up to the one that is named."""
    match layer:
        case "raw":
            return raw
        case "buffered":
            return RecordingBuffer(raw, buffer_size)
        case "text":
            return io.TextIOWrapper(RecordingBuffer(raw, buffer_size), "utf-8", newline="")
        case "line":
            buffer = RecordingBuffer(raw, buffer_size)
            return io.TextIOWrapper(buffer, "utf-8", newline="", line_buffering=True)
        case _:
            raise ValueError(layer)


def measure(program: Callable[[Any], object], layer: str, buffer_size: int) -> Bill:
    """Run a program on a stack of doubles and count what arrives at the bottom."""
    raw = RecordingRaw()
    stream = stack(raw, layer, buffer_size)
    try:
        program(stream)
        buffer = stream.buffer if isinstance(stream, io.TextIOWrapper) else stream
        flushes = buffer.flushes if isinstance(buffer, RecordingBuffer) else 0
        sizes = [len(piece) for piece in raw.pieces]
    finally:
        stream.close()
    return Bill(len(sizes), flushes, len(raw.content) - sum(sizes))


class LineStream(io.TextIOWrapper):
    """Flushes when a piece of text ends a line."""

    def write(self, text: str, /) -> int:
        count = super().write(text)
        if "\n" in text:
            self.flush()
        return count


def log_stream(raw: io.RawIOBase) -> TextIO:
    """A text stream that hands over all it has at each line end, in one write."""
    return LineStream(io.BufferedWriter(raw), encoding="utf-8", newline="")


def open_log(path: Path) -> TextIO:
    """The same for a file, which is continued if it is there."""
    return log_stream(io.FileIO(path, "a"))


def export(raw: io.RawIOBase, rows: Iterable[str], buffer_size: int) -> int:
    """Write all rows through a buffer of this size and leave `raw` open; how many they were."""
    waiting = bytearray()
    count = 0
    try:
        for row in rows:
            waiting += row.encode() + b"\n"
            count += 1
            if len(waiting) >= buffer_size:
                write_all(raw, bytes(waiting))
                waiting.clear()
    finally:
        write_all(raw, bytes(waiting))
    return count


def commit(stream: TextIO, line: str, sync: Callable[[], object]) -> None:
    """Write a line, hand it over through all layers, and only then have it put on the disk."""
    print(line, file=stream, flush=True)
    sync()


def write_all(raw: io.RawIOBase, record: bytes) -> int:
    """Hand a record to an unbuffered file until all is taken; the number of writes it took."""
    left, calls = memoryview(record), 0
    while len(left) > 0:
        count = raw.write(left)
        if count is None:
            raise BlockingIOError
        left, calls = left[count:], calls + 1
    return calls
