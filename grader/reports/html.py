"""One HTML file for a class: heat map, totals, misconceptions, faults, hardest checks, a section for each student.

The file loads nothing and runs nothing; its policy allows one style sheet, named by its hash. What is shown is worked
out here, how it looks is said in `templates/`. Knows the model only.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from statistics import median
from typing import NamedTuple

import jinja2
from markupsafe import Markup

from grader.model import CheckResult, ExerciseResult, Outcome, Report, SubmissionResult, Verdict
from grader.reports import protocol, safe_text
from grader.reports.protocol import FAILED, OUTCOME_WORDS, VERDICT_WORDS

TEMPLATES = Path(__file__).parent / "templates"
MESSAGE_BUDGET = 2_000_000
"""Characters of messages in one file; a class in which all fails gets shorter messages, not a file nobody can open."""
HARDEST = 3
BINS = tuple(range(0, 101, 10))
"""Lower ends of the bars of totals, in per cent; the last bar holds those who have all points."""


class Sign(NamedTuple):
    """How the state of a check is shown: class in the style sheet, sign in a cell, word for those who do not see it."""

    css: str
    sign: str
    word: str


SIGNS: dict[Outcome | Verdict, Sign] = {
    Outcome.PASSED: Sign("p", "·", "passed"),
    Outcome.WRONG: Sign("w", "\u00d7", "wrong"),
    Outcome.RAISED: Sign("e", "!", "raised an exception"),
    Outcome.TIMEOUT: Sign("t", "T", "took too long"),
    Outcome.CRASHED: Sign("c", "C", "crashed"),
    Outcome.MEMORY: Sign("m", "M", "out of memory"),
    Outcome.RESOURCE: Sign("l", "L", "over a limit"),
    Outcome.BAD_RETURN: Sign("b", "B", "returned no plain data"),
    Outcome.SKIPPED: Sign("s", "\u2013", "waits for another check"),
    Outcome.NOT_RUN: Sign("n", "/", "did not run"),
    Verdict.NOT_STARTED: Sign("o", "○", "not started"),
    Verdict.IMPORT_FAILED: Sign("i", "I", "cannot be imported"),
    Verdict.MISSING: Sign("x", "□", "nothing handed in"),
    Verdict.REJECTED: Sign("r", "R", "files refused"),
    Verdict.GRADER_ERROR: Sign("f", "?", "grader fault"),
}

SHORT_WORDS = {
    Verdict.NOT_STARTED: "not started",
    Verdict.IMPORT_FAILED: "no import",
    Verdict.MISSING: "missing",
    Verdict.REJECTED: "refused",
    Verdict.GRADER_ERROR: "fault",
}
"""What stands in the table of points in place of a number."""


@dataclass(frozen=True)
class Row:
    """A check of the heat map: its sentence, how many of those judged pass it, and each student's sign and link."""

    title: str
    passed: int
    judged: int
    cells: tuple[tuple[Sign, str], ...]
    commonest: str

    @property
    def share(self) -> float:
        """Share of those judged who pass; 1 where nobody was judged, which is not a hard check."""
        return self.passed / self.judged if self.judged else 1.0


@dataclass(frozen=True)
class Group:
    """An exercise of the class: its checks as rows."""

    id: str
    title: str
    week: str
    rows: tuple[Row, ...]

    @property
    def hardest(self) -> list[Row]:
        """The checks that the fewest pass, hardest first; none that all pass."""
        return sorted((row for row in self.rows if row.share < 1), key=lambda row: row.share)[:HARDEST]


@dataclass(frozen=True)
class Student:
    """A student with the anchor of the section and what the tables show."""

    anchor: str
    name: str
    result: SubmissionResult
    exercises: tuple[tuple[str, ExerciseResult], ...]
    """Anchors and exercises, in the order of the report."""

    @property
    def has_fault(self) -> bool:
        """Whether a part of the total is not known."""
        return any(found.verdict is Verdict.GRADER_ERROR for _, found in self.exercises)

    @property
    def share(self) -> float:
        """Points of those on offer, 0 to 1."""
        return self.result.points / self.result.max_points if self.result.max_points else 0.0

    def find(self, exercise: str) -> tuple[str, ExerciseResult] | None:
        """Anchor and result of an exercise, if this student has it."""
        return next((item for item in self.exercises if protocol.exercise_id(item[1]) == exercise), None)


@dataclass(frozen=True)
class Misconception:
    """A named mistake, the exercise it was met in, and who made it."""

    text: str
    exercise: str
    students: tuple[tuple[str, str], ...]
    """Links and names."""


class Bar(NamedTuple):
    """A bar of the distribution of totals."""

    label: str
    students: int


def render(report: Report) -> str:
    """The report as one HTML document."""
    students = _students(report)
    groups = [_group(report, exercise, students) for exercise in protocol.exercises_of(report)]
    style = _style()
    template = _environment().get_template("class.html.j2")
    return template.render(
        report=report,
        students=students,
        ranked=_ranked(students),
        groups=groups,
        misconceptions=_misconceptions(students),
        bars=_bars(students),
        facts=_facts(report, students, groups),
        faults=[(s, anchor, found) for s in students for anchor, found in s.exercises if _is_fault(found)],
        legend=_legend(groups),
        style=Markup(style),  # noqa: S704 (ours, read from a file of this package)
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii"),
        message_limit=_message_limit(report),
        alone=False,
    )


def render_student(report: Report, student: str) -> str:
    """The page of one student of the report as one HTML document, with nothing on it of anybody else."""
    alone = replace(report, submissions=tuple(item for item in report.submissions if item.student == student))
    [found] = _students(alone)
    style = _style()
    return (
        _environment()
        .get_template("alone.html.j2")
        .render(
            report=alone,
            student=found,
            weeks=sorted({result.week for _, result in found.exercises}),
            style=Markup(style),  # noqa: S704 (ours, read from a file of this package)
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii"),
            message_limit=_message_limit(alone),
            alone=True,
        )
    )


# -- students --------------------------------------------------------------------------------------------------------


def _students(report: Report) -> list[Student]:
    students = []
    for number, submission in enumerate(report.submissions, start=1):
        exercises = tuple((f"s{number}e{index}", found) for index, found in enumerate(submission.exercises, start=1))
        students.append(Student(f"s{number}", safe_text.name(submission.student), submission, exercises))
    return students


def _ranked(students: list[Student]) -> list[Student]:
    """Most points first: hard checks then show as a slope in the map, not as noise."""
    return sorted(students, key=lambda student: -student.share)


def _is_fault(found: ExerciseResult) -> bool:
    return found.verdict is Verdict.GRADER_ERROR


def _facts(report: Report, students: list[Student], groups: list[Group]) -> list[tuple[str, str]]:
    shares = [student.share for student in students if not student.has_fault]
    full = sum(all(_is_full(found) for _, found in student.exercises) for student in students)
    return [
        ("Students", str(len(students))),
        ("Exercises", str(len(groups))),
        ("Checks", str(sum(len(group.rows) for group in groups))),
        ("Median", f"{median(shares):.0%}" if shares else "-"),
        ("All points", str(full)),
        ("Needs a human", str(len(report.faults))),
    ]


def _is_full(found: ExerciseResult) -> bool:
    return found.verdict is Verdict.GRADED and found.points >= found.max_points


def _bars(students: list[Student]) -> list[Bar]:
    """How many totals fall into each tenth; students of whom a part was not judged are left out."""
    counts = Counter(int(student.share * 100) // 10 for student in students if not student.has_fault)
    labels = [f"{low}-{low + 9}" for low in BINS[:-1]] + ["100"]
    return [Bar(label, counts[index]) for index, label in enumerate(labels)]


def _misconceptions(students: list[Student]) -> list[Misconception]:
    met: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for student in students:
        for anchor, found in student.exercises:
            if found.misconception:
                key = (safe_text.line(found.misconception), protocol.exercise_id(found))
                met.setdefault(key, []).append((anchor, student.name))
    found_most = sorted(met.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Misconception(text, exercise, tuple(who)) for (text, exercise), who in found_most]


# -- checks ----------------------------------------------------------------------------------------------------------


def _group(report: Report, exercise: str, students: list[Student]) -> Group:
    columns = [(found, _by_id(found)) for found in (student.find(exercise) for student in _ranked(students))]
    plan: dict[str, CheckResult] = {}
    for _, checks in columns:
        for id_, check in checks.items():
            plan.setdefault(id_, check)
    rows = tuple(_row(check, columns) for check in sorted(plan.values(), key=lambda check: check.task))
    title = safe_text.line(protocol.exercise_title(report, exercise))
    return Group(exercise, title, exercise.partition("/")[0], rows)


def _by_id(found: tuple[str, ExerciseResult] | None) -> dict[str, CheckResult]:
    return {check.id: check for check in found[1].checks} if found else {}


def _row(check: CheckResult, columns: list[tuple[tuple[str, ExerciseResult] | None, dict[str, CheckResult]]]) -> Row:
    cells: list[tuple[Sign, str]] = []
    outcomes: list[Outcome] = []
    for column, checks in columns:
        anchor, found = column or ("", None)
        here = checks.get(check.id)
        if found is None:
            cells.append((SIGNS[Verdict.MISSING], ""))
        elif found.verdict is not Verdict.GRADED:
            cells.append((SIGNS[found.verdict], anchor if found.message else ""))
        else:
            outcome = here.outcome if here else Outcome.NOT_RUN
            outcomes.append(outcome)
            cells.append((SIGNS[outcome], anchor if outcome in FAILED else ""))
    failed = Counter(outcome for outcome in outcomes if outcome in FAILED).most_common(1)
    return Row(
        title=safe_text.line(check.title or check.id),
        passed=outcomes.count(Outcome.PASSED),
        judged=len(outcomes),
        cells=tuple(cells),
        commonest=OUTCOME_WORDS[failed[0][0]] if failed else "",
    )


def _legend(groups: Iterable[Group]) -> list[Sign]:
    """The signs that occur, in the order of outcomes."""
    used = {sign for group in groups for row in group.rows for sign, _ in row.cells}
    return [sign for sign in SIGNS.values() if sign in used]


# -- what templates ask for ------------------------------------------------------------------------------------------


class Part(NamedTuple):
    """A task of one student: what failed in full, the rest as numbers."""

    heading: str
    passing: int
    of: int
    failed: list[CheckResult]
    waiting: int
    not_run: int


def _parts(report: Report, found: ExerciseResult) -> Iterator[Part]:
    """The tasks in which not all checks passed; what passed is a number, so that failures are what is read."""
    for task, checks in protocol.by_task(found.checks):
        outcomes = [check.outcome for check in checks]
        passing = outcomes.count(Outcome.PASSED)
        if passing == len(checks):
            continue
        title = safe_text.line(protocol.task_title(report, protocol.exercise_id(found), task))
        heading = f"Task {task}" + (f": {title}" if title else "") if task else "Whole exercise"
        failed = [check for check in checks if check.outcome in FAILED]
        waiting, not_run = outcomes.count(Outcome.SKIPPED), outcomes.count(Outcome.NOT_RUN)
        yield Part(heading, passing, len(checks), failed, waiting, not_run)


def _message_limit(report: Report) -> int:
    checks = (check for submission in report.submissions for found in submission.exercises for check in found.checks)
    told = sum(bool(check.message) for check in checks)
    return max(160, min(safe_text.MESSAGE_LIMIT, MESSAGE_BUDGET // max(1, told)))


def _state(found: ExerciseResult) -> str:
    """The class and thereby the look of an exercise in the table of points."""
    if found.verdict is not Verdict.GRADED:
        return SIGNS[found.verdict].css
    if _is_full(found):
        return "full"
    return "some" if found.points else "none"


@cache
def _style() -> str:
    """The style sheet, with a rule for each sign: the signs are said once, here, and the words stand in the cells."""
    text = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    rules = (f'.{sign.css}::before {{content: "{sign.sign}"; content: "{sign.sign}" / ""}}' for sign in SIGNS.values())
    return text + "\n".join(f".map {rule}" for rule in rules) + "\n"


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"line": safe_text.line, "block": safe_text.block, "counted": protocol.counted}
    environment.globals |= {
        "SIGNS": SIGNS,
        "SHORT_WORDS": SHORT_WORDS,
        "Verdict": Verdict,
        "Outcome": Outcome,
        "VERDICT_WORDS": VERDICT_WORDS,
        "OUTCOME_WORDS": OUTCOME_WORDS,
        "exercise_id": protocol.exercise_id,
        "exercise_title": protocol.exercise_title,
        "place": protocol.place,
        "parts": _parts,
        "state": _state,
        "is_full": _is_full,
    }
    return environment
