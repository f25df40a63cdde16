"""Who takes part: each grades one folder, and says what it took on the clock and of the processor."""

from __future__ import annotations

import importlib.util
import json
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from grader.checks.author import SPEC
from grader.course.grading import ClassGrading, GradeOptions
from grader.course.intake import Submission
from grader.course.judging import Judging, Settings
from grader.judge.prepared import draw
from grader.judge.scheduler import Scheduler
from grader.model import Exercise, Report, SubmissionResult
from grader.sandbox.staging import Staging
from tests.benchmarks.classes import Field
from tests.benchmarks.replay import Replay

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
TICK = 1.0 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Took:
    """Seconds on the clock, and of the processor, of all processes that took part."""

    wall: float
    cpu: float


class Contestant(Protocol):
    """One way to grade."""

    name: str

    def grade(self, folders: Sequence[Path]) -> Took:
        """Grade these submissions, one after the other."""


def tree_seconds(pid: int) -> float:
    """Processor time of a process and of all its descendants that ended and were waited for."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) * TICK


def resident_mb(pid: int) -> float:
    """Memory of a process that is in use right now."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


@contextmanager
def judge_program(*program: str) -> Iterator[None]:
    """Judges that start meanwhile run inside another program."""
    kept = Scheduler.program
    Scheduler.program = program
    try:
        yield
    finally:
        Scheduler.program = kept


class Ours:
    """This grader: intake, judge at L2, store; the judge runs all the time."""

    def __init__(self, found: Field, output: Path, name: str = "this grader, sandboxed at L2") -> None:
        self.name = name
        options = GradeOptions(found.confinement, 1, found.seed)
        self.grading = ClassGrading(found.course, found.exercises, output, options)
        self.judging = Judging(found.course, found.exercises, Settings(found.confinement, 1, found.seed))
        self.prints = {item.id: self.grading._fingerprint(item) for item in found.exercises}
        assert self.grading.store
        self.grading.store.open()
        self.judges: list[int] = []
        self.number = 0

    def start(self) -> Took:
        """Start the judge: collect the checks, draw inputs, ask the reference, grade the reference."""
        began, cpu = time.perf_counter(), time.process_time()
        scheduler = self.judging._start()
        self.judges = [judge.process.pid for judge in scheduler.judges]
        return Took(
            time.perf_counter() - began, time.process_time() - cpu + sum(tree_seconds(pid) for pid in self.judges)
        )

    def close(self) -> None:
        """End the judge."""
        self.judging.__exit__()

    def grade(self, folders: Sequence[Path]) -> Took:
        """From the folders to results on disk; what is there from an earlier turn is forgotten first."""
        self.forget()
        before = sum(map(tree_seconds, self.judges))
        began, cpu = time.perf_counter(), time.process_time()
        self.results(folders)
        wall, own = time.perf_counter() - began, time.process_time() - cpu
        return Took(wall, own + sum(map(tree_seconds, self.judges)) - before)

    def forget(self) -> None:
        """Remove all results of earlier turns."""
        assert self.grading.store
        shutil.rmtree(self.grading.store.folder)
        self.grading.store.open()

    def results(self, folders: Sequence[Path]) -> list[SubmissionResult]:
        """What became of each submission."""
        pending = {}
        for folder in folders:
            self.number += 1
            pending[f"n{self.number:06d}"] = self.grading._take(folder, self.prints)
        return list(self.grading._put(self.judging, pending))

    def report(self, folders: Sequence[Path]) -> Report:
        """The report of a class that is known already."""
        return self.grading.report(self.results(folders))


@dataclass
class Bare:
    """One unprotected process for each submission."""

    name: str
    command: tuple[str, ...]
    plan: Path
    cache: Path
    environment: dict[str, str] = field(default_factory=dict)
    outputs: dict[Path, str] = field(default_factory=dict)

    def grade(self, folders: Sequence[Path]) -> Took:
        """One process after the other."""
        began, cpu = time.perf_counter(), 0.0
        for folder in folders:
            cpu += self.run(folder)
        return Took(time.perf_counter() - began, cpu)

    def run(self, folder: Path, *, warm_up: bool = False) -> float:
        """Processor seconds of one process; byte code of all but the submission is there, after a warm-up."""
        environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            "BENCHMARK_PLAN": str(self.plan),
            "BENCHMARK_SUBMISSION": str(folder),
            "PYTHONPYCACHEPREFIX": str(self.cache),
            **self.environment,
        }
        if not warm_up:
            environment["PYTHONDONTWRITEBYTECODE"] = "1"
        process = subprocess.Popen(
            [sys.executable, "-m", *self.command],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        assert process.stdout
        with process.stdout:
            self.outputs[folder] = process.stdout.read().decode(errors="replace")
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        return usage.ru_utime + usage.ru_stime


class Workers:
    """The sandboxed worker processes alone, put the questions that our judge put to them."""

    name = "sandboxed workers alone, no judge"

    def __init__(self, found: Field, folder: Path) -> None:
        self.found, self.folder = found, folder
        self.staging = Staging()
        self.warm: tuple[str, ...] = ()
        for number, exercise in enumerate(found.exercises):
            probes = found.course.layout.probes(exercise)
            if probes.is_file():
                self.staging.probes(probes, str(number))

    def record(self, submissions: Sequence[Submission]) -> None:
        """Let a judge write down what it asks of each submission."""
        with judge_program(str(HERE / "recording.py"), str(self.folder)):
            judging = Judging(
                self.found.course, self.found.exercises, Settings(self.found.confinement, 1, self.found.seed)
            )
            with judging:
                self.warm = tuple(judging._start().config["warm"])
                list(judging.run(self.found.items(submissions)))

    def grade(self, folders: Sequence[Path]) -> Took:
        """Stage, start, load and ask as recorded."""
        recorded = {folder: pickle.loads((self.folder / folder.name).read_bytes()) for folder in folders}  # noqa: S301 (ours)
        began = time.perf_counter()
        before = _self_and_children()
        for folder in folders:
            files = {item.exercise.folder: item.files for item in self.found.take(folder).taken}
            box = self.staging.box(folder.name, files)
            Replay(self.found.confinement, self.staging, box, self.warm).play(recorded[folder])
            self.staging.drop(box)
        return Took(time.perf_counter() - began, _self_and_children() - before)


def _self_and_children() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def write_plans(found: Field, folder: Path) -> tuple[Path, Path]:
    """What the unprotected contestants read: one plan for drawing inputs, one with inputs drawn beforehand."""
    layout = found.course.layout
    inputs: dict[str, list[dict[str, Any]]] = {}
    exercises = []
    for number, exercise in enumerate(found.exercises):
        inputs.update(_drawn(layout.checks(exercise), number, exercise, found.seed))
        probes = layout.probes(exercise)
        exercises.append(
            {
                "slug": exercise.slug,
                "module": exercise.module,
                "checks": str(layout.checks(exercise)),
                "probes": str(probes) if probes.is_file() else "",
                "reference": str(layout.twin_folder(exercise)),
                "folder": f"weeks/{exercise.week}/{exercise.slug}",
            }
        )
    stored = folder / "inputs"
    stored.write_bytes(pickle.dumps(inputs))
    plan = {"exercises": exercises, "seed": found.seed, "scratch": tempfile.mkdtemp(dir=folder)}
    paths = (folder / "drawing.json", folder / "lean.json")
    for path, where in zip(paths, ("", str(stored)), strict=True):
        path.write_text(json.dumps({**plan, "inputs": where}), encoding="utf-8")
    return paths


def _drawn(checks: Path, number: int, exercise: Exercise, seed: int) -> dict[str, list[dict[str, Any]]]:
    spec = importlib.util.spec_from_file_location(f"benchmark_checks_{number}", checks)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    functions: dict[str, Callable[..., Any]] = {
        name: function for name, function in vars(module).items() if name.startswith("check_")
    }
    return {
        f"{exercise.slug}/{name}": draw(getattr(function, SPEC), seed)
        for name, function in functions.items()
        if getattr(function, SPEC).inputs
    }


def bare_contestants(found: Field, folder: Path) -> list[Bare]:
    """The unprotected graders, the leanest last."""
    drawing, lean = write_plans(found, folder)
    cache = folder / "cache"
    unittest = ("unittest", "tests.benchmarks.bare_unittest")
    pytest = ("pytest", "-q", "-p", "no:cacheprovider", "tests/benchmarks/bare_pytest.py")
    alone = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return [
        Bare("bare unittest process", unittest, drawing, cache),
        Bare("bare unittest process, inputs from a file", unittest, lean, cache),
        Bare("cold pytest process", pytest, drawing, cache, alone),
        Bare("cold pytest process, inputs from a file", pytest, lean, cache, alone),
    ]
