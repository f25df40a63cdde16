"""Passes messages between a worker that runs tests and a worker that is the implementation under test.

The two take turns: whoever was sent something answers or asks back. The judge counts what is asked, bounds the whole
exchange in time and number, and believes nothing but that a report came.
"""

from __future__ import annotations

import os
import select
import time
from dataclasses import dataclass, replace
from typing import Any

from grader import wire
from grader.errors import WorkerLost
from grader.harness.answers import AnswerKind
from grader.harness.worker import Implementation, SubmissionSandbox, TestRun, demand_confined

MAX_MESSAGES = 20_000


@dataclass(frozen=True)
class Played:
    """One run of the student's tests: how each ended, calls that reached the implementation, or a fault."""

    outcomes: tuple[tuple[str, str], ...] = ()
    calls: int = 0
    fault: AnswerKind | None = None
    covered: tuple[int, int] = (0, 0)
    """Lines of the implementation's functions that were run, of those there are; only where it was measured."""

    @property
    def passed(self) -> int:
        """How many tests passed."""
        return sum(outcome == "passed" for _, outcome in self.outcomes)

    @property
    def failed(self) -> tuple[str, ...]:
        """Names of the tests that failed, as the worker claims them."""
        return tuple(name for name, outcome in self.outcomes if outcome == "failed")


def play(
    tests: SubmissionSandbox, run: TestRun, implementation: SubmissionSandbox, under_test: Implementation
) -> Played:
    """Run the tests once against one implementation, in a sandbox where nothing ran before. Raises WorkerLost.

    A fresh process is not enough for the tests: those of an earlier run could leave word of what they saw, be it only
    in the numbers that the kernel gives to processes and files, and the next could tell right from wrong by it.
    """
    deadline = time.monotonic() + run.limits.exercise_seconds + run.limits.load_seconds
    implementation.spawn(under_test)
    if _receive(implementation, deadline) != ["ready"]:
        implementation.reap()
        raise WorkerLost("an implementation under test did not load", fix="run `grader verify` on the exercise")
    tests.spawn(run)
    try:
        played = _exchange(tests, implementation, deadline)
        if under_test.measure and played.fault is None:
            played = replace(played, covered=_covered(implementation, deadline))
    except wire.WireError:
        # What came could be read and cannot be passed on: longer than a frame once it is written as we write it.
        return Played(fault=AnswerKind.MALFORMED)
    else:
        return played
    finally:
        tests.close()
        implementation.reap()


def _exchange(tests: SubmissionSandbox, implementation: SubmissionSandbox, deadline: float) -> Played:
    speaking, listening = tests, implementation
    calls = 0
    for _ in range(MAX_MESSAGES):
        message = _receive(speaking, deadline)
        if not isinstance(message, list) or not message:
            fault = message if isinstance(message, AnswerKind) else AnswerKind.MALFORMED
            if speaking is implementation and fault is not AnswerKind.TIMEOUT:
                # What ends the implementation is something the tests asked of it.
                return Played(calls=calls, fault=AnswerKind.CRASHED)
            return Played(calls=calls, fault=fault)
        if speaking is tests and message[0] == "report":
            return Played(_outcomes(message), calls)
        if message[0] not in ("ask", "value", "raised"):
            return Played(calls=calls, fault=AnswerKind.MALFORMED)
        if speaking is tests and message[:2] == ["ask", "call"]:
            calls += 1
        if not _send(listening, message, deadline):
            return Played(calls=calls, fault=AnswerKind.TIMEOUT)
        speaking, listening = listening, speaking
    return Played(calls=calls, fault=AnswerKind.RESOURCE)


def _covered(implementation: SubmissionSandbox, deadline: float) -> tuple[int, int]:
    """Ask the implementation's side what was run; that side is ours, so its word counts. Raises WorkerLost."""
    if _send(implementation, ["covered"], deadline):
        match _receive(implementation, deadline):
            case ["covered", int(run), int(all_)]:
                return run, all_
    raise WorkerLost("an implementation under test was lost", fix="run `grader verify` on the exercise")


def _outcomes(message: list[Any]) -> tuple[tuple[str, str], ...]:
    listed = message[1] if len(message) > 1 and isinstance(message[1], list) else []
    return tuple(
        (str(item[0])[:120], str(item[1])[:20]) for item in listed[:500] if isinstance(item, tuple) and len(item) == 2
    )


def _receive(side: SubmissionSandbox, deadline: float) -> Any:
    """The next message of a worker, or the kind of fault that came instead."""
    poll = select.poll()
    poll.register(side.data.reading, select.POLLIN)
    poll.register(side.control.reading, select.POLLIN)
    ended = False
    while True:
        try:
            body = side.data.frame()
            if body is not None:
                return wire.decode(body)
        except wire.WireError:
            return AnswerKind.MALFORMED
        if ended:
            demand_confined(side.listen(0.0) or [""])
            return AnswerKind.CRASHED
        left = deadline - time.monotonic()
        events = dict(poll.poll(left * 1000)) if left > 0 else {}
        if not events:
            return AnswerKind.TIMEOUT
        if side.data.reading in events and events[side.data.reading] & select.POLLIN:
            side.data.fill()
        else:
            # The news is that it ended; what it wrote just before may be a whole message still.
            side.data.fill()
            side.control.fill()
            ended = True


def _send(side: SubmissionSandbox, message: list[Any], deadline: float) -> bool:
    view = memoryview(wire.frame(wire.encode(message)))
    poll = select.poll()
    poll.register(side.data.writing, select.POLLOUT)
    while view:
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            return False
        try:
            view = view[os.write(side.data.writing, view) :]
        except BlockingIOError:
            continue
        except BrokenPipeError:
            return False
    return True
