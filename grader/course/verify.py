"""Proves a course by its own solutions: the stub earns nothing, every right one everything, every wrong one is seen.

All of them are graded as submissions are, by the same judges in the same sandboxes. Everything that is found is
reported at once; nothing stops at the first problem.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from grader.catalogue.course import Course
from grader.catalogue.wrong import read_alternatives, read_wrong
from grader.course import verify_examples, verify_text
from grader.course.intake import Taken
from grader.course.judging import Item, Judged, Judging, Settings, failed_checks
from grader.course.mutants import Mutant, mutants_of_each, read_equivalents
from grader.errors import CourseError, Problem
from grader.model import Exercise, ExerciseResult, Kind, Outcome, Verdict
from grader.sandbox.launch import Confinement

_Item = TypeVar("_Item")
Made = dict[str, list[tuple[str, Mutant]]]
"""By exercise id the mutants of its reference, each with the name of its file."""

REFERENCE_RUNS = 5
KILL_RATE = 0.9
UNLIKELY = 0.01
"""A sample that checks which are good enough would give less often than this says that they are not."""


@dataclass
class MutantCount:
    """How many mutants were judged, how many were noticed, how many cannot be, and those that got away."""

    total: int = 0
    killed: int = 0
    equivalent: int = 0
    survivors: list[str] = field(default_factory=list)
    known: int = 0
    """All that can be made of the reference; where a verification is to be short, not all of them are judged."""

    @property
    def rate(self) -> float:
        """Share of the noticed among those that can be noticed; what was not judged counts as noticed."""
        able = max(self.known, self.total) - self.equivalent
        return 1.0 - self._escaped / able if able else 1.0

    @property
    def _escaped(self) -> int:
        return self.total - self.equivalent - self.killed

    @property
    def is_enough(self) -> bool:
        """Whether checks that notice 90 % of all mutants could, by chance, have missed so many of those judged.

        Where all were judged the share decides. Of a sample it is the upper tail of the hypergeometric distribution:
        the rest is not known, and counting it as noticed would let a large reference pass whatever the sample says.
        """
        if self.rate < KILL_RATE:
            return False
        judged = self.total - self.equivalent
        able = max(self.known, self.total) - self.equivalent
        allowed = able - math.ceil(able * KILL_RATE)
        ways = sum(
            math.comb(allowed, missed) * math.comb(able - allowed, judged - missed)
            for missed in range(self._escaped, min(judged, allowed) + 1)
        )
        return ways >= UNLIKELY * math.comb(able, judged)


@dataclass
class Verification:
    """What was found out about one exercise."""

    exercise: Exercise
    stub_points: int = 0
    reference_points: int = 0
    max_points: int = 0
    checks: int = 0
    wrong: list[tuple[str, int]] = field(default_factory=list)
    alternatives: list[tuple[str, int]] = field(default_factory=list)
    mutants: MutantCount = field(default_factory=MutantCount)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class VerifyOptions:
    """How to verify."""

    confinement: Confinement
    jobs: int = 1
    mutants: bool = False
    seed: int = 1
    most_mutants: int = 0
    """Of each reference at most so many mutants, spread over all of it; 0 for all."""
    wrong: bool = True
    """Whether wrong solutions are graded as well; without them the references are run twice and not five times."""
    debug: bool = False
    phase: Callable[[str], None] = field(default=lambda _: None)
    advance: Callable[[int, int], None] = field(default=lambda *_: None)
    """Told how many solutions are done and how many there are."""


@dataclass(frozen=True)
class _Solution:
    """Something of the course that is graded: what it is and under which name."""

    exercise: Exercise
    role: str
    name: str
    files: dict[str, bytes]
    mutant: Mutant | None = None
    known: int = 0
    """Of a mutant: how many the reference has."""


def verify(course: Course, exercises: Sequence[Exercise], options: VerifyOptions) -> list[Verification]:
    """Verify the exercises; problems lie in the result. Raises CourseError where no judge can be started at all."""
    graded = [exercise for exercise in exercises if exercise.kind is not Kind.QUIZ]
    found = {exercise.id: Verification(exercise) for exercise in graded}
    options.phase("reading")
    for exercise in graded:
        found[exercise.id].problems += verify_text.problems(course, exercise)
    options.phase("running examples and visible tests")
    for exercise_id, problem in verify_examples.problems(course, graded, options.jobs):
        found[exercise_id].problems.append(problem)
    made: Made = {}
    if options.mutants:
        options.phase("making mutants")
        made = _make_mutants(course, graded, options)
    _grade_what_can_be_graded(course, graded, found, options, made)
    if options.mutants:
        for item in found.values():
            _judge_rate(course, item)
    return list(found.values())


def _grade_what_can_be_graded(
    course: Course,
    exercises: list[Exercise],
    found: dict[str, Verification],
    options: VerifyOptions,
    made: Made,
) -> None:
    """Grade all solutions; an exercise whose checks do not work has that problem and keeps none of the others back."""
    while exercises:
        try:
            _grade_all(course, exercises, found, options, made)
        except CourseError as error:
            broken = _spread(error.problems, found, course)
            exercises = [exercise for exercise in exercises if exercise.id not in broken]
        else:
            _repeat_reference(course, exercises, found, options)
            return


def _make_mutants(course: Course, exercises: Sequence[Exercise], options: VerifyOptions) -> Made:
    """Of each reference all mutants, with the names of the files that they are in the place of."""
    files = [
        (exercise.id, name, path)
        for exercise in exercises
        for name, path in zip(exercise.student_files, course.layout.reference_files(exercise), strict=True)
        if name in _mutated(exercise)
    ]
    found: Made = {exercise.id: [] for exercise in exercises}
    mutants = mutants_of_each([path.read_bytes() for _, _, path in files], options.jobs)
    for (exercise_id, name, _), some in zip(files, mutants, strict=True):
        found[exercise_id] += [(name, mutant) for mutant in some]
    return found


def _solutions(course: Course, exercise: Exercise, options: VerifyOptions, made: Made) -> Iterator[_Solution]:
    layout = course.layout
    names = (*exercise.student_files, *exercise.optional_files)
    stubs = zip(names, (*layout.stub_files(exercise), *layout.optional_stub_files(exercise)), strict=True)
    yield _Solution(exercise, "stub", "stub", {name: path.read_bytes() for name, path in stubs if path.is_file()})
    references = zip(exercise.student_files, layout.reference_files(exercise), strict=True)
    reference = {name: path.read_bytes() for name, path in references}
    yield _Solution(exercise, "reference", "reference", reference)
    for variant in read_alternatives(exercise, layout):
        files = layout.solution_files(exercise, variant.path)
        yield _Solution(
            exercise, "alternative", variant.name, {name: path.read_bytes() for name, path in files.items()}
        )
    for wrong in read_wrong(exercise, layout) if options.wrong else ():
        files = layout.solution_files(exercise, wrong.path)
        yield _Solution(exercise, "wrong", wrong.name, {name: path.read_bytes() for name, path in files.items()})
    known = made.get(exercise.id, [])
    for main, mutant in spread(known, options.most_mutants):
        mutated = {**reference, main: mutant.source}
        yield _Solution(exercise, "mutant", mutant.name, mutated, mutant, known=len(known))


def spread(items: Sequence[_Item], most: int) -> list[_Item]:
    """At most so many of the items, from the first to the last at even distances; all of them where `most` is 0."""
    if not 0 < most < len(items):
        return list(items)
    return [items[number * len(items) // most] for number in range(most)]


def _mutated(exercise: Exercise) -> list[str]:
    """The files whose mutants the checks must notice: the module under check, or all code of a tree."""
    if exercise.kind is Kind.PACKAGE:
        return [name for name in exercise.student_files if name.endswith(".py")]
    return [exercise.student_files[0]]


def _grade_all(
    course: Course,
    exercises: list[Exercise],
    found: dict[str, Verification],
    options: VerifyOptions,
    made: Made,
) -> None:
    """Grade every solution and enter what came of it, all or, where CourseError is raised, none."""
    wanted = [solution for exercise in exercises for solution in _solutions(course, exercise, options, made)]
    solutions = {f"v{number:05d}": solution for number, solution in enumerate(wanted)}
    settings = Settings(
        options.confinement, options.jobs, options.seed, options.debug, quiet_control=True, progress=options.phase
    )
    items = [
        Item(name, (Taken(solution.exercise, solution.files),), quick=solution.role == "mutant")
        for name, solution in solutions.items()
    ]
    with Judging(course, exercises, settings) as judging:
        results = []
        for number, judged in enumerate(judging.run(items), start=1):
            results.append(judged)
            options.advance(number, len(items))
        for judged in sorted(results, key=lambda one: one.item.name):
            solution = solutions[judged.item.name]
            _enter(course, found[solution.exercise.id], solution, judged)
        plans = judging.scheduler.plans if judging.scheduler else {}
        for exercise in exercises:
            plan = plans.get(exercise.id, [])
            found[exercise.id].checks = len(plan)
            found[exercise.id].problems += verify_text.coverage_problems(course, exercise, plan)


def _enter(course: Course, item: Verification, solution: _Solution, judged: Judged) -> None:
    """Write one solution's result into the verification of its exercise."""
    result = judged.results[0]
    if result.verdict is Verdict.GRADER_ERROR:
        item.problems.append(
            _problem(course, solution, f"the grader failed on it: {result.message}", "run again with --debug")
        )
        return
    if solution.role == "stub":
        item.stub_points = result.points
        if result.points or result.verdict is not Verdict.NOT_STARTED:
            earned = ", ".join(check.id for check in result.checks if check.points)
            why = (
                f"earns {result.points} points ({earned})"
                if result.points
                else f"is {result.verdict}, {_first(result)}"
            )
            item.problems.append(_problem(course, solution, f"the stub {why}", "no check may pass on the stub"))
    elif solution.role == "reference":
        item.reference_points, item.max_points = result.points, result.max_points
        if result.points < result.max_points or _missed(result):
            item.problems.append(_problem(course, solution, f"is not right: {_first(result)}", "mend it or the check"))
    elif solution.role == "alternative":
        item.alternatives.append((solution.name, result.points))
        if result.points < result.max_points:
            message = f"gets {result.points} of {result.max_points}: {_first(result)}"
            item.problems.append(_problem(course, solution, message, "a right solution must get full marks"))
    elif solution.role == "wrong":
        _enter_wrong(course, item, solution, result)
    elif solution.mutant is not None:
        item.mutants.known = solution.known
        _enter_mutant(course, item, solution.mutant, result)


def _enter_wrong(course: Course, item: Verification, solution: _Solution, result: ExerciseResult) -> None:
    item.wrong.append((solution.name, result.points))
    wrong = next(one for one in read_wrong(solution.exercise, course.layout) if one.name == solution.name)
    failed = failed_checks(result)
    if result.verdict is not Verdict.GRADED:
        message = f"is {result.verdict}, not graded: {result.message}"
        item.problems.append(_problem(course, solution, message, "a wrong solution runs and earns something"))
    elif failed != frozenset(wrong.fails):
        message = f"fails {' '.join(sorted(failed)) or 'nothing'}, and says {' '.join(sorted(wrong.fails))}"
        item.problems.append(_problem(course, solution, message, "mend the checks, or its line Fails:"))
    elif result.points >= result.max_points:
        item.problems.append(_problem(course, solution, "gets full marks", "give the check that sees it points"))


def _enter_mutant(course: Course, item: Verification, mutant: Mutant, result: ExerciseResult) -> None:
    counted = item.mutants
    counted.total += 1
    equivalents = read_equivalents(course.layout.mutants_toml(item.exercise))
    declared = any(one.before == mutant.before and one.after == mutant.after for one in equivalents)
    survived = result.verdict is Verdict.GRADED and not _missed(result)
    if declared:
        counted.equivalent += 1
    elif survived:
        counted.survivors.append(mutant.name)
    else:
        counted.killed += 1


def _judge_rate(course: Course, item: Verification) -> None:
    if not item.mutants.is_enough:
        where = course.layout.relative(course.layout.checks(item.exercise))
        message = f"{item.mutants.killed} of {item.mutants.total - item.mutants.equivalent} mutants are noticed"
        listed = "; ".join(item.mutants.survivors[:5])
        item.problems.append(Problem(where, "", f"{message}; not: {listed}", "write checks that notice them"))


def _repeat_reference(
    course: Course, exercises: list[Exercise], found: dict[str, Verification], options: VerifyOptions
) -> None:
    """The reference again with other inputs and its checks in another order: the control of a run is just that."""
    runs = REFERENCE_RUNS if options.wrong else 2
    options.phase("references with other inputs")
    seeds = [options.seed * 1000 + run for run in range(2, runs + 1)]
    with ThreadPoolExecutor(options.jobs) as pool:
        told = list(pool.map(lambda seed: _controls(course, exercises, options, seed), seeds))
    for run, (seed, controls) in enumerate(zip(seeds, told, strict=True), start=2):
        if isinstance(controls, CourseError):
            _spread(controls.problems, found, course)
            return
        for control in controls:
            item = found[f"{control.week}/{control.exercise}"]
            if _missed(control) or control.verdict is not Verdict.GRADED:
                where = course.layout.relative(course.layout.checks(item.exercise))
                message = f"the reference fails in run {run}, seed {seed}: {_first(control)}"
                item.problems.append(Problem(where, "", message, "make the check depend on nothing but its inputs"))


def _controls(
    course: Course, exercises: list[Exercise], options: VerifyOptions, seed: int
) -> tuple[ExerciseResult, ...] | CourseError:
    """What one judge says of all references, or why it cannot judge."""
    settings = Settings(options.confinement, 1, seed, options.debug, quiet_control=True, shuffle=True)
    with Judging(course, exercises, settings) as judging:
        try:
            return tuple(judging.controls())
        except CourseError as error:
            return error


def _missed(result: ExerciseResult) -> bool:
    return any(check.outcome is not Outcome.PASSED for check in result.checks if not check.id.startswith("own_tests"))


def _first(result: ExerciseResult) -> str:
    for check in result.checks:
        if check.outcome is not Outcome.PASSED:
            return f"{check.id} is {check.outcome} ({check.message})"
    return result.message or result.verdict


def _problem(course: Course, solution: _Solution, message: str, fix: str) -> Problem:
    layout, exercise = course.layout, solution.exercise
    path = {
        "stub": layout.stub_files(exercise)[0],
        "reference": layout.reference_files(exercise)[0],
        "alternative": layout.alternatives_folder(exercise) / f"{solution.name}.py",
        "wrong": layout.wrong_folder(exercise) / f"{solution.name}.py",
        "mutant": layout.reference_files(exercise)[0],
    }[solution.role]
    return Problem(layout.relative(path), "", message, fix)


def _spread(problems: Sequence[Problem], found: dict[str, Verification], course: Course) -> set[str]:
    """Give each problem to the exercise whose folder it names, to all where it names none; the ids of those."""
    broken: set[str] = set()
    for problem in problems:
        named = [
            item
            for item in found.values()
            for folder in (course.layout.twin_folder(item.exercise), course.layout.exercise_folder(item.exercise))
            if problem.file.startswith(f"{course.layout.relative(folder)}/")
        ]
        for item in named or found.values():
            item.problems.append(problem)
            broken.add(item.exercise.id)
    return broken
