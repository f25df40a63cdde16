"""Puts submissions to the judge: stages them, schedules them, retries alone what needs it, and adds up the verdicts.

Used for a class and for the course's own right and wrong solutions alike. Returns results; writes nothing anywhere but
in the run's staging folder.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.catalogue.course import Course
from grader.catalogue.introduced import uses
from grader.catalogue.wrong import WrongSolution, read_alternatives, read_mutants, read_wrong
from grader.checks.static import StaticRequest, run_static, static_plan
from grader.course.handed import defined_names, modules_of
from grader.course.intake import Taken
from grader.course.quiz import judge_quiz
from grader.errors import CourseError, Problem
from grader.judge.own_tests import OWN_TESTS_IDS
from grader.judge.protocol import EMPTY_BOX, REFERENCE_BOX
from grader.judge.scheduler import Job, Scheduler
from grader.model import CheckResult, Exercise, ExerciseResult, Kind, Outcome, Verdict
from grader.sandbox.launch import Confinement
from grader.sandbox.libraries import copy_libraries
from grader.sandbox.staging import Staging

MARGIN_SECONDS = 60.0
PERHAPS = "Perhaps this is it:"  # another mistake may fail the same checks
WORKSHOP = "workshop"
"""What probes import to build and install."""


@dataclass(frozen=True)
class Item:
    """Something to judge: a name that is unique in the run, and what was handed in for each exercise."""

    name: str
    taken: tuple[Taken, ...]
    quick: bool = False
    """Whether it is enough to know that some check fails: nothing is shrunk, retried or checked statically."""


@dataclass(frozen=True)
class Judged:
    """An item's results, one for each of its exercises in their order."""

    item: Item
    results: tuple[ExerciseResult, ...]


@dataclass
class Settings:
    """How to judge: `seed` decides all inputs; `started` and `done` are told about progress."""

    confinement: Confinement
    jobs: int = 1
    seed: int = 0
    debug: bool = False
    quiet_control: bool = False
    """Whether a reference that fails is left to the caller to see instead of stopping the run."""
    shuffle: bool = False
    """Whether the checks of each exercise are put in another order, as far as they depend on none."""
    progress: Callable[[str], None] = field(default=lambda _: None)


class Judging:
    """One run over some exercises of a course; a context manager that leaves nothing behind."""

    def __init__(self, course: Course, exercises: Sequence[Exercise], settings: Settings) -> None:
        self.course, self.settings = course, settings
        self.layout = course.layout
        self.exercises = {item.id: item for item in exercises if item.kind is not Kind.QUIZ}
        self.wrong: dict[str, tuple[WrongSolution, ...]] = {
            item.id: read_wrong(item, self.layout) for item in self.exercises.values()
        }
        self.staging = Staging()
        self.scheduler: Scheduler | None = None
        self.static: dict[tuple[str, str], tuple[CheckResult, ...]] = {}

    def __enter__(self) -> Judging:
        return self

    def __exit__(self, *_: object) -> None:
        if self.scheduler is not None:
            self.scheduler.__exit__()
        self.staging.close()

    def run(self, items: Sequence[Item]) -> Iterator[Judged]:
        """Yield each item's results as they come; those that need a second try alone come last."""
        waiting = {item.name: item for item in items}
        jobs = [item for item in items if any(_is_judged(taken) and taken.ready for taken in item.taken)]
        # Even where nothing was handed in, only the plan knows how many points that costs.
        if any(_is_judged(taken) for item in items for taken in item.taken):
            self._launch(len(jobs))
        self._check_statically(jobs)
        if self.scheduler is not None:
            self._start()
        named = {item.name for item in jobs}
        for item in items:
            if item.name not in named:
                yield Judged(waiting.pop(item.name), tuple(self._finish(item, taken, None) for taken in item.taken))
        if not jobs:
            return
        scheduler = self._start()
        again: list[tuple[Item, dict[str, ExerciseResult]]] = []
        for done in scheduler.run(self._job(item) for item in jobs):
            item = waiting.pop(done.job.name)
            self.staging.drop(self.staging.boxes / item.name)
            results = {f"{result.week}/{result.exercise}": result for result in done.results or ()}
            if done.results is None or (not item.quick and any(_doubtful(result) for result in results.values())):
                again.append((item, results))
                continue
            yield self._judged(item, results)
        for item, results in again:
            yield self._judged(item, self._alone(scheduler, item, results))

    def controls(self) -> list[ExerciseResult]:
        """How the reference of each exercise fares; starts the judges if need be."""
        return self._start().controls

    def _alone(self, scheduler: Scheduler, item: Item, results: dict[str, ExerciseResult]) -> dict[str, ExerciseResult]:
        """Judge again, with nothing else running, what timed out or failed through a fault of ours."""
        doubtful = {
            taken.exercise.id
            for taken in item.taken
            if taken.ready and (taken.exercise.id not in results or _doubtful(results[taken.exercise.id]))
        }
        only = Item(item.name, tuple(taken for taken in item.taken if taken.exercise.id in doubtful))
        for done in scheduler.run([self._job(only)]):
            self.staging.drop(self.staging.boxes / item.name)
            if done.results is None:
                results = {**results, **{id_: _lost(self.exercises[id_]) for id_ in doubtful if id_ in self.exercises}}
                continue
            for result in done.results:
                id_ = f"{result.week}/{result.exercise}"
                results = {**results, id_: dataclasses.replace(result, confirmed_alone=True)}
        return results

    # --- getting ready ------------------------------------------------------------------------------------------

    def _launch(self, jobs: int) -> Scheduler:
        """Judges that get ready meanwhile, as many as there is work for."""
        if self.scheduler is None:
            self.scheduler = Scheduler(self._config(), self.settings.jobs)
            self.scheduler.launch(max(1, jobs))
        return self.scheduler

    def _start(self) -> Scheduler:
        """Judges that have tried the reference. Raises CourseError where it does not get full marks."""
        scheduler = self._launch(1)
        if not scheduler.plans:
            self.settings.progress("collecting the hidden checks")
            try:
                scheduler.start()
            except CourseError as error:
                raise CourseError([self._from_root(problem) for problem in error.problems]) from None
            problems = [] if self.settings.quiet_control else list(self._control_problems(scheduler.controls))
            if problems:
                raise CourseError(problems)
        return scheduler

    def _control_problems(self, controls: Iterable[ExerciseResult]) -> Iterator[Problem]:
        for control in controls:
            exercise = self.exercises[f"{control.week}/{control.exercise}"]
            file = self.layout.relative(self.layout.checks(exercise))
            for check in control.checks:
                if check.outcome is not Outcome.PASSED:
                    why = f": {check.message}" if check.message else ""
                    yield Problem(file, check.id, f"the reference does not pass it ({check.outcome}{why})", "mend it")
            if control.verdict is not Verdict.GRADED and not any(
                item.outcome is Outcome.PASSED for item in control.checks
            ):
                yield Problem(file, "", f"the reference is {control.verdict}: {control.message}", "mend the reference")

    def _from_root(self, problem: Problem) -> Problem:
        """A problem as people read it: judges know whole paths only."""
        path = Path(problem.file)
        inside = path.is_relative_to(self.layout.root)
        return dataclasses.replace(problem, file=self.layout.relative(path)) if inside else problem

    def _config(self) -> dict[str, Any]:
        references: dict[str, dict[str, bytes]] = {}
        described: list[dict[str, Any]] = []
        warm: set[str] = set()
        for number, exercise in enumerate(self.exercises.values()):
            paths = zip(exercise.student_files, self.layout.reference_files(exercise), strict=True)
            files = {name: path for name, path in paths if path.is_file()}
            references[exercise.folder] = {name: path.read_bytes() for name, path in files.items()}
            probes = self.layout.probes(exercise)
            try:
                name = self.staging.probes(probes, str(number)).name if probes.is_file() else ""
            except SyntaxError as error:
                where = self.layout.relative(probes)
                raise CourseError([Problem(where, f"line {error.lineno}", f"{error.msg}", "mend it")]) from None
            asked = uses(probes.read_bytes()).modules if name else frozenset()
            sources = (path for path in files.values() if path.suffix == ".py")
            warm |= asked.union(*(uses(path.read_bytes()).modules for path in sources))
            described.append(
                {
                    "exercise": {**dataclasses.asdict(exercise), "ladders": ()},
                    "checks": str(self.layout.checks(exercise)),
                    "probes": name,
                    "modules": modules_of(exercise),
                    "own_tests": self._own_tests(exercise),
                    "workshop": exercise.kind is Kind.PACKAGE or WORKSHOP in asked,
                }
            )
        offered = sorted({name for exercise in self.exercises.values() for name in exercise.libraries})
        self.staging.box(REFERENCE_BOX, references)
        self.staging.box(EMPTY_BOX, {})
        return {
            "event": "config",
            "exercises": described,
            "seed": self.settings.seed,
            "shuffle": self.settings.shuffle,
            "staging": str(self.staging.root),
            "confinement": dataclasses.asdict(self.settings.confinement),
            "warm": sorted(name for name in warm if name.partition(".")[0] in sys.stdlib_module_names),
            "libraries": sysconfig.get_path("purelib"),
            "offered": str(copy_libraries(offered, self.staging.root / "libraries")) if offered else "",
            "debug": self.settings.debug,
        }

    def _own_tests(self, exercise: Exercise) -> dict[str, Any] | None:
        """Right and wrong implementations by module name and file, for the judge to read."""
        own = exercise.own_tests
        if own is None:
            return None
        rights = [self.layout.own_test_implementation(exercise)]
        rights += [item.path for item in read_alternatives(exercise, self.layout) if item.path.is_file()]
        wrongs = [(str(item.path), item.description) for item in read_mutants(exercise, self.layout)]
        return {"target": own.target, "rights": [str(path) for path in rights], "wrongs": wrongs}

    def _job(self, item: Item) -> Job:
        """Stage an item's files and describe them to the judge by their sizes only."""
        files: dict[str, dict[str, bytes]] = {}
        handed: dict[str, dict[str, Any]] = {}
        seconds = MARGIN_SECONDS
        for taken in item.taken:
            exercise = taken.exercise
            if not taken.ready or exercise.kind is Kind.QUIZ:
                continue
            files[exercise.folder] = taken.files
            own = exercise.own_tests
            handed[exercise.id] = {
                "lines": {name: content.count(b"\n") + 1 for name, content in taken.files.items()},
                "names": defined_names(taken.files.values()),
                "as_stub": self._is_stub(taken),
                "quick": item.quick,
                "own_digest": hashlib.sha256(taken.files[own.file]).hexdigest()
                if own and own.file in taken.files
                else "",
            }
            limits = exercise.limits
            seconds += 3 * (limits.load_seconds + limits.exercise_seconds) * (12 if own else 1)
        self.staging.box(item.name, files)
        return Job(item.name, handed, seconds)

    def _is_stub(self, taken: Taken) -> bool:
        main = taken.exercise.student_files[0]
        stub = self.layout.stub_files(taken.exercise)[0]
        return stub.is_file() and _normal(taken.files.get(main, b"")) == _normal(stub.read_bytes())

    def _check_statically(self, items: Sequence[Item]) -> None:
        """Types and style of all items in one go."""
        requests = [
            StaticRequest((item.name, taken.exercise.id), taken.exercise, taken.files)
            for item in items
            for taken in item.taken
            if taken.ready and not item.quick and static_plan(taken.exercise)
        ]
        if not requests:
            return
        self.settings.progress("checking types and style")
        found = run_static(
            self.settings.confinement,
            self.staging,
            requests,
            rules=self.layout.style_rules if self.layout.style_rules.is_file() else None,
            references={
                exercise.id: {path.name: path.read_bytes() for path in self.layout.reference_files(exercise)}
                for exercise in self.exercises.values()
                if static_plan(exercise)
            },
        )
        self.static.update({key: result.checks for key, result in found.items()})

    # --- adding up ----------------------------------------------------------------------------------------------

    def _judged(self, item: Item, results: dict[str, ExerciseResult]) -> Judged:
        return Judged(item, tuple(self._finish(item, taken, results.get(taken.exercise.id)) for taken in item.taken))

    def _finish(self, item: Item, taken: Taken, result: ExerciseResult | None) -> ExerciseResult:
        """The verdict on one exercise: what the judge says, the static checks, and the reply of a known mistake."""
        exercise = taken.exercise
        if exercise.kind is Kind.QUIZ:
            return judge_quiz(exercise, self.layout, taken)
        if taken.verdict is not None:
            return ExerciseResult(
                exercise.week, exercise.slug, taken.verdict, self._blank(exercise), message=taken.message
            )
        if result is None:
            return _lost(exercise)
        static = self.static.get((item.name, exercise.id), ())
        if result.verdict in (Verdict.NOT_STARTED, Verdict.IMPORT_FAILED):
            # A stub that is typed and tidy has not earned anything yet.
            static = tuple(
                dataclasses.replace(check, outcome=Outcome.NOT_RUN, points=0, message="did not run", line=0)
                for check in static
            )
        result = dataclasses.replace(result, checks=(*result.checks, *static))
        known = self._misconception(exercise, result)
        if known is not None:
            result = dataclasses.replace(result, misconception=known.misconception, reply=f"{PERHAPS} {known.reply}")
        return result

    def _blank(self, exercise: Exercise) -> tuple[CheckResult, ...]:
        plans = self.scheduler.plans.get(exercise.id, []) if self.scheduler else []
        return tuple(
            CheckResult(plan.id, plan.title, max_points=plan.points, task=plan.task, message="did not run")
            for plan in (*plans, *static_plan(exercise))
        )

    def _misconception(self, exercise: Exercise, result: ExerciseResult) -> WrongSolution | None:
        """The named wrong solution that fails exactly the same checks; none for work that is not finished yet."""
        unfinished = any(check.outcome is Outcome.NOT_RUN and check.id not in OWN_TESTS_IDS for check in result.checks)
        if result.verdict is not Verdict.GRADED or unfinished:
            return None
        failed = failed_checks(result)
        for wrong in self.wrong[exercise.id]:
            if failed and frozenset(wrong.fails) == failed:
                return wrong
        return None


def failed_checks(result: ExerciseResult) -> frozenset[str]:
    """Names of the checks that did not pass, without parameters and without those on the student's own tests."""
    return frozenset(
        check.id.partition("[")[0]
        for check in result.checks
        if check.outcome is not Outcome.PASSED and check.id not in OWN_TESTS_IDS
    )


def _is_judged(taken: Taken) -> bool:
    return taken.exercise.kind is not Kind.QUIZ


def _doubtful(result: ExerciseResult) -> bool:
    """Whether a result must be seen once more, alone, before it counts."""
    if result.verdict is Verdict.GRADER_ERROR:
        return True
    return any(check.outcome is Outcome.TIMEOUT for check in result.checks)


def _lost(exercise: Exercise) -> ExerciseResult:
    return ExerciseResult(
        exercise.week,
        exercise.slug,
        Verdict.GRADER_ERROR,
        message="the judge was lost over this exercise twice; it has to be graded by hand",
    )


def _normal(content: bytes) -> bytes:
    return b"\n".join(line.strip() for line in content.splitlines() if line.strip())


def default_jobs() -> int:
    """As many judges as the machine has processors that this process may use."""
    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def titles(exercises: Iterable[Exercise]) -> dict[str, str]:
    """Titles by exercise id, and of tasks by exercise id with `#` and the task's number, for reports."""
    found: dict[str, str] = {}
    for exercise in exercises:
        found[exercise.id] = exercise.title
        found.update({f"{exercise.id}#{task.number}": task.title for task in exercise.tasks})
    return found
