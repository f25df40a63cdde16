"""Puts the doubles and the streams to use over a raw file of its own; returns what it recorded."""

import builtins
import contextlib
import io
import os
import pathlib
import shutil
import tempfile

import buffer_lab as lab


class Jam(Exception):
    """What a program or a source of rows raises; no code under test knows this class."""


class Wire(io.RawIOBase):
    """A raw file: records what it takes; may take little, fail at first, or answer None once."""

    def __init__(self, limit=None, fails=0, silent_at=None):
        super().__init__()
        self.journal = []
        self.taken = bytearray()
        self.limit = limit
        self.fails = fails
        self.silent_at = silent_at

    def writable(self):
        return True

    def write(self, data):
        if self.fails > 0:
            self.fails -= 1
            raise OSError("no space")
        if self.silent_at == len(self.journal):
            self.silent_at = None
            return None
        part = bytes(data)[: self.limit]
        self.journal.append(len(part))
        self.taken += part
        return len(part)


@contextlib.contextmanager
def own_folder():
    """A new folder below the current one, gone afterwards."""
    folder = pathlib.Path(tempfile.mkdtemp(dir=os.getcwd()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextlib.contextmanager
def another_machine():
    """Opens text files that name no encoding or line ending as a Windows machine would."""
    kept_builtin, kept_io = builtins.open, io.open

    def opened(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, **more):
        if "b" not in mode:
            encoding = "cp1252" if encoding in (None, "locale") else encoding
            if newline is None and "r" not in mode:
                newline = "\r\n"
        return kept_builtin(file, mode, buffering, encoding, errors, newline, **more)

    builtins.open = io.open = opened
    try:
        yield
    finally:
        builtins.open, io.open = kept_builtin, kept_io


# --- task 1 ---------------------------------------------------------------------------------------


def raw_story(pieces, limit=None):
    """What each write returns; what the double holds; what it says after being closed twice."""
    raw = lab.RecordingRaw(limit)
    returned = [raw.write(piece) for piece in pieces]
    held = [list(raw.calls), bytes(raw.content)]
    raw.close()
    raw.close()
    return [returned, held, list(raw.calls), bytes(raw.content), raw.closed]


def raw_kind():
    raw = lab.RecordingRaw()
    with raw as given:
        kind = [isinstance(raw, io.RawIOBase), raw.writable(), given is raw]
    return [kind, list(raw.calls)]


def raw_after_close():
    raw = lab.RecordingRaw()
    raw.write(b"before")
    raw.close()
    try:
        raw.write(b"after")
        raised = False
    except ValueError:
        raised = True
    return [raised, list(raw.calls), bytes(raw.content)]


def two_raws():
    first, second = lab.RecordingRaw(), lab.RecordingRaw()
    first.write(b"first")
    return [list(second.calls), bytes(second.content)]


def reused_memory():
    """The memory that was handed over is used again."""
    raw = lab.RecordingRaw()
    memory = bytearray(b"crane 1")
    raw.write(memoryview(memory))
    memory[:] = b"xxxxxxx"
    raw.write(memoryview(memory)[2:4])
    memory[:] = b"yyyyyyy"
    return bytes(raw.content)


def limited_below_a_buffer(data, limit):
    raw = lab.RecordingRaw(limit)
    buffer = io.BufferedWriter(raw, 8)
    buffer.write(data)
    buffer.flush()
    return [list(raw.calls), bytes(raw.content)]


def flushes_counted(counts):
    """Buffers that are told to flush so often each, in turns; what has arrived."""
    wires = [Wire() for _ in counts]
    buffers = [lab.RecordingBuffer(wire, 64) for wire in wires]
    for number, count in enumerate(counts):
        for _ in range(count):
            buffers[number].write(b"ab")
            buffers[number].flush()
    kinds = [isinstance(buffer, io.BufferedWriter) for buffer in buffers]
    return [[buffer.flushes for buffer in buffers], kinds, [wire.journal for wire in wires]]


# --- task 2 ---------------------------------------------------------------------------------------


def layers_of_files():
    """Layers of a file that is opened in several ways."""
    found = []
    with own_folder() as here:
        path = here / "file"
        ways = [("w", -1), ("wb", -1), ("wb", 0), ("rb", 0), ("rb", -1), ("r", -1), ("r+b", -1)]
        for mode, buffering in ways:
            encoding = None if "b" in mode else "utf-8"
            with path.open(mode, buffering=buffering, encoding=encoding) as stream:
                found.append([mode, buffering, lab.layers(stream)])
    return found


def layers_in_memory():
    wrapped = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    streams = [io.BytesIO(), io.StringIO(), wrapped, Wire(), io.BufferedWriter(Wire())]
    return [lab.layers(stream) for stream in streams]


def stack_story(layer, pieces):
    """What has arrived after each piece, and when the top layer is closed."""
    wire = Wire()
    stream = lab.stack(wire, layer, 8)
    kinds = (io.TextIOWrapper, lab.RecordingBuffer, Wire)
    names, below, walker = [], [], stream
    while walker is not None:
        names.append([isinstance(walker, kind) for kind in kinds])
        below.append(walker)
        walker = getattr(walker, "buffer", None) or getattr(walker, "raw", None)
    seen = []
    for piece in pieces:
        stream.write(piece if layer in ("text", "line") else piece.encode())
        seen.append(list(wire.journal))
    stream.close()
    closed = [each.closed for each in below]
    return [names, seen, wire.journal, bytes(wire.taken), closed]


# --- task 3 ---------------------------------------------------------------------------------------


def bill_of(pieces, layer, buffer_size):
    """The bill of a program that writes these pieces, and flushes where a piece is None."""
    runs = []

    def program(stream):
        runs.append(layer)
        for piece in pieces:
            if piece is None:
                stream.flush()
            else:
                stream.write(piece if layer in ("text", "line") else piece.encode())

    bill = lab.measure(program, layer, buffer_size)
    return [bill.writes, bill.flushes, bill.at_risk, runs]


def bill_of_a_jam(layer):
    def program(stream):
        raise Jam

    try:
        return lab.measure(program, layer, 16)
    except Jam:
        return "Jam"


# --- task 4 ---------------------------------------------------------------------------------------


def log_story(pieces):
    """What has arrived after each piece."""
    wire = Wire()
    stream = lab.log_stream(wire)
    seen = []
    for piece in pieces:
        stream.write(piece)
        seen.append(bytes(wire.taken))
    stream.flush()
    return [seen, bytes(wire.taken)]


def log_writes(records):
    """The sizes of the raw writes for records that `print` puts together from several words."""
    wire = Wire()
    stream = lab.log_stream(wire)
    for words in records:
        print(*words, sep=";", file=stream)
    return [wire.journal, bytes(wire.taken)]


def log_file_story(before, pieces):
    """What other readers of the file find after each piece."""
    with own_folder() as here:
        path = here / "log"
        if before is not None:
            path.write_bytes(before)
        with another_machine():
            stream = lab.open_log(path)
        seen = []
        with stream:
            for piece in pieces:
                stream.write(piece)
                seen.append(path.read_bytes())
        return [seen, path.read_bytes()]


# --- task 5 ---------------------------------------------------------------------------------------


def exported(rows, buffer_size, limit=None):
    wire = Wire(limit)
    count = lab.export(wire, iter(rows), buffer_size)
    return [count, bytes(wire.taken), wire.closed]


def export_pieces(rows, buffer_size):
    """Whether every raw write but the last carries half of the buffer; how many bytes came."""
    wire = Wire()
    count = lab.export(wire, rows, buffer_size)
    large = all(size * 2 >= buffer_size for size in wire.journal[:-1])
    return [count, large, sum(wire.journal)]


def export_waiting(row_count, row_size, buffer_size):
    """Whether at any time more bytes wait in memory than a buffer and a little may hold."""
    wire = Wire()
    waiting = []

    def rows():
        for number in range(row_count):
            waiting.append(number * (row_size + 1) - len(wire.taken))
            yield "x" * row_size

    count = lab.export(wire, rows(), buffer_size)
    return [count, max(waiting) > buffer_size + 16384]


def export_with_a_jam(count):
    wire = Wire()

    def rows():
        for number in range(count):
            yield f"row {number}"
        raise Jam

    try:
        lab.export(wire, rows(), 64)
        raised = None
    except Jam:
        raised = "Jam"
    return [raised, bytes(wire.taken), wire.closed]


# --- task 6 ---------------------------------------------------------------------------------------


def commit_story(lines, through):
    """Bytes that have arrived whenever sync is called, for a text stream over a buffer."""
    wire = Wire()
    stream = io.TextIOWrapper(
        io.BufferedWriter(wire, 256), encoding="utf-8", newline="\n", write_through=through
    )
    synced = []
    for line in lines:
        lab.commit(stream, line, lambda: synced.append(bytes(wire.taken)))
    return [synced, bytes(wire.taken), wire.closed]


def commit_without_space(through):
    """The raw file refuses the first write."""
    wire = Wire(fails=1)
    stream = io.TextIOWrapper(
        io.BufferedWriter(wire, 256), encoding="utf-8", newline="\n", write_through=through
    )
    synced = []
    try:
        lab.commit(stream, "gate 4", lambda: synced.append(1))
        raised = None
    except OSError:
        raised = "OSError"
    return [raised, synced]


def all_written(record, limit=None):
    wire = Wire(limit)
    return [lab.write_all(wire, record), bytes(wire.taken), wire.journal]


def written_to_a_silent_file(record, limit, silent_at):
    """The raw file returns None once, after so many writes."""
    wire = Wire(limit, silent_at=silent_at)
    try:
        lab.write_all(wire, record)
        raised = None
    except BlockingIOError:
        raised = "BlockingIOError"
    return [raised, bytes(wire.taken)]
