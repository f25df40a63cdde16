"""The judge's side of a sandbox: starts a fresh worker for each exercise, asks it questions, keeps every deadline.

A sandbox belongs to one submission. It is thrown away and replaced when a worker left files behind, was killed, or
did anything else that the next exercise might feel. All waiting is bounded by a monotonic clock on this side.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader import wire
from grader.errors import WorkerLost
from grader.harness.answers import Answer, AnswerKind, Fault, read_answer
from grader.harness.channel import frames_of
from grader.harness.pipes import PIPE_BYTES, Pipes
from grader.model import Limits
from grader.sandbox import seccomp
from grader.sandbox.launch import Confinement, Sandbox, open_sandbox, worker_limits
from grader.sandbox.staging import Staging
from grader.sandbox.uids import give_back, take_uid

START_SECONDS = 20.0
REAP_SECONDS = 10.0
READING_SECONDS = 0.1 / (1 << 20)
"""What reading a byte of a reply counts: the codec takes up to a tenth of a second for a MiB, and that is ours."""


@dataclass(frozen=True)
class Assignment:
    """What a worker is to load: a folder in the box, modules in order, compiled probes or none, and its limits."""

    folder: str
    modules: tuple[str, ...]
    probes: Path | None
    limits: Limits
    libraries: bool = False
    """Whether it may import what the sandbox offers beside the standard library."""
    workshop: bool = False
    """Whether something is built or installed."""

    def setup(self, home: str) -> dict[str, Any]:
        """The part of the worker's setup that depends on what it is for."""
        probes = f"{home}/{self.probes.name}" if self.probes else ""
        return {
            "mode": "questions",
            "modules": list(self.modules),
            "probes": probes,
            "libraries": self.libraries,
            "workshop": self.workshop,
        }


@dataclass(frozen=True)
class TestRun:
    """A worker that runs a student's test file against an implementation elsewhere."""

    __test__ = False
    folder: str
    test_file: str
    target: str
    limits: Limits

    def setup(self, home: str) -> dict[str, Any]:
        """The part of the worker's setup that depends on what it is for."""
        del home
        return {"mode": "tests", "test_file": self.test_file, "target": self.target}


@dataclass(frozen=True)
class Implementation:
    """A worker that is an implementation under test, loaded from memory: no file of it exists in its sandbox."""

    folder: str
    sources: dict[str, str]
    target: str
    limits: Limits
    measure: bool = False
    """Whether to note which of its lines are run."""

    def setup(self, home: str) -> dict[str, Any]:
        """The part of the worker's setup that depends on what it is for."""
        del home
        return {"mode": "implementation", "sources": self.sources, "target": self.target, "measure": self.measure}


class SubmissionSandbox:
    """The sandbox of one submission, opened on first use; `worker(...)` gives the channel of one exercise."""

    def __init__(
        self,
        confinement: Confinement,
        staging: Staging,
        box: Path,
        *,
        warm: tuple[str, ...] = (),
        libraries: Path | None = None,
    ) -> None:
        self.confinement, self.staging, self.box, self.warm = confinement, staging, box, warm
        self.libraries = libraries
        self.used = False
        self.sandbox: Sandbox | None = None
        self.uid = 0
        self.control = Pipes(-1, -1)
        self.data = Pipes(-1, -1)

    def worker(self, assignment: Assignment) -> ExerciseWorker:
        """A worker for one exercise; nothing is started yet."""
        return ExerciseWorker(self, assignment)

    def close(self) -> None:
        """End everything; safe to call twice."""
        if self.sandbox is not None:
            self.sandbox.close()
            self.sandbox = None
            give_back(self.uid)

    def open(self) -> Sandbox:
        """The running sandbox; started if there is none. Raises WorkerLost."""
        if self.sandbox is None:
            self.used = False
            self.sandbox = open_sandbox(
                self.confinement, self.staging, self.box, warm=self.warm, libraries=self.libraries
            )
            self.uid = take_uid()
            self.control = Pipes(self.sandbox.control_in, self.sandbox.control_out)
            self.data = Pipes(self.sandbox.data_in, self.sandbox.data_out)
            if self.listen(START_SECONDS) != ["started"]:
                raise WorkerLost("a sandbox did not start", fix="run `grader doctor`")
        return self.sandbox

    def listen(self, seconds: float) -> Any:
        """The next message of the zygote, or None when it ended or took too long."""
        deadline = time.monotonic() + seconds
        poll = select.poll()
        poll.register(self.control.reading, select.POLLIN)
        while True:
            body = self.control.frame()
            if body is not None:
                return wire.decode(body)
            left = deadline - time.monotonic()
            if left <= 0 or not poll.poll(left * 1000) or not self.control.fill():
                return None

    def tell(self, message: list[Any]) -> None:
        """Send a command to the zygote."""
        content = wire.frame(wire.encode(message))
        os.set_blocking(self.control.writing, True)
        try:
            os.write(self.control.writing, content)
        except OSError as error:
            raise WorkerLost(f"a sandbox ended early: {error}", fix="run `grader doctor`") from error

    def spawn(self, assignment: Assignment | TestRun | Implementation) -> None:
        """Start a worker. Raises WorkerLost."""
        sandbox = self.open()
        limits = assignment.limits
        level2 = bool(self.confinement.bwrap)
        self.tell(
            [
                "spawn",
                {
                    "box": f"{sandbox.box}/{assignment.folder}",
                    "home": sandbox.home,
                    **assignment.setup(sandbox.home),
                    "limits": worker_limits(limits, self.confinement),
                    "filter": seccomp.inner_filter(seccomp.machine(), limits.profile).hex() if level2 else "",
                    "uid": self.uid if self.confinement.drops_uid else 0,
                    "scratch": sandbox.scratch[0],
                    "folders": list(sandbox.scratch),
                    "strict": level2,
                },
            ]
        )

    def reap(self) -> int:
        """End the worker; throw the sandbox away unless it is as clean as new. Gives the wait status."""
        if self.sandbox is None:
            return 0
        status = 0
        try:
            self.tell(["reap", list(self.sandbox.scratch)])
            message = self.listen(REAP_SECONDS)
            while message and message[0] == "exited":
                message = self.listen(REAP_SECONDS)
        except (WorkerLost, wire.WireError):
            message = None
        if not message or message[0] != "reaped":
            self.close()
            return signal.SIGKILL
        _, status, dirty = message
        self.data.fill()
        self.data.buffer.clear()
        while self._drain():
            pass
        self.used = True
        if dirty:
            self.close()
        return int(status)

    def _drain(self) -> bool:
        try:
            return bool(os.read(self.data.reading, PIPE_BYTES))
        except BlockingIOError:
            return False


class ExerciseWorker:
    """The channel to the worker of one exercise; starts it when first asked, and again after a fault."""

    def __init__(self, home: SubmissionSandbox, assignment: Assignment) -> None:
        self.home = home
        self.assignment = assignment
        self.loaded: Answer | None = None
        self.spent = 0.0
        self.searched = assignment.limits.exercise_seconds / 2
        self.alive = False
        self.faults = 0

    def exchange(self, questions: Sequence[bytes]) -> list[bytes | Fault]:
        """One reply for each question, in order, ending at the first fault."""
        limits = self.assignment.limits
        if self.spent >= limits.exercise_seconds:
            return [Fault(AnswerKind.TIMEOUT, "the exercise's time was used up")]
        if not self.alive:
            loaded = self.load()
            if loaded.kind is not AnswerKind.VALUE:
                return [Fault(loaded.kind, loaded.text)]
        began = time.monotonic()
        budget = limits.exercise_seconds - self.spent
        try:
            return self._converse(questions, limits.answer_seconds, began + budget)
        finally:
            self.spent += time.monotonic() - began

    @contextlib.contextmanager
    def searching(self) -> Iterator[None]:
        """What is asked inside serves to show a smaller input; it has half of the exercise's time again, all in all."""
        kept, self.spent = self.spent, self.searched
        try:
            yield
        finally:
            self.searched, self.spent = self.spent, kept

    def load(self) -> Answer:
        """Start a fresh worker and import the student's files; the answer's value describes how that went."""
        self.home.spawn(self.assignment)
        self.alive = True
        deadline = time.monotonic() + self.assignment.limits.load_seconds
        replies = self._converse([], self.assignment.limits.load_seconds, deadline, greeting=True)
        self.loaded = read_answer(replies[0])
        return self.loaded

    def load_alone(self) -> Answer:
        """Load once more, in a sandbox that nothing has run in.

        What the import says is shown to the student, and whatever ran before may have left word of what it was asked:
        in the numbers that the kernel gives to processes and files, if nowhere else.
        """
        self.stop()
        self.home.close()
        return self.load()

    def stop(self) -> None:
        """End the worker, if one is alive."""
        if self.alive:
            self.alive = False
            self.home.reap()

    def _fault(self, kind: AnswerKind, detail: str) -> Fault:
        """End the worker after a fault."""
        self.alive = False
        self.faults += 1
        self.home.reap()
        self.home.close()
        return Fault(kind, detail)

    def _converse(
        self, questions: Sequence[bytes], each: float, end: float, *, greeting: bool = False
    ) -> list[bytes | Fault]:
        """Write all questions and read all replies at once, under a deadline for each reply and one for all."""
        home = self.home
        pending = self._push(memoryview(frames_of(questions)))
        wanted = len(questions) + int(greeting)
        replies: list[bytes | Fault] = []
        poll = select.poll()
        poll.register(home.data.reading, select.POLLIN)
        poll.register(home.control.reading, select.POLLIN)
        if pending:
            poll.register(home.data.writing, select.POLLOUT)
        deadline, answered = end, -1
        while True:
            try:
                bodies = home.data.frames(wanted - len(replies))
            except wire.WireError as error:
                return [*replies, self._fault(AnswerKind.MALFORMED, str(error))]
            if bodies:
                replies += bodies
                reading = sum(map(len, bodies)) * READING_SECONDS
                self.spent += reading
                end -= reading
                if len(replies) == wanted:
                    return replies
                continue
            now = time.monotonic()
            if answered != len(replies):
                deadline, answered = min(now + each, end), len(replies)
            left = deadline - now
            events = dict(poll.poll(max(0.0, left) * 1000)) if left > 0 else {}
            if not events:
                return [*replies, self._fault(AnswerKind.TIMEOUT, f"no answer within {each:g} s")]
            if home.data.reading in events and events[home.data.reading] & select.POLLIN:
                home.data.fill()
                continue
            if home.data.writing in events:
                pending = self._push(pending)
                if not pending:
                    poll.unregister(home.data.writing)
            if home.control.reading in events:
                ended = self._ended(replies, wanted)
                if ended is not None:
                    return ended

    def _push(self, pending: memoryview) -> memoryview:
        try:
            return pending[os.write(self.home.data.writing, pending) :]
        except BlockingIOError:
            return pending
        except BrokenPipeError:
            return memoryview(b"")

    def _ended(self, replies: list[bytes | Fault], wanted: int) -> list[bytes | Fault] | None:
        """The zygote spoke: take what the worker had still written, then report how it ended."""
        alive = self.home.control.fill()
        message = self.home.listen(0.0) if self.home.control.buffer else None
        if alive and message is None:
            return None
        self.home.data.fill()
        try:
            while len(replies) < wanted and (bodies := self.home.data.frames(wanted - len(replies))):
                replies += bodies
        except wire.WireError as error:
            return [*replies, self._fault(AnswerKind.MALFORMED, str(error))]
        self.alive = False
        self.home.close()
        if len(replies) == wanted:
            return replies
        if not alive or message is None:
            raise WorkerLost("a sandbox ended while it was in use", fix="run `grader doctor`")
        demand_confined(message)
        return [*replies, _how_it_ended(int(message[1]))]


def demand_confined(message: Any) -> None:
    """Raise WorkerLost if a zygote's message says that its worker could not be confined."""
    if message[0] == "confine":
        raise WorkerLost(f"a worker could not be confined: {message[1]}", fix="run `grader doctor`")


def _how_it_ended(status: int) -> Fault:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number == signal.SIGXCPU:
            return Fault(AnswerKind.RESOURCE, "used more processor time than allowed")
        if number == signal.SIGSYS:
            return Fault(AnswerKind.RESOURCE, "made a system call that is not allowed")
        known = {item.value: item.name for item in signal.Signals}
        return Fault(AnswerKind.CRASHED, f"ended by {known.get(number, number)}")
    return Fault(AnswerKind.CRASHED, f"ended with status {os.waitstatus_to_exitcode(status)}")
