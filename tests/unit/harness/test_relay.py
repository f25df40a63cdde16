"""What is sent to a worker that does not listen: it costs the time there was, and no more."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from grader import wire
from grader.errors import WorkerLost
from grader.harness import relay
from grader.harness.answers import AnswerKind
from tests.unit.harness.side import SHORT, Side, soon

BULK = ["ask", "x" * 200_000]
"""More than any pipe holds."""


def test_what_is_not_read_is_given_up_at_the_deadline(side: Side) -> None:
    """A worker that stops reading does not hold the judge up."""
    assert not relay._send(side.sandbox, BULK, soon(SHORT))


def test_after_the_deadline_nothing_is_sent(side: Side) -> None:
    """Not even where there is room."""
    assert not relay._send(side.sandbox, ["ask"], soon(-SHORT))


def test_who_is_gone_is_told_nothing(side: Side) -> None:
    """A closed pipe is an answer: nobody will read this."""
    side.hang_up(side.listens)

    assert not relay._send(side.sandbox, BULK, soon())


def test_a_side_that_ends_in_the_middle_of_a_message_has_crashed(side: Side) -> None:
    """Half a message and the news of its end are not waited over."""
    os.write(side.says, wire.HEADER.pack(1, 100) + b"half")
    side.say(side.exits, ["exited", 0])

    assert relay._receive(side.sandbox, soon()) is AnswerKind.CRASHED


def test_the_last_word_counts_before_the_end(side: Side) -> None:
    """A whole message that was written just before the end is taken, whichever is seen first."""
    side.say(side.exits, ["exited", 0])
    side.say(side.says, ["report", []])

    assert relay._receive(side.sandbox, soon()) == ["report", []]


@pytest.mark.parametrize("reply", [["covered", "many", 3], ["value"], []])
def test_an_implementation_that_does_not_say_what_was_run_is_our_fault(side: Side, reply: list[Any]) -> None:
    """That side is ours: what it says of the lines is believed, and has to be said."""
    side.say(side.says, reply)

    with pytest.raises(WorkerLost, match="an implementation under test was lost"):
        relay._covered(side.sandbox, soon())


def test_what_cannot_be_passed_on_in_time_ends_the_run(side: Side, tmp_path: Path) -> None:
    """An implementation that takes nothing more leaves the tests without an answer until their time is over."""
    implementation = Side(tmp_path)
    os.write(implementation.sandbox.data.writing, bytes(1 << 20))
    side.say(side.says, ["ask", "call"])
    try:
        played = relay._exchange(side.sandbox, implementation.sandbox, soon(SHORT))
    finally:
        implementation.close()

    assert (played.fault, played.calls) == (AnswerKind.TIMEOUT, 1)
