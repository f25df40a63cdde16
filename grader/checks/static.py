"""Grades types and style: mypy, ruff and the syntax rules, for all submissions of a run in one go.

Trusted side: turns what the tools say into results of the checks `types` and `style`. The text shown to a student comes
from the student's own files only, so nothing hidden can get out; it is hostile all the same and is made harmless here.
"""

from __future__ import annotations

import secrets
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from grader.checks import ast_rules
from grader.checks.static_tools import Bench, FileFacts, Finding, Toolbox, Unit, find_toolbox
from grader.errors import CourseError, Problem
from grader.model import CheckPlan, CheckResult, Exercise, Outcome
from grader.reports import safe_text
from grader.sandbox.launch import Confinement
from grader.sandbox.staging import Staging

Key = TypeVar("Key", bound=Hashable)

TYPES_ID = "types"
STYLE_ID = "style"
TYPES_TITLE = "Your type hints hold: mypy --strict has nothing to object to"
STYLE_TITLE = "Your code keeps to the style of the course"
SHOWN_FINDINGS = 3
SHOWN_TEXT = 200
UNITS_AT_ONCE = 100
"""So that memory stays flat and a submission that hangs costs the time of a hundred, not of a whole term."""

_TOO_MUCH = "the tool that reads your code does not come to an end on it, or breaks down over it; write it more simply"


@dataclass(frozen=True)
class StaticRequest(Generic[Key]):
    """The files of one exercise in one submission; `key` names the result."""

    key: Key
    exercise: Exercise
    files: Mapping[str, bytes]


@dataclass(frozen=True)
class StaticResult:
    """The results of the static checks that the exercise has, in the order of its plan."""

    checks: tuple[CheckResult, ...]


def static_plan(exercise: Exercise) -> list[CheckPlan]:
    """The static checks of an exercise; none where no points are given for them."""
    plan = []
    if exercise.typed_points > 0 and exercise.typed_files:
        plan.append(CheckPlan(TYPES_ID, TYPES_TITLE, exercise.typed_points, exercise.typed_task))
    if exercise.style_points > 0:
        plan.append(CheckPlan(STYLE_ID, STYLE_TITLE, exercise.style_points, exercise.style_task))
    return plan


def run_static(
    confinement: Confinement,
    staging: Staging,
    requests: Iterable[StaticRequest[Key]],
    *,
    rules: Path | None = None,
    references: Mapping[str, Mapping[str, bytes]] | None = None,
    toolbox: Toolbox | None = None,
) -> dict[Key, StaticResult]:
    """Results of `types` and `style` for all requests.

    `rules` is the course's ruff.toml (None: a short list of rules); `references` are right solutions by exercise id, on
    which the tools must work before a submission that they die of is called wrong. Raises GraderFault where they do
    not, CourseError for rules that do not exist, UsageError where a tool is not installed, and WorkerLost.
    """
    asked = list(requests)
    _demand_rules(request.exercise for request in asked)
    jobs = _Jobs(references or {})
    places = [(request.key, jobs.place(request.exercise, request.files)) for request in asked]
    todo = list(jobs.jobs.values())
    found: dict[str, StaticResult] = {}
    if todo:
        with Bench(confinement, staging, toolbox or find_toolbox(), rules) as bench:
            for start in range(0, len(todo), UNITS_AT_ONCE):
                found.update(_grade(bench, todo[start : start + UNITS_AT_ONCE]))
    return {key: found[place] if place else StaticResult(()) for key, place in places}


def _demand_rules(exercises: Iterable[Exercise]) -> None:
    """Raise CourseError for rules that do not exist, all of them at once."""
    problems = {
        Problem(f"weeks/{exercise.id}/exercise.toml", "style.rules", complaint, "write a name from the list")
        for exercise in exercises
        for rule in exercise.style_rules
        if (complaint := ast_rules.problem(rule))
    }
    if problems:
        raise CourseError(sorted(problems, key=str))


@dataclass(frozen=True)
class _Job:
    """What one unit is for."""

    exercise: Exercise
    unit: Unit


class _Jobs:
    """Gives each set of files a folder; equal files of one exercise, such as a stub left alone, are done once."""

    def __init__(self, references: Mapping[str, Mapping[str, bytes]]) -> None:
        self.references = references
        self.jobs: dict[str, _Job] = {}
        self._exercises: dict[str, int] = {}
        self._known: dict[tuple[str, tuple[tuple[str, bytes], ...]], str] = {}

    def place(self, exercise: Exercise, files: Mapping[str, bytes]) -> str:
        """The folder of these files; empty where the exercise has no static checks."""
        if not static_plan(exercise):
            return ""
        wanted = {name: files[name] for name in _names(exercise) if name in files}
        known = (exercise.id, tuple(sorted(wanted.items())))
        if known not in self._known:
            number = self._exercises.setdefault(exercise.id, len(self._exercises) + 1)
            # Not to be guessed: mypy follows imports, and would tell one submission what is in another.
            folder = f"s{secrets.randbelow(10**18):018d}_e{number}"
            reference = self.references.get(exercise.id)
            right = None if reference is None else self._unit(f"r0_e{number}", exercise, reference)
            self._known[known] = folder
            self.jobs[folder] = _Job(exercise, replace(self._unit(folder, exercise, wanted), reference=right))
        return self._known[known]

    def _unit(self, folder: str, exercise: Exercise, files: Mapping[str, bytes]) -> Unit:
        wanted = {name: files[name] for name in _names(exercise) if name in files}
        typed = tuple(name for name in exercise.typed_files if name in wanted) if exercise.typed_points > 0 else ()
        rules = {name: _rules_for(exercise, name) for name in wanted}
        return Unit(folder, wanted, typed, rules if exercise.style_points > 0 else {})


def _names(exercise: Exercise) -> list[str]:
    """The Python files of an exercise that a student may hand in, in the order of the manifest."""
    names = dict.fromkeys([*exercise.student_files, *exercise.optional_files, *exercise.typed_files])
    return [name for name in names if name.endswith(".py")]


def _rules_for(exercise: Exercise, name: str) -> tuple[str, ...]:
    """The syntax rules of one file: a student's tests may be shaped as they like."""
    if exercise.own_tests is not None and name == exercise.own_tests.file:
        return ()
    first = name == exercise.student_files[0]
    return tuple(rule for rule in exercise.style_rules if first or not ast_rules.first_file_only(rule))


def _grade(bench: Bench, jobs: Sequence[_Job]) -> dict[str, StaticResult]:
    facts = bench.examine([job.unit for job in jobs])
    # What mypy alone dies of can still be judged for its style.
    dead = {job.unit.folder for job in jobs if facts[job.unit.folder] is None and job.unit.typed}
    untyped = [replace(job.unit, typed=()) for job in jobs if job.unit.folder in dead]
    facts.update(bench.examine(untyped))
    lintable: list[Unit] = []
    for job in jobs:
        known = facts[job.unit.folder]
        if job.exercise.style_points > 0 and known is not None:
            whole = {name: data for name, data in job.unit.files.items() if known[name].broken is None}
            lintable.append(replace(job.unit, files=whole))
    lint = bench.lint(lintable)
    results = {}
    for job in jobs:
        folder = job.unit.folder
        view = _View(job.exercise, facts[folder], lint.get(folder, {}), types_died=folder in dead)
        results[folder] = StaticResult(tuple(view.result(check) for check in static_plan(job.exercise)))
    return results


@dataclass(frozen=True)
class _View:
    """All that is known of one unit; `facts` or `lint` is None where a tool died of it."""

    exercise: Exercise
    facts: Mapping[str, FileFacts] | None
    lint: Mapping[str, Sequence[Finding]] | None
    types_died: bool

    def result(self, check: CheckPlan) -> CheckResult:
        """The result of one static check."""
        types = check.id == TYPES_ID
        names = self.exercise.typed_files if types else tuple(_names(self.exercise))
        empty = CheckResult(check.id, check.title, Outcome.NOT_RUN, 0, check.points, check.task)
        facts = self.facts
        if facts is None or (types and self.types_died) or (not types and self.lint is None):
            return replace(empty, outcome=Outcome.WRONG, message=_TOO_MUCH)
        due = self.exercise.typed_files if types else self.exercise.student_files
        missing = [name for name in due if name.endswith(".py") and name not in facts]
        if missing:
            return replace(empty, message=f"{missing[0]} was not handed in")
        for name, known in facts.items():
            for line, task in known.unfinished:
                # A stub has good types and good style: points for those are for code that was written.
                if check.task in (0, task):
                    message = f"line {line} of {name} is still the stub's; this check waits for your own code"
                    return replace(empty, message=message, file=name, line=line)
        found = [(name, finding) for name in names if name in facts for finding in self._findings(name, types=types)]
        stuck = [name for name in names if types and name in facts and facts[name].types is None]
        if stuck:
            return replace(empty, outcome=Outcome.WRONG, message=_TOO_MUCH, file=stuck[0], line=1)
        if not found:
            return replace(empty, outcome=Outcome.PASSED, points=check.points)
        file, first = found[0]
        return replace(empty, outcome=Outcome.WRONG, message=_message(found), file=file, line=max(1, first.line))

    def _findings(self, name: str, *, types: bool) -> list[Finding]:
        known = (self.facts or {})[name]
        if known.broken is not None:
            return [known.broken]
        return sorted(known.types or () if types else (*known.rules, *(self.lint or {}).get(name, ())))


def _message(found: Sequence[tuple[str, Finding]]) -> str:
    """The first findings, a line each; file names only where there is more than one."""
    several = len({name for name, _ in found}) > 1
    shown = []
    for name, finding in found[:SHOWN_FINDINGS]:
        where = f"{name}, line {finding.line}" if several else f"line {finding.line}"
        shown.append(f"{where}: {_harmless(finding.text, SHOWN_TEXT)} [{_harmless(finding.code, 40)}]")
    return "\n".join(shown)


def _harmless(text: str, most: int) -> str:
    """Text that may be the student's as one line of printable characters."""
    line = safe_text.line(" ".join(text.split()), most)
    return "".join(char for char in line if char.isprintable())
