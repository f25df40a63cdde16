"""Runs judge processes side by side, gives each one job at a time, and replaces one that ends or hangs.

A job is one submission. What a lost judge was working on comes back as lost, never as a result; the caller decides
what to do with it. Nothing here knows what a job's results mean.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import select
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from grader.errors import CourseError, JudgeLost, Problem
from grader.judge.protocol import plan_from_json, read_line, result_from_json, write_line
from grader.model import CheckPlan, ExerciseResult

READY_SECONDS = 600.0
ENDING_SECONDS = 5.0


@dataclass(frozen=True)
class Job:
    """One submission to judge: its box and, for each exercise id, what `Handed` needs; seconds it may take at most."""

    name: str
    exercises: dict[str, dict[str, Any]]
    seconds: float


@dataclass(frozen=True)
class Done:
    """A job's end: its results, or None where the judge was lost over it."""

    job: Job
    results: tuple[ExerciseResult, ...] | None


@dataclass
class _Judge:
    """One judge process and what it is doing."""

    process: subprocess.Popen[bytes]
    reading: int
    writing: int
    buffer: bytearray = field(default_factory=bytearray)
    ready: bool = False
    job: Job | None = None
    deadline: float = 0.0

    @property
    def busy(self) -> bool:
        """Whether something is due from it until its deadline: to be ready, or a job."""
        return self.job is not None or not self.ready

    def lines(self) -> Iterator[bytes] | None:
        """Whole lines that have arrived; None when the judge is gone."""
        chunk = os.read(self.reading, 1 << 18)
        if not chunk:
            return None
        self.buffer += chunk
        *whole, rest = bytes(self.buffer).split(b"\n")
        self.buffer = bytearray(rest)
        return iter(whole)

    def give(self, job: Job) -> None:
        """Send a job."""
        self.job = job
        self.deadline = time.monotonic() + job.seconds
        with contextlib.suppress(BrokenPipeError):
            _write_all(self.writing, write_line({"event": "job", "job": job.name, "exercises": job.exercises}))

    def end(self) -> None:
        """Stop the process, politely first: the closed pipe tells it to finish."""
        for descriptor in (self.writing, self.reading):
            with contextlib.suppress(OSError):
                os.close(descriptor)
        try:
            self.process.wait(timeout=ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Scheduler:
    """Judges with one configuration; use as a context manager so that they always end."""

    program: ClassVar[tuple[str, ...]] = ("-m", "grader.judge.process")
    """What the interpreter is told to run as a judge: a measurement wraps it in a program of its own."""

    def __init__(self, config: dict[str, Any], judges: int) -> None:
        self.config = config
        self.wanted = judges
        self.judges: list[_Judge] = []
        self.plans: dict[str, list[CheckPlan]] = {}
        self.controls: list[ExerciseResult] = []

    def __enter__(self) -> Scheduler:
        return self

    def __exit__(self, *_: object) -> None:
        for judge in self.judges:
            if judge.busy:
                judge.process.kill()
            judge.end()
        self.judges.clear()

    def launch(self, judges: int = 1) -> None:
        """Start so many judges, as far as they are wanted; they get ready while the caller does something else."""
        while len(self.judges) < min(self.wanted, judges):
            self._new()

    def start(self) -> None:
        """Wait until a judge has tried the reference, and start one if need be. Raises CourseError or JudgeLost."""
        self.launch()
        deadline = time.monotonic() + READY_SECONDS
        while not any(judge.ready for judge in self.judges):
            readable, _, _ = select.select(
                [judge.reading for judge in self.judges], [], [], max(0.0, deadline - time.monotonic())
            )
            if not readable:
                raise JudgeLost("a judge did not get ready", fix="run with --debug, and report what it says")
            for judge in [judge for judge in self.judges if judge.reading in readable]:
                lines = judge.lines()
                if lines is None:
                    self._drop(judge)
                    continue
                for line in lines:
                    self._heed(judge, line)

    def _drop(self, judge: _Judge) -> None:
        """Do without a judge that ended before it was ready. Raises JudgeLost if there is no other."""
        self.judges.remove(judge)
        judge.end()
        if not self.judges:
            raise JudgeLost(
                f"a judge ended while it got ready (status {judge.process.returncode})",
                fix="run `grader doctor` and `grader verify`; if both pass, report this",
            )

    def run(self, jobs: Iterable[Job]) -> Iterator[Done]:
        """Yield each job's end as it comes."""
        source = iter(jobs)
        waiting = deque(itertools.islice(source, self.wanted))
        self.launch(len(waiting))
        while waiting or any(judge.job for judge in self.judges):
            for judge in self.judges:
                if judge.ready and judge.job is None and waiting:
                    judge.give(waiting.popleft())
                    waiting.extend(itertools.islice(source, 1))
            yield from self._wait(waiting)

    def _wait(self, waiting: deque[Job]) -> Iterator[Done]:
        busy = [judge.deadline for judge in self.judges if judge.busy]
        timeout = max(0.0, min(busy) - time.monotonic()) if busy else None
        readable, _, _ = select.select([judge.reading for judge in self.judges], [], [], timeout)
        for judge in list(self.judges):
            if judge.reading in readable:
                lines = judge.lines()
                if lines is None:
                    yield from self._lost(judge, waiting)
                    continue
                for line in lines:
                    done = self._heed(judge, line)
                    if done is not None:
                        yield done
            elif judge.busy and time.monotonic() > judge.deadline:
                judge.process.kill()
                yield from self._lost(judge, waiting)

    def _lost(self, judge: _Judge, waiting: deque[Job]) -> Iterator[Done]:
        """Replace a judge; the job it held comes back without results. One that never got ready is not replaced."""
        if not judge.ready:
            self._drop(judge)
            return
        self.judges.remove(judge)
        judge.end()
        if judge.job is not None:
            yield Done(judge.job, None)
        if waiting:
            self._new()

    def _heed(self, judge: _Judge, line: bytes) -> Done | None:
        message = read_line(line)
        if message["event"] == "broken":
            raise CourseError([Problem(**problem) for problem in message["problems"]])
        if message["event"] == "ready":
            judge.ready = True
            self.plans = {id_: plan_from_json(plan) for id_, plan in message["plans"].items()}
            self.controls = [result_from_json(item) for item in message["controls"]]
            return None
        job, judge.job = judge.job, None
        if job is None or message["job"] != job.name:
            raise JudgeLost("a judge answered for a job it did not have", fix="report this")
        return Done(job, tuple(result_from_json(item) for item in message["results"]))

    def _new(self) -> _Judge:
        theirs_in, ours_out = os.pipe()
        ours_in, theirs_out = os.pipe()
        process = subprocess.Popen(
            [sys.executable, "-I", *self.program, str(theirs_in), str(theirs_out)],
            pass_fds=(theirs_in, theirs_out),
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr if self.config.get("debug") else subprocess.DEVNULL,
            stderr=sys.stderr if self.config.get("debug") else subprocess.DEVNULL,
            env=_environment(self.config["staging"]),
            start_new_session=True,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        judge = _Judge(process, ours_in, ours_out, deadline=time.monotonic() + READY_SECONDS)
        self.judges.append(judge)
        with contextlib.suppress(BrokenPipeError):
            _write_all(ours_out, write_line(self.config))
        return judge


def _environment(staging: str) -> dict[str, str]:
    """What a judge inherits: the way to its tools, nothing that could change how Python or pytest behave."""
    kept = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")
    # What hypothesis notes of the checks would otherwise lie in the folder where the command was given.
    own = {"PYTHONHASHSEED": "0", "HYPOTHESIS_STORAGE_DIRECTORY": f"{staging}/hypothesis"}
    return {**{name: os.environ[name] for name in kept if name in os.environ}, **own}


def _write_all(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]
