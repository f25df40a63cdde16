"""Classroom 50's `classroom50/result/v1`, one document a submission, in a JSON object keyed by student.

A student whose grading met a fault of the grader has null instead: there is no result to publish, and the job has to
fail. Knows the model and what its caller says of the run; reads no environment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from grader.model import ExerciseResult, Outcome, Report, SubmissionResult, Verdict
from grader.reports import protocol, safe_text
from grader.reports.protocol import VERDICT_WORDS

RESULT_SCHEMA = "classroom50/result/v1"


@dataclass(frozen=True)
class ClassroomRun:
    """What a job of Classroom 50 is told in its environment; its runner stamps time, owner and kind itself.

    The runner refuses a document in which one of these is empty, so what is not known is left empty, never invented.
    """

    classroom: str = ""
    assignment: str = ""
    submission: str = ""
    commit: str = ""
    release: str = ""
    review: str = ""


def render(report: Report, run: ClassroomRun | None = None) -> str:
    """The documents of all students as JSON in ASCII."""
    return safe_text.dump_json(documents(report, run))


def documents(report: Report, run: ClassroomRun | None = None) -> dict[str, dict[str, Any] | None]:
    """Student to the document that belongs into that repository's `result.json`; null where there is no result."""
    names = safe_text.unique(safe_text.stored(submission.student) for submission in report.submissions)
    return {
        student: _document(report, submission, run or ClassroomRun())
        for student, submission in zip(names, report.submissions, strict=True)
    }


def _document(report: Report, submission: SubmissionResult, run: ClassroomRun) -> dict[str, Any] | None:
    if any(result.verdict is Verdict.GRADER_ERROR for result in submission.exercises):
        return None
    return {
        "schema": RESULT_SCHEMA,
        "classroom": run.classroom,
        "assignment": run.assignment or _assignment(submission),
        "submission": run.submission,
        "commit": run.commit,
        "release": run.release,
        "review": run.review or run.commit,
        "score": submission.points,
        "max-score": submission.max_points,
        "tests": [test for result in submission.exercises for test in _tests(report, result)],
        "isolation": report.isolation.value,
        "seed": report.seed,
    }


def _assignment(submission: SubmissionResult) -> str:
    """The exercise, where there is only one; else its week, where there is only one."""
    ids = {protocol.exercise_id(result) for result in submission.exercises}
    weeks = {result.week for result in submission.exercises}
    return safe_text.line((ids if len(ids) == 1 else weeks).pop()) if len(weeks) == 1 else ""


def _tests(report: Report, result: ExerciseResult) -> list[dict[str, Any]]:
    title = safe_text.line(protocol.exercise_title(report, protocol.exercise_id(result)))
    if not result.checks:
        passed = result.verdict is Verdict.GRADED
        name = f"{title}: {VERDICT_WORDS[result.verdict]}"
        return [{"test-name": name, "passed": passed, "score": 0, "max-score": 0}]
    return [
        {
            "test-name": f"{title}: {safe_text.line(check.title or check.id)}",
            "passed": check.outcome is Outcome.PASSED,
            "score": check.points,
            "max-score": check.max_points,
            "outcome": check.outcome.value,
            "verdict": result.verdict.value,
        }
        for check in result.checks
    ]
