"""The one thing a session needs of a worker, however it runs: questions in, replies out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from grader import wire
from grader.harness.answers import Fault


class Channel(Protocol):
    """A worker that holds one exercise of one submission."""

    def exchange(self, questions: Sequence[bytes]) -> list[bytes | Fault]:
        """One reply for each question, in order; after a Fault the list ends, for nothing more was asked."""


class Batch(list[bytes]):
    """Questions that are put to one submission after the other, never changed: their frames are made once."""

    __slots__ = ("frames",)

    def __init__(self, questions: Iterable[bytes] = ()) -> None:
        super().__init__(questions)
        self.frames = b"".join(map(wire.frame, self))


def frames_of(questions: Sequence[bytes]) -> bytes:
    """What goes through the pipe to ask all of these."""
    return questions.frames if isinstance(questions, Batch) else b"".join(map(wire.frame, questions))
