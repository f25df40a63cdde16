"""Opens the log with the buffer of every text file; lines wait until it is full.

Reply: Read your log file while it is open: are the older lines there, and the newest one at once?
Two arguments of `open` decide that.

Fails: check_a_log_file_is_up_to_date
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
        super().__init__()
        self.calls: list[str] = []
        self.content = b""
        self._limit = limit

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        """Take the bytes, or as many as the limit allows, and return how many were taken."""
        if self.closed:
            raise ValueError("write to a closed file")
        taken = bytes(data)[: self._limit]
        self.calls.append(f"write {len(taken)}")
        self.content += taken
        return len(taken)

    def close(self) -> None:
        """Close, and record the first time."""
        if not self.closed:
            self.calls.append("close")
        super().close()


class RecordingBuffer(io.BufferedWriter):
    """A buffer that counts how often it is told to flush."""

    flushes = 0

    def flush(self) -> None:
        self.flushes += 1
        super().flush()


def layers(stream: object) -> list[str]:
    """The class names of a stream and of what lies under it, from the top down."""
    names = []
    layer: object | None = stream
    while layer is not None:
        names.append(type(layer).__name__)
        layer = getattr(layer, "buffer", None) or getattr(layer, "raw", None)
    return names


def stack(raw: io.RawIOBase, layer: str, buffer_size: int) -> Any:
    """The layers over `raw` up to the one that is named."""
    if layer not in ("raw", "buffered", "text", "line"):
        raise ValueError(f"there is no layer {layer}")
    if layer == "raw":
        return raw
    buffer = RecordingBuffer(raw, buffer_size)
    if layer == "buffered":
        return buffer
    is_line = layer == "line"
    return io.TextIOWrapper(buffer, encoding="utf-8", newline="\n", line_buffering=is_line)


def measure(program: Callable[[Any], object], layer: str, buffer_size: int) -> Bill:
    """Run a program on a stack of doubles and count what arrives at the bottom."""
    raw = RecordingRaw()
    with stack(raw, layer, buffer_size) as stream:
        program(stream)
        buffer = getattr(stream, "buffer", stream)
        writes, flushes = len(raw.calls), getattr(buffer, "flushes", 0)
        arrived = len(raw.content)
    return Bill(writes, flushes, len(raw.content) - arrived)


def log_stream(raw: io.RawIOBase) -> TextIO:
    """A text stream that hands over all it has at each line end, in one write."""
    return io.TextIOWrapper(
        io.BufferedWriter(raw), encoding="utf-8", newline="\n", line_buffering=True
    )


def open_log(path: Path) -> TextIO:
    """The same for a file, which is continued if it is there."""
    return path.open("a", encoding="utf-8", newline="\n")


def export(raw: io.RawIOBase, rows: Iterable[str], buffer_size: int) -> int:
    """Write all rows through a buffer of this size and leave `raw` open; how many they were."""
    buffer = io.BufferedWriter(raw, buffer_size)
    count = 0
    try:
        for row in rows:
            buffer.write(f"{row}\n".encode())
            count += 1
    finally:
        buffer.detach()
    return count


def commit(stream: TextIO, line: str, sync: Callable[[], object]) -> None:
    """Write a line, hand it over through all layers, and only then have it put on the disk."""
    stream.write(f"{line}\n")
    stream.flush()
    sync()


def write_all(raw: io.RawIOBase, record: bytes) -> int:
    """Hand a record to an unbuffered file until all is taken; the number of writes it took."""
    calls = 0
    while record:
        taken = raw.write(record)
        if taken is None:
            raise BlockingIOError("the file takes nothing now")
        record = record[taken:]
        calls += 1
    return calls
