"""Runs an exercise's visible tests in a process of their own, and makes a TestRun of what it says.

A test that neither ends nor lets itself be interrupted is killed together with its process, named, and the tests after
it run in a new one. Knows neither pytest nor the terminal.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from grader.errors import GraderFault, UsageError
from grader.student.deadline import TookTooLong
from grader.student.folder import ExerciseFolder
from grader.student.results import Failure, State, TestOutcome, TestRun, failure_from, outcome_from

CHILD = "grader.student.child"
START_SECONDS = 30.0
"""How long a new process may take before it says that it is ready; slow disks and virus scanners take their time."""
GRACE_SECONDS = 2.0
"""A test is interrupted from inside when its time is over; if that does not help, this much later from outside."""
MOST_KILLS = 3
"""After so many killed processes the remaining tests are not run any more."""

Event = dict[str, Any]


class Child:
    """A process that carries out one order; its events are read by a thread, because Windows cannot wait for pipes."""

    def __init__(self, *, warm: bool = False, cache: str = "") -> None:
        self.cache = cache
        # -P: the folder we were started in may be the student's, and hold a module called like one of Python's.
        command = [sys.executable, "-P", "-m", CHILD, *(["--warm"] if warm else [])]
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            **own_group(),
        )
        self._events: queue.Queue[Event | None] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        if self.process.stdout is None:
            return
        with self.process.stdout as stream:
            for line in stream:
                with contextlib.suppress(ValueError, RecursionError):
                    event = json.loads(line)
                    if isinstance(event, dict):
                        self._events.put(event)
        self._events.put(None)

    @property
    def is_alive(self) -> bool:
        """Whether it can still take an order."""
        return self.process.poll() is None

    def order(self, document: Mapping[str, Any]) -> None:
        """Hand it its order; whether that arrived is seen by its events."""
        with contextlib.suppress(OSError):
            if self.process.stdin is not None:
                self.process.stdin.write(json.dumps(document).encode() + b"\n")
                self.process.stdin.flush()

    def next_event(self, seconds: float) -> Event | None:
        """Its next event; None when it has ended. Raises TimeoutError if nothing comes within `seconds`."""
        try:
            return self._events.get(timeout=max(0.0, seconds))
        except queue.Empty:
            raise TimeoutError from None

    def wait_until_ready(self, seconds: float) -> bool:
        """Wait for its first event, which says that it is ready. Raises TimeoutError."""
        return self.next_event(seconds) is not None

    def close(self) -> None:
        """End it, and what it started."""
        # While nobody has collected its status the number of its group is not given away, though it may have ended.
        if self.process.returncode is None:
            end_group(self.process)
        with contextlib.suppress(OSError):
            if self.process.stdin is not None:
                self.process.stdin.close()
        self.process.wait()


def own_group() -> dict[str, Any]:
    """Options that keep Ctrl-C in the terminal from reaching a child: what becomes of it is decided here."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def end_group(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and what it started."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        process.kill()


class Children(Protocol):
    """Where processes come from: started when they are needed, or kept warm."""

    def take(self) -> Child:
        """A process that waits for its order."""


class ColdChildren:
    """Starts a process when it is needed."""

    def take(self) -> Child:
        """A new process."""
        return Child()


@dataclass(frozen=True)
class Order:
    """What to run of an exercise: one task or all (0), values in full or cut, seconds for a test."""

    task: int = 0
    full: bool = False
    seconds: float | None = None


@dataclass
class _Gathered:
    """What is known so far of one run."""

    outcomes: dict[str, TestOutcome] = field(default_factory=dict)
    problem: tuple[State, Failure] | None = None
    running: str = ""
    fault: str = ""
    done: set[str] = field(default_factory=set)


def run_exercise(
    folder: ExerciseFolder,
    children: Children,
    order: Order = Order(),
) -> TestRun:
    """Run the visible tests of an exercise. Raises UsageError if there are none, GraderFault if nothing can be run."""
    files = folder.test_files()
    if not files:
        raise UsageError(
            f"{folder.exercise.id} has no visible tests here", fix="course doctor says how to get them back"
        )
    begun = time.monotonic()
    gathered = _Gathered()
    for _ in range(MOST_KILLS):
        child = children.take()
        try:
            ended = _follow(child, folder, files, order, gathered)
        finally:
            child.close()
        if ended or gathered.problem is not None:
            break
    if gathered.fault and not gathered.outcomes:
        raise GraderFault(
            f"the tests of {folder.exercise.id} cannot be run: {gathered.fault.strip().splitlines()[-1]}",
            fix="run `course doctor`",
        )
    run = folder.run(gathered.outcomes.values(), seconds=time.monotonic() - begun, partial=bool(order.task))
    if gathered.problem is not None and (run.problem is not None or not run.total):
        state, failure = gathered.problem
        return replace(run, problem=failure, problem_state=state)
    return run


def _follow(child: Child, folder: ExerciseFolder, files: tuple[str, ...], order: Order, gathered: _Gathered) -> bool:
    """Have a child run what is left, and note what it says; whether it came to the end."""
    limit = order.seconds if order.seconds is not None else folder.test_seconds
    allowed = START_SECONDS
    gathered.running = ""
    child.order(
        {
            "folder": str(folder.path),
            "files": files,
            "task": order.task,
            "skip": sorted(gathered.done),
            "full": order.full,
            "seconds": limit,
            "cache": child.cache,
        }
    )
    while True:
        try:
            event = child.next_event(allowed)
        except TimeoutError:
            _lost(folder, gathered, str(TookTooLong(limit)), State.TIMEOUT)
            return False
        if event is None:
            _lost(folder, gathered, "Python ended before the test did", State.CRASHED)
            return False
        # Student code may find the pipe: what makes no sense is not from us. What does is believed, here and only here.
        with contextlib.suppress(KeyError, TypeError, ValueError):
            if _note(event, gathered):
                return not _ended_inside(folder, gathered)
        allowed = limit + GRACE_SECONDS if limit else 3600.0


def _ended_inside(folder: ExerciseFolder, gathered: _Gathered) -> bool:
    """Whether pytest was made to end while a test ran; the tests after it have not had their turn."""
    test = gathered.outcomes.get(gathered.running)
    if test is None or test.id in gathered.done:
        return False
    _lost(folder, gathered, "pytest was ended before the test did", State.CRASHED)
    return True


def _note(event: Event, gathered: _Gathered) -> bool:
    """Note one event; whether it was the last."""
    kind = event.pop("event", "")
    if kind == "collected":
        for document in event["tests"]:
            outcome = outcome_from(document)
            gathered.outcomes.setdefault(outcome.id, outcome)
    elif kind == "start":
        gathered.running = str(event["id"])
    elif kind == "outcome":
        outcome = outcome_from(event)
        before = gathered.outcomes.get(outcome.id)
        # A test that passed may still fail while it is taken down; the first failure is the one that counts.
        if before is None or before.state in (State.NOT_RUN, State.PASSED):
            gathered.outcomes[outcome.id] = outcome
        gathered.done.add(outcome.id)
    elif kind == "problem":
        state, failure = State(event["state"]), failure_from(event["failure"])
        gathered.problem = (state, failure)
        name = str(event["file"])
        gathered.outcomes[name] = TestOutcome(name, 0, f"{name} can be imported", state, failure=failure)
    elif kind == "fault":
        gathered.fault = str(event["text"])
    return bool(kind == "end")


def _lost(folder: ExerciseFolder, gathered: _Gathered, got: str, state: State) -> None:
    """The process is gone, or will be: whatever ran last is why."""
    test = gathered.outcomes.get(gathered.running)
    if test is not None:
        gathered.outcomes[test.id] = replace(test, state=state, failure=Failure(got=got))
        gathered.done.add(test.id)
        return
    file = folder.exercise.student_files[0]
    ending = "it does not come to an end" if state is State.TIMEOUT else "Python ended meanwhile"
    gathered.problem = (
        State.IMPORT_FAILED,
        Failure(message=f"{file} cannot be imported: {ending}", got=got, file=file),
    )
