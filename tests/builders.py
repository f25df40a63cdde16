"""Small builders of what the core is tested with: exercises, checks, sandboxes at L2, the worker as a plain process.

Hostile or crashing code goes to `Yard` only, which is an L2 sandbox; `PlainWorker` is for code that can be trusted and
is there so that the worker's own program can be measured.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import os
import subprocess
import sys
import sysconfig
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from grader import wire
from grader.checks.author import spec_of
from grader.harness.answers import Answer, Fault, read_answer
from grader.harness.channel import Channel
from grader.harness.worker import Assignment, ExerciseWorker, SubmissionSandbox
from grader.judge.exercise import ExerciseJudge, Handed
from grader.judge.prepared import CheckFunction, Remembering
from grader.judge.protocol import EMPTY_BOX, REFERENCE_BOX
from grader.judge.scheduler import Job, Scheduler
from grader.model import Exercise, ExerciseResult, Kind, Level, Limits, Task
from grader.sandbox.launch import Confinement
from grader.sandbox.probe import find_confinement
from grader.sandbox.staging import Staging

ROOT = Path(__file__).parents[1]
COURSES = ROOT / "tests" / "courses"
SLUG = "berth-board"
MODULE = "berth_board"
GENEROUS = Limits(answer_seconds=10.0, load_seconds=20.0, exercise_seconds=60.0)
"""Budgets that a busy machine does not use up; a test of a deadline asks for its own."""


def text(source: str) -> str:
    """Source as it stands in a test, without the indentation of the test."""
    return textwrap.dedent(source).lstrip("\n")


def exercise(**changes: Any) -> Exercise:
    """A small exercise; `changes` replace fields of it."""
    fields: dict[str, Any] = {
        "week": "01-quay",
        "slug": SLUG,
        "number": 1,
        "title": "Berth board",
        "summary": "Keep the hours of one berth and say which are still free.",
        "kind": Kind.MODULE,
        "minutes": 10,
        "difficulty": 1,
        "tasks": (Task(1, "Keep the hours"), Task(2, "Book some")),
        "student_files": (f"{MODULE}.py",),
        "limits": GENEROUS,
    }
    return Exercise(**{**fields, **changes})


def collected(function: Callable[..., Any], **params: Any) -> CheckFunction:
    """A check function as the plugin collects it; with `params` as one case of a parametrised check."""
    name = getattr(function, "__name__", "check")
    id_ = f"{name}[{'-'.join(str(value) for value in params.values())}]" if params else name
    lines = (function.__doc__ or name).strip().splitlines()
    return CheckFunction(id_, function, params, spec_of(function), lines[0])


def ask(channel: Channel, operation: str, *parts: Any) -> Answer:
    """The answer to one question."""
    return read_answer(channel.exchange([wire.encode([operation, *parts])])[0])


def call(channel: Channel, name: str, *args: Any, **kwargs: Any) -> Answer:
    """The answer to the call of one function."""
    return ask(channel, "call", name, list(args), kwargs)


@functools.cache
def level2() -> Confinement:
    """The L2 confinement of this machine; where there is none the tests fail, they do not skip."""
    return find_confinement(Level.L2)


class Yard:
    """L2 sandboxes over sources given as text; a context manager that ends all of them."""

    def __init__(self) -> None:
        self.staging = Staging()
        self.numbers = itertools.count(1)
        self.opened: list[SubmissionSandbox] = []

    def __enter__(self) -> Yard:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()
        self.staging.close()

    def clear(self) -> None:
        """End all sandboxes."""
        for sandbox in self.opened:
            sandbox.close()
        self.opened.clear()

    def sandbox(self, files: dict[str, dict[str, str]], **options: Any) -> SubmissionSandbox:
        """A sandbox over a box with the given files, by exercise and name."""
        contents = {
            folder: {name: source.encode() for name, source in inner.items()} for folder, inner in files.items()
        }
        box = self.staging.box(f"box{next(self.numbers)}", contents)
        self.opened.append(SubmissionSandbox(options.pop("confinement", level2()), self.staging, box, **options))
        return self.opened[-1]

    def probes(self, source: str) -> Path | None:
        """Compiled probes, or None where the source is empty."""
        if not source:
            return None
        name = f"p{next(self.numbers)}"
        path = self.staging.root / f"{name}.py"
        path.write_text(text(source), encoding="utf-8")
        return self.staging.probes(path, name)

    def worker(
        self, source: str, *, probes: str = "", limits: Limits = GENEROUS, confinement: Confinement | None = None
    ) -> ExerciseWorker:
        """A worker, not started yet, over one module with the given source."""
        sandbox = self.sandbox({SLUG: {f"{MODULE}.py": text(source)}}, confinement=confinement or level2())
        return sandbox.worker(Assignment(SLUG, (MODULE,), self.probes(probes), limits))

    def judge(self, checks: Sequence[CheckFunction], reference: str, probes: str = "", **changes: Any) -> ExerciseJudge:
        """A judge of one exercise whose reference has the given source, prepared."""
        judge = ExerciseJudge(exercise(**changes), list(checks), Remembering(self.worker(reference, probes=probes)), 1)
        judge.prepare()
        return judge

    def grade(self, judge: ExerciseJudge, source: str, probes: str = "", **handed: Any) -> ExerciseResult:
        """What the judge says of a submission with the given source."""
        worker = self.worker(source, probes=probes, limits=judge.exercise.limits)
        lines = {f"{MODULE}.py": text(source).count("\n") + 1}
        try:
            return judge.judge(worker, Handed(lines, **handed))
        finally:
            worker.stop()
            worker.home.close()


class CheckedCourse:
    """A course of one run of judges: references, checks and submissions as text, laid out as judges are told."""

    def __init__(self, folder: Path, *, level: Level = Level.L2) -> None:
        self.folder = folder
        self.staging = Staging()
        self.confinement = level2() if level is Level.L2 else find_confinement(level)
        self.described: list[dict[str, Any]] = []
        self.references: dict[str, dict[str, bytes]] = {}
        self.seconds = 120.0

    def __enter__(self) -> CheckedCourse:
        return self

    def __exit__(self, *_: object) -> None:
        self.staging.close()

    def add(
        self,
        slug: str,
        reference: str,
        checks: str,
        *,
        probes: str = "",
        own_tests: dict[str, Any] | None = None,
        **changes: Any,
    ) -> Exercise:
        """An exercise whose only file is `reference`; `checks` is its checks.py, after the usual imports."""
        added = exercise(slug=slug, **changes)
        place = self.folder / slug
        place.mkdir()
        head = '"""Checks."""\nfrom hypothesis import strategies as st\nfrom grader.checks import *\n\n'
        (place / "checks.py").write_text(head + text(checks), encoding="utf-8")
        compiled = ""
        if probes:
            (place / "probes.py").write_text(text(probes), encoding="utf-8")
            compiled = self.staging.probes(place / "probes.py", slug).name
        self.references[added.folder] = {added.student_files[0]: text(reference).encode()}
        self.described.append(
            {
                "exercise": dataclasses.asdict(added),
                "checks": str(place / "checks.py"),
                "probes": compiled,
                "modules": [name.removesuffix(".py") for name in added.student_files if not name.startswith("test_")],
                "own_tests": own_tests,
                "workshop": False,
            }
        )
        return added

    def scheduler(self, judges: int = 1, **changes: Any) -> Scheduler:
        """Judges over the exercises that were added; not started yet."""
        if not (self.staging.boxes / EMPTY_BOX).exists():
            self.staging.box(REFERENCE_BOX, self.references)
            self.staging.box(EMPTY_BOX, {})
        config = {
            "event": "config",
            "exercises": self.described,
            "seed": 1,
            "shuffle": False,
            "staging": str(self.staging.root),
            "confinement": dataclasses.asdict(self.confinement),
            "warm": [],
            "libraries": sysconfig.get_path("purelib"),
            "offered": "",
        }
        return Scheduler({**config, **changes}, judges)

    def job(self, name: str, sources: dict[str, str], **handed: Any) -> Job:
        """A submission: the source for each exercise by its id."""
        exercises = {f"{item['exercise']['week']}/{item['exercise']['slug']}": item for item in self.described}
        box: dict[str, dict[str, bytes]] = {}
        told: dict[str, dict[str, Any]] = {}
        for id_, source in sources.items():
            described = exercises[id_]["exercise"]
            content = text(source).encode()
            box[id_.replace("/", "-")] = {described["student_files"][0]: content}
            told[id_] = {
                "lines": {described["student_files"][0]: content.count(b"\n") + 1},
                "as_stub": False,
                "quick": False,
                **handed,
            }
        self.staging.box(name, box)
        return Job(name, told, self.seconds)


class Scripted:
    """A channel that replies what it was told to, also what no honest worker would; remembers what was asked."""

    def __init__(self, *replies: bytes | Fault) -> None:
        self.replies = list(replies)
        self.asked: list[bytes] = []

    def exchange(self, questions: Sequence[bytes]) -> list[bytes | Fault]:
        """As many replies as there are questions; the last one again and again."""
        self.asked += questions
        return [self.replies.pop(0) if len(self.replies) > 1 else self.replies[0] for _ in questions]


def value(plain: Any) -> bytes:
    """A reply that carries a value."""
    return wire.dump(["v", wire.pack(plain)])


class PlainWorker:
    """The worker's program as an ordinary child process without any confinement: for trusted code only.

    `end` closes its pipes one after the other, so that worker and zygote end by themselves and, where coverage is
    measured, write what it found.
    """

    def __init__(self, scratch: Path, *command: str, warm: tuple[str, ...] = (), libraries: str = "") -> None:
        self.scratch = scratch
        self.alive = False
        ours, theirs = self._pipes()
        self.control_out, self.control_in, self.data_out, self.data_in = ours
        program = command or (sys.executable, "-m", "grader.harness.program")
        numbers = [str(number) for number in theirs]
        self.process = subprocess.Popen([*program, *numbers, libraries, *warm], cwd=ROOT, pass_fds=theirs)
        for descriptor in theirs:
            os.close(descriptor)
        self.greeting = self.listen()

    @staticmethod
    def _pipes() -> tuple[tuple[int, int, int, int], tuple[int, int, int, int]]:
        commands, answers, questions, replies = (os.pipe() for _ in range(4))
        return (commands[1], answers[0], questions[1], replies[0]), (commands[0], answers[1], questions[0], replies[1])

    def __enter__(self) -> PlainWorker:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> int:
        """Let worker and zygote end; the zygote's exit status."""
        self.close_data()
        if self.alive:
            self.ended()
        self.control_out = self._close(self.control_out)
        status = self.process.wait()
        self.data_in, self.control_in = self._close(self.data_in), self._close(self.control_in)
        return status

    def close_data(self) -> None:
        """Ask nothing more."""
        self.data_out = self._close(self.data_out)

    def ended(self) -> int:
        """Wait for the worker to end by itself; its wait status."""
        self.alive = False
        event, status = self.listen()
        assert event == "exited"
        return int(status)

    @staticmethod
    def _close(descriptor: int) -> int:
        if descriptor >= 0:
            os.close(descriptor)
        return -1

    def tell(self, *command: Any) -> None:
        """Give the zygote a command."""
        os.write(self.control_out, wire.frame(wire.encode(list(command))))

    def listen(self) -> Any:
        """The zygote's next message."""
        return wire.decode(_frame(self.control_in))

    def send(self, message: Any) -> None:
        """Send the worker a message."""
        self.send_raw(wire.frame(wire.encode(message)))

    def send_raw(self, content: bytes) -> None:
        """Write bytes that may be part of a message."""
        os.write(self.data_out, content)

    def receive(self) -> bytes:
        """The body of the worker's next frame."""
        return _frame(self.data_in)

    def spawn(self, mode: str, **setup: Any) -> None:
        """Start a worker in one of its modes."""
        common = {"home": "", "box": "", "limits": {}, "filter": "", "uid": 0, "strict": False}
        self.alive = True
        place = str(self.scratch)
        self.tell("spawn", {**common, "scratch": place, "folders": [place], "mode": mode, **setup})

    def exchange(self, questions: Sequence[bytes]) -> list[bytes | Fault]:
        """One reply for each question, so that this is a channel."""
        replies: list[bytes | Fault] = []
        for asked in questions:
            os.write(self.data_out, wire.frame(asked))
            replies.append(self.receive())
        return replies


def _frame(descriptor: int) -> bytes:
    return _exactly(descriptor, wire.body_length(_exactly(descriptor, wire.HEADER.size)))


def _exactly(descriptor: int, count: int) -> bytes:
    content = b""
    while len(content) < count:
        chunk = os.read(descriptor, count - len(content))
        if not chunk:
            raise EOFError("the other side has ended")
        content += chunk
    return content
