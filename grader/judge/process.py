"""One judge process: told on a pipe what the course is, then grades one submission after the other.

    python -I -m grader.judge.process READ_FD WRITE_FD

It answers "ready" with the plans and with how the reference itself fared, or "broken" with all problems of the
checks; then one "done" for each job. The scheduler restarts it when it ends without having been told to.
"""

from __future__ import annotations

import contextlib
import ctypes
import dataclasses
import os
import random
import resource
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from grader.checks.session import ReferenceSilent
from grader.errors import GraderError, Problem
from grader.harness.answers import Answer
from grader.harness.worker import Assignment, SubmissionSandbox
from grader.judge import guard
from grader.judge.exercise import ExerciseJudge, Handed
from grader.judge.own_tests import OwnTestsJudge, Version, read_version
from grader.judge.plugin import JudgePlugin, collect
from grader.judge.prepared import CheckFunction, Remembering
from grader.judge.protocol import EMPTY_BOX, REFERENCE_BOX, plan_to_json, read_line, result_to_json, write_line
from grader.model import (
    CheckPlan,
    CheckResult,
    Exercise,
    ExerciseResult,
    Kind,
    Level,
    Limits,
    OwnTests,
    Profile,
    Task,
    Verdict,
)
from grader.sandbox.launch import Confinement
from grader.sandbox.staging import Staging

TEST_RUN_MODULES = (
    "pytest",
    *(
        f"_pytest.{name}"
        for name in (
            "assertion.rewrite", "cacheprovider", "capture", "debugging", "doctest", "faulthandler", "fixtures",
            "helpconfig", "legacypath", "logging", "main", "mark", "monkeypatch", "pastebin", "python", "python_api",
            "raises", "recwarn", "reports", "runner", "setuponly", "setupplan", "skipping", "stepwise", "subtests",
            "tmpdir", "unittest", "unraisableexception", "threadexception", "warnings",
        )
    ),
)  # fmt: skip
"""What pytest imports when it starts: imported once in a sandbox before any student code exists."""
OPEN_FILES = 4_096
ORACLE_SECONDS = 60.0
"""The reference is trusted to answer; it gets so long because the machine may be busy with other things."""
SLOWNESS = 10.0
"""A submission may take this many times what the reference took on this machine, now, whatever the manifest says."""


@dataclass(frozen=True)
class Course:
    """What the scheduler says of one exercise."""

    exercise: Exercise
    checks: Path
    probes: Path | None
    modules: tuple[str, ...]
    own_tests: dict[str, Any] | None
    workshop: bool


@dataclass
class _Ready:
    """An exercise that can be judged: its judge, its worker's assignment, and the oracle's sandbox."""

    judge: ExerciseJudge
    assignment: Assignment
    oracle: SubmissionSandbox
    own_tests: OwnTestsJudge | None = None

    @property
    def plan(self) -> list[CheckPlan]:
        """Ids of all checks of the exercise that a judge process runs."""
        return [*self.judge.plan, *(self.own_tests.plan if self.own_tests else [])]


def exercise_from_json(data: dict[str, Any]) -> Exercise:
    """The exercise that `dataclasses.asdict` wrote; hints do not travel, a judge has no use for them."""
    plain: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    limits = {**data["limits"], "profile": Profile(data["limits"]["profile"])}
    own = data["own_tests"]
    plain.update(
        kind=Kind(data["kind"]),
        tasks=tuple(Task(**task) for task in data["tasks"]),
        limits=Limits(**limits),
        ladders=(),
        own_tests=OwnTests(**own) if own else None,
    )
    return Exercise(**plain)


def shuffled(checks: list[CheckFunction], seed: int) -> list[CheckFunction]:
    """The checks in another order; those that depend on others still come after them."""
    order = list(checks)
    random.Random(seed).shuffle(order)
    depth: dict[str, int] = {}
    for check in checks:
        name = check.id.partition("[")[0]  # one depth for all cases of a parametrised check
        depth[name] = 1 + max((depth.get(other, 0) for other in check.spec.after), default=0)
    return sorted(order, key=lambda check: depth[check.id.partition("[")[0]])


class JudgeProcess:
    """Holds the prepared exercises and serves jobs."""

    def __init__(self, reading: BinaryIO, writing: BinaryIO) -> None:
        self.reading, self.writing = reading, writing
        config = read_line(reading.readline())
        self.seed = int(config["seed"])
        self.staging = Staging.attach(Path(config["staging"]))
        settings = config["confinement"]
        self.confinement = Confinement(**{**settings, "level": Level(settings["level"])})
        self.shuffle = bool(config["shuffle"])
        self.warm = tuple(config["warm"])
        self.libraries = Path(config["libraries"])
        self.offered = Path(config["offered"]) if config["offered"] else None
        self.courses = [
            Course(
                exercise_from_json(item["exercise"]),
                Path(item["checks"]),
                self.staging.home / item["probes"] if item["probes"] else None,
                tuple(item["modules"]),
                item["own_tests"],
                bool(item["workshop"]),
            )
            for item in config["exercises"]
        ]
        self.ready: dict[str, _Ready] = {}
        guard.install({name for course in self.courses for name in course.modules}, self.staging.boxes)

    def run(self) -> None:
        """Collect, then serve until the scheduler closes the pipe."""
        own = Path(tempfile.mkdtemp(prefix="judge-", dir=self.staging.root))
        # What is imported from here on is checks, and nobody wants caches in the folders of the course.
        sys.dont_write_bytecode = True
        try:
            collect([course.checks for course in self.courses], own, JudgePlugin(self.serve))
        finally:
            for item in self.ready.values():
                item.oracle.close()
            shutil.rmtree(own, ignore_errors=True)

    def say(self, message: dict[str, Any]) -> None:
        """Tell the scheduler."""
        self.writing.write(write_line(message))
        self.writing.flush()

    def serve(self, collected: dict[Path, list[CheckFunction]], problems: list[Problem]) -> None:
        """Prepare every exercise, try the reference, then judge what comes."""
        controls = []
        for course in self.courses:
            if any(str(course.checks) == item.file for item in problems):
                continue
            if course.checks in collected:
                controls.append(self.prepare(course, collected[course.checks], problems))
            else:
                problems.append(Problem(str(course.checks), "", "holds no check", "write functions called check_*"))
        if problems:
            self.say({"event": "broken", "problems": [dataclasses.asdict(problem) for problem in problems]})
            return
        plans = {id_: plan_to_json(item.plan) for id_, item in self.ready.items()}
        self.say({"event": "ready", "plans": plans, "controls": [result_to_json(item) for item in controls if item]})
        for line in self.reading:
            job = read_line(line)
            self.say({"event": "done", "job": job["job"], "results": self.judge_job(job)})

    def prepare(self, course: Course, checks: list[CheckFunction], problems: list[Problem]) -> ExerciseResult | None:
        """Ask the reference all there is to ask, then grade it like a submission: the control of every run."""
        exercise = course.exercise
        limits = dataclasses.replace(exercise.limits, exercise_seconds=1e6, answer_seconds=ORACLE_SECONDS)
        assignment = Assignment(
            exercise.folder, course.modules, course.probes, limits, bool(exercise.libraries), course.workshop
        )
        sandbox = self.sandbox(REFERENCE_BOX, [exercise])
        if self.shuffle:
            checks = shuffled(checks, self.seed)
        try:
            reference = sandbox.worker(assignment)
            unloadable = _unloadable(course, reference.load())
            judge = ExerciseJudge(exercise, checks, Remembering(reference), self.seed)
            if unloadable is None:
                judge.prepare()
        except Exception as error:  # noqa: BLE001 (whatever a check raises while it is prepared is its author's mistake)
            unloadable = _unaskable(course, error)
        if unloadable is not None:
            sandbox.close()
            problems.append(unloadable)
            return None
        own_tests = None
        if course.own_tests is not None:
            rights = [self._version(course, path) for path in course.own_tests["rights"]]
            wrongs = [self._version(course, path, mistake) for path, mistake in course.own_tests["wrongs"]]
            own_tests = OwnTestsJudge(exercise, rights, wrongs, self.seed)
        self.ready[exercise.id] = _Ready(judge, assignment, sandbox, own_tests)
        control = self.sandbox(REFERENCE_BOX, [exercise])
        worker = control.worker(assignment)
        try:
            result = judge.judge(worker, Handed(lines={}))
        except Exception as error:  # noqa: BLE001 (whatever a check raises on the reference is its author's mistake)
            problems.append(_unaskable(course, error))
            return None
        finally:
            control.close()
        own = exercise.limits
        slow = max(1.0, SLOWNESS * worker.spent / own.exercise_seconds)
        self.ready[exercise.id].assignment = dataclasses.replace(
            assignment,
            limits=dataclasses.replace(
                own, exercise_seconds=own.exercise_seconds * slow, answer_seconds=own.answer_seconds * slow
            ),
        )
        return result

    def sandbox(self, box: str, exercises: list[Exercise]) -> SubmissionSandbox:
        """A sandbox over a box, with the libraries that its exercises are about."""
        offered = self.offered if any(exercise.libraries for exercise in exercises) else None
        return SubmissionSandbox(
            self.confinement, self.staging, self.staging.boxes / box, warm=self.warm, libraries=offered
        )

    @staticmethod
    def _version(course: Course, path: str, mistake: str = "") -> Version:
        own = course.own_tests or {}
        return read_version({f"{own['target']}.py": Path(path)}, mistake)

    def judge_job(self, job: dict[str, Any]) -> list[dict[str, Any]]:
        """Results of all exercises of one submission; a fault of ours is a result of its own kind."""
        sandbox = self.sandbox(job["job"], [self.ready[id_].judge.exercise for id_ in job["exercises"]])
        results = []
        try:
            for id_, handed in job["exercises"].items():
                result = self.judge_one(id_, sandbox, Handed(**handed))
                if self.ready[id_].own_tests and not handed["quick"] and result.verdict is not Verdict.GRADER_ERROR:
                    result = self.judge_own_tests(id_, result, job["job"], Handed(**handed))
                results.append(result_to_json(result))
        finally:
            sandbox.close()
        return results

    def judge_one(self, id_: str, sandbox: SubmissionSandbox, handed: Handed) -> ExerciseResult:
        """One exercise."""
        item = self.ready[id_]
        item.judge.oracle.forget()
        worker = sandbox.worker(item.assignment)
        try:
            return item.judge.judge(worker, handed)
        except Exception as error:  # noqa: BLE001 (whatever fails here must not cost the submission's other exercises)
            exercise = item.judge.exercise
            return ExerciseResult(
                exercise.week, exercise.slug, Verdict.GRADER_ERROR, message=f"{type(error).__name__}: {error}"[:500]
            )
        finally:
            worker.stop()

    def judge_own_tests(self, id_: str, result: ExerciseResult, box: str, handed: Handed) -> ExerciseResult:
        """Add the results of the tests that the student wrote."""
        own = self.ready[id_].own_tests
        if own is None or not handed.own_digest:
            empty = [
                CheckResult(plan.id, plan.title, max_points=plan.points, task=plan.task, message="not handed in")
                for plan in (own.plan if own else [])
            ]
            return dataclasses.replace(result, checks=(*result.checks, *empty))
        common = (self.confinement, self.staging, self.staging.boxes / box)
        tests = SubmissionSandbox(*common, warm=TEST_RUN_MODULES, libraries=self.libraries)
        implementation = self.sandbox(EMPTY_BOX, [self.ready[id_].judge.exercise])
        try:
            checks = own.judge(tests, implementation, handed.own_digest, handed.names)
        except Exception as error:  # noqa: BLE001 (whatever fails here must not cost the submission's other exercises)
            return dataclasses.replace(
                result, verdict=Verdict.GRADER_ERROR, message=f"{type(error).__name__}: {error}"[:500]
            )
        finally:
            tests.close()
            implementation.close()
        verdict = Verdict.GRADED if any(check.points for check in checks) else result.verdict
        return dataclasses.replace(result, verdict=verdict, checks=(*result.checks, *checks))


def _unloadable(course: Course, loaded: Answer) -> Problem | None:
    """What keeps the reference or the probes from being imported; a reference that says nothing is asked again."""
    report = loaded.value if isinstance(loaded.value, dict) else {}
    if report.get("fatal"):
        line = f"line {report['line']}" if report.get("line") else ""
        message = f"the reference cannot be imported: {report['type']}: {report['text']}"
        return Problem(str(course.checks.with_name(report["file"])), line, message, "mend the reference")
    if report.get("probes"):
        path = course.checks.with_name("probes.py")
        return Problem(str(path), "", f"the probes cannot be imported: {report['probes']}", "mend the probes")
    return None


def _unaskable(course: Course, error: Exception) -> Problem:
    """A check that does not come as far as an answer of the reference; the note on the error names it."""
    name = next(iter(getattr(error, "__notes__", ())), "")
    text = str(error) if isinstance(error, ReferenceSilent | GraderError) else f"{type(error).__name__}: {error}"
    text = text.strip()
    return Problem(
        str(course.checks), name, f"cannot be put to the reference: {text}", "mend the check or the reference"
    )


def main(arguments: list[str]) -> None:
    """Entry point; keeps its memory private and adopts what a killed sandbox may leave, so that it is reaped."""
    with contextlib.suppress(AttributeError, OSError):
        libc = ctypes.CDLL(None)
        libc.prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE: no process of the same user may read this memory
        libc.prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
    # Each open sandbox has four pipes, and each reference keeps its own; systems allow 256 or 1,024 where nobody asks.
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, OPEN_FILES)), hard))
    reading, writing = (int(text) for text in arguments)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    with os.fdopen(reading, "rb") as source, os.fdopen(writing, "wb") as sink:
        JudgeProcess(source, sink).run()


if __name__ == "__main__":
    main(sys.argv[1:])
