"""What can happen in the moment in which a worker ends, or stops listening: the order of events decides nothing."""

from __future__ import annotations

import os
from typing import Any

import pytest

from grader import wire
from grader.errors import WorkerLost
from grader.harness.answers import AnswerKind, Fault
from grader.harness.pipes import Pipes
from grader.harness.worker import Assignment, ExerciseWorker
from grader.model import Limits
from tests.unit.harness.side import LONG, SHORT, Side

QUESTION = wire.encode(["call", "tide", [], {}])
REPLY = wire.encode(["v", 42])
NOISE = wire.HEADER.pack(99, 5) + b"noise"


def worker(side: Side, answer_seconds: float = LONG) -> ExerciseWorker:
    """A worker that is loaded and waits for questions."""
    limits = Limits(answer_seconds=answer_seconds, exercise_seconds=LONG)
    made = ExerciseWorker(side.sandbox, Assignment("01-quay-berth-board", ("berth_board",), None, limits))
    made.alive = True
    return made


class Meanwhile(Pipes):
    """A control pipe; between the moment that it is heard and the one that it is read, the worker still writes."""

    side: Side
    written: bytes

    def fill(self) -> bool:
        """Read, a moment later."""
        os.write(self.side.says, self.written)
        return super().fill()


def exits_while_writing(side: Side, written: bytes) -> None:
    """The news of the worker's end comes first, and its last words right after."""
    late = Meanwhile(side.sandbox.control.reading, -1)
    late.side, late.written = side, written
    side.sandbox.control = late
    side.say(side.exits, ["exited", 0])


def kinds(replies: list[bytes | Fault]) -> list[Any]:
    """The replies, and the kind of what is none."""
    return [reply.kind if isinstance(reply, Fault) else reply for reply in replies]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (wire.frame(REPLY) * 2, [REPLY, REPLY]),
        (wire.frame(REPLY), [REPLY, AnswerKind.CRASHED]),
        (wire.frame(REPLY)[:-1], [AnswerKind.CRASHED]),
        (wire.frame(REPLY) + NOISE, [REPLY, AnswerKind.MALFORMED]),
    ],
    ids=["all", "one", "half", "noise"],
)
def test_last_words_count_and_the_rest_is_missing(side: Side, written: bytes, expected: list[Any]) -> None:
    """Whole replies of a worker that ends are replies; what it did not write, or wrote badly, is its own fault."""
    exits_while_writing(side, written)

    assert kinds(worker(side).exchange([QUESTION, QUESTION])) == expected


def test_half_a_word_of_the_zygote_is_no_news(side: Side) -> None:
    """Until it is whole the worker counts as alive, and has its time to answer."""
    os.write(side.exits, wire.HEADER.pack(wire.VERSION, 50))

    assert kinds(worker(side, SHORT).exchange([QUESTION])) == [AnswerKind.TIMEOUT]


def test_a_sandbox_that_ends_is_our_fault(side: Side) -> None:
    """Where the zygote is gone nobody knows why the worker did not answer."""
    side.hang_up(side.exits)

    with pytest.raises(WorkerLost, match="ended while it was in use"):
        worker(side).exchange([QUESTION])


def test_a_worker_that_does_not_listen_may_answer(side: Side) -> None:
    """A closed pipe for questions, or a full one, holds nothing up: answers are what counts."""
    side.say(side.says, ["v", 42])
    side.hang_up(side.listens)
    deaf = worker(side).exchange([QUESTION])

    assert deaf == [REPLY]


def test_a_worker_whose_pipe_is_full_may_answer(side: Side) -> None:
    """What cannot be asked yet is not waited for before answers are read."""
    os.write(side.sandbox.data.writing, bytes(1 << 20))
    side.say(side.says, ["v", 42])

    assert worker(side).exchange([QUESTION]) == [REPLY]
