"""The judge's ends of the pipes: whole frames come out, however the bytes came in, and bad ones in their turn."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import wire
from grader.harness.channel import Batch, frames_of
from grader.harness.pipes import Pipes

BODIES = st.lists(st.binary(max_size=12), max_size=5)


@pytest.fixture
def pipes() -> Iterator[tuple[Pipes, int]]:
    """A pair that reads, without waiting, what is written to the descriptor beside it."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    yield Pipes(reading, -1), writing
    os.close(reading)


def test_what_is_there_is_read_and_the_end_is_told(pipes: tuple[Pipes, int]) -> None:
    """Reading takes what has come, says that there may be more while somebody could write, and then that it ended."""
    pair, writing = pipes
    before = pair.fill()
    os.write(writing, b"abc")
    during = pair.fill()
    os.close(writing)

    assert (before, during, pair.fill(), bytes(pair.buffer)) == (True, True, False, b"abc")


@given(BODIES, st.integers(0, 80), st.integers(1, 6))
def test_frames_come_out_whole(bodies: list[bytes], cut: int, most: int) -> None:
    """Wherever the stream is cut each body comes out once, in order, and never more at a time than asked for."""
    stream = b"".join(map(wire.frame, bodies))
    pair = Pipes(-1, -1)
    found: list[bytes] = []
    for part in (stream[:cut], stream[cut:]):
        pair.buffer += part
        while got := pair.frames(most):
            assert len(got) <= most
            found += got

    assert (found, bytes(pair.buffer), pair.frame()) == (bodies, b"", None)


def test_a_header_that_is_none_is_refused_when_it_is_its_turn() -> None:
    """Frames before a bad header are good; the header itself raises, again and again."""
    pair = Pipes(-1, -1, bytearray(wire.frame(b"1") + wire.HEADER.pack(9, 1) + b"x"))

    assert pair.frames(5) == [b"1"]
    for _ in range(2):
        with pytest.raises(wire.WireError, match="version"):
            pair.frames(5)
    assert Pipes(-1, -1, bytearray(wire.frame(b"1"))).frame() == b"1"


@given(BODIES)
def test_a_batch_is_its_questions_and_their_frames(bodies: list[bytes]) -> None:
    """What is asked again and again is framed once, and framed the same as any other list of questions."""
    batch = Batch(bodies)

    assert (batch, frames_of(batch), frames_of(bodies)) == (bodies, batch.frames, batch.frames)
