"""What renderers agree on: their signature, the words for outcomes and verdicts, and how titles are looked up.

Holds no list of renderers and imports none; knows the model only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Protocol

from grader.model import CheckResult, ExerciseResult, Outcome, Report, Verdict


class Renderer(Protocol):
    """A report becomes the whole text of one document; the same report always becomes the same text."""

    def __call__(self, report: Report, /) -> str:
        """The document."""
        ...


OUTCOME_WORDS = {
    Outcome.PASSED: "passed",
    Outcome.WRONG: "wrong",
    Outcome.RAISED: "raised an exception",
    Outcome.TIMEOUT: "took too long and was stopped",
    Outcome.CRASHED: "ended the process it ran in",
    Outcome.MEMORY: "used more memory than it may",
    Outcome.RESOURCE: "used more of the machine than it may",
    Outcome.BAD_RETURN: "returned something that is not plain data",
    Outcome.SKIPPED: "waits until another check passes",
    Outcome.NOT_RUN: "did not run",
}

VERDICT_WORDS = {
    Verdict.GRADED: "graded",
    Verdict.NOT_STARTED: "not started",
    Verdict.IMPORT_FAILED: "the file cannot be imported",
    Verdict.MISSING: "nothing was handed in",
    Verdict.REJECTED: "the files were refused",
    Verdict.GRADER_ERROR: "the grader failed; a human has to look",
}

FAILED = frozenset(Outcome) - {Outcome.PASSED, Outcome.SKIPPED, Outcome.NOT_RUN}
"""Outcomes of checks that ran and did not pass."""


def exercise_title(report: Report, exercise: str) -> str:
    """The title of `week/slug`, or its slug where the report has none."""
    return report.titles.get(exercise) or exercise.rpartition("/")[2]


def task_title(report: Report, exercise: str, task: int) -> str:
    """The title of a task, kept in the report's titles as `week/slug#2`; empty where it has none."""
    return report.titles.get(f"{exercise}#{task}", "")


def exercise_id(result: ExerciseResult) -> str:
    """`week/slug`, as the keys of a report's titles are written."""
    return f"{result.week}/{result.exercise}"


def exercises_of(report: Report) -> tuple[str, ...]:
    """Ids of all exercises that any submission has, in the order of the fullest submission."""
    fullest_first = sorted(report.submissions, key=lambda submission: -len(submission.exercises))
    return tuple(dict.fromkeys(exercise_id(result) for found in fullest_first for result in found.exercises))


def by_task(checks: Iterable[CheckResult]) -> Iterator[tuple[int, list[CheckResult]]]:
    """Checks grouped by task in the order of tasks; the plan's order is kept within a task."""
    ordered = sorted(checks, key=lambda check: check.task)
    for task, group in groupby(ordered, key=lambda check: check.task):
        yield task, list(group)


def place(check: CheckResult) -> str:
    """`file:line` of a check, `file` where the line is unknown, empty where both are."""
    return f"{check.file}:{check.line}" if check.file and check.line > 0 else check.file


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 check`, `2 checks`; zero takes the plural."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
