"""Visible tests of buffer-lab."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from buffer_lab import (
    Bill,
    RecordingBuffer,
    RecordingRaw,
    commit,
    export,
    layers,
    log_stream,
    measure,
    open_log,
    stack,
    write_all,
)


def test_t1_a_double_keeps_bytes_and_calls() -> None:
    """The double holds what it took and lists writes and the first close."""
    raw = RecordingRaw()
    raw.write(b"gate")
    raw.write(b"house")
    raw.close()
    raw.close()

    assert (raw.content, raw.calls) == (b"gatehouse", ["write 4", "write 5", "close"])


def test_t1_a_limit_makes_a_write_short() -> None:
    """A double with a limit takes some of the bytes and says how many."""
    raw = RecordingRaw(limit=2)

    assert raw.write(b"gate") == 2
    assert raw.content == b"ga"


def test_t1_memory_that_is_used_again_does_no_harm() -> None:
    """What the double took stays as it was when the memory changes."""
    raw = RecordingRaw()
    memory = bytearray(b"gate")
    raw.write(memoryview(memory))
    memory[:] = b"tide"

    assert raw.content == b"gate"


def test_t1_a_buffer_counts_its_flushes() -> None:
    """Each buffer counts its own flushes, and flushes."""
    raw = RecordingRaw()
    quiet, busy = RecordingBuffer(RecordingRaw(), 32), RecordingBuffer(raw, 32)
    busy.write(b"tide")
    busy.flush()
    busy.flush()

    assert (quiet.flushes, busy.flushes, raw.content) == (0, 2, b"tide")


@pytest.mark.parametrize(
    ("mode", "buffering", "names"),
    [
        ("wb", 0, ["FileIO"]),
        ("wb", -1, ["BufferedWriter", "FileIO"]),
        ("w", -1, ["TextIOWrapper", "BufferedWriter", "FileIO"]),
    ],
    ids=["open(path, 'wb', buffering=0)", "open(path, 'wb')", "open(path, 'w')"],
)
def test_t2_a_file_has_up_to_three_layers(
    tmp_path: Path, mode: str, buffering: int, names: list[str]
) -> None:
    """A file is a raw file, a buffer over it, and a text layer over both, as its mode asks."""
    encoding = None if "b" in mode else "utf-8"
    with open(tmp_path / "file", mode, buffering=buffering, encoding=encoding) as stream:
        assert layers(stream) == names


def test_t2_closing_a_stack_sends_the_rest() -> None:
    """At the end of a with statement all bytes have arrived and the raw file is closed."""
    raw = RecordingRaw()
    with stack(raw, "text", 64) as stream:
        stream.write("Ålesund")

    assert raw.calls == ["write 8", "close"]


@pytest.mark.parametrize(
    ("layer", "bill"),
    [
        ("raw", Bill(writes=4, flushes=0, at_risk=0)),
        ("buffered", Bill(writes=1, flushes=0, at_risk=14)),
    ],
)
def test_t3_buffering_trades_calls_for_risk(layer: str, bill: Bill) -> None:
    """A buffer saves calls, and what is in it would be lost in a crash."""

    def program(stream: Any) -> None:
        for _ in range(4):
            stream.write(b"berth 3")

    assert measure(program, layer, 16) == bill


def test_t3_a_flush_is_on_the_bill() -> None:
    """A flush empties text layer and buffer, and is counted."""

    def program(stream: Any) -> None:
        stream.write("berth 3")
        stream.flush()
        stream.write("free")

    assert measure(program, "text", 64) == Bill(writes=1, flushes=1, at_risk=4)


def test_t4_a_log_line_arrives_at_its_end() -> None:
    """Pieces of a line wait, and its end sends them in one write."""
    raw = RecordingRaw()
    log = log_stream(raw)
    log.write("crane 2 ")
    waiting = list(raw.calls)
    log.write("idle\n")

    assert (waiting, raw.calls, raw.content) == ([], ["write 13"], b"crane 2 idle\n")


def test_t4_a_log_file_can_be_followed(tmp_path: Path) -> None:
    """Whoever reads a log file finds each line while the log is open."""
    path = tmp_path / "log"
    path.write_bytes(b"older\n")
    with open_log(path) as log:
        log.write("crane 2 idle\n")
        seen = path.read_bytes()

    assert seen == b"older\ncrane 2 idle\n"


def test_t5_an_export_goes_in_pieces_and_leaves_raw_open() -> None:
    """Rows share raw writes, all of them arrive, and the raw file can be used further."""
    raw = RecordingRaw()

    assert export(raw, ["TEU 1", "TEU 2", "TEU 3"], 128) == 3
    assert (raw.calls, raw.closed) == (["write 18"], False)


def test_t5_rows_before_an_error_arrive() -> None:
    """When the rows end in an error, those before it are written and the raw file is open."""
    raw = RecordingRaw()

    def rows() -> Iterator[str]:
        yield "TEU 1"
        raise LookupError("no more rows")

    with pytest.raises(LookupError):
        export(raw, rows(), 128)

    assert (raw.content, raw.closed) == (b"TEU 1\n", False)


def test_t6_sync_finds_the_line_in_the_raw_file() -> None:
    """By the time of sync the line has passed all layers."""
    raw = RecordingRaw()
    stream = io.TextIOWrapper(io.BufferedWriter(raw), encoding="utf-8", newline="\n")
    found: list[bytes] = []
    commit(stream, "lorry out", lambda: found.append(raw.content))

    assert found == [b"lorry out\n"]


def test_t6_a_record_is_handed_over_in_parts() -> None:
    """A raw file that takes three bytes at a time gets all of them in the end."""
    raw = RecordingRaw(limit=3)

    assert write_all(raw, b"lorry in") == 3
    assert raw.content == b"lorry in"
