"""Gradescope's `results.json`, one document a student, in a JSON object keyed by student.

A student whose grading met a fault of the grader gets a document without any score: Gradescope then reports that the
autograder failed, which is what happened; a zero would be a grade. All text is sent as plain text, never as markup.
"""

from __future__ import annotations

from typing import Any

from grader.model import CheckResult, ExerciseResult, Outcome, Report, SubmissionResult, Verdict
from grader.reports import protocol, safe_text
from grader.reports.protocol import OUTCOME_WORDS, VERDICT_WORDS, counted


def render(report: Report) -> str:
    """The documents of all students as JSON in ASCII."""
    return safe_text.dump_json(documents(report))


def documents(report: Report) -> dict[str, dict[str, Any]]:
    """Student to the document that belongs into that submission's `results.json`."""
    names = safe_text.unique(safe_text.stored(submission.student) for submission in report.submissions)
    return {
        student: _document(report, submission) for student, submission in zip(names, report.submissions, strict=True)
    }


def _document(report: Report, submission: SubmissionResult) -> dict[str, Any]:
    faults = [result for result in submission.exercises if result.verdict is Verdict.GRADER_ERROR]
    document: dict[str, Any] = {} if faults else {"score": submission.points}
    return document | {
        "output": _output(report, submission, faults),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "stdout_visibility": "hidden",
        "extra_data": {
            "isolation": report.isolation.value,
            "seed": report.seed,
            "python": safe_text.line(report.python),
            "grader": safe_text.line(report.grader),
            "needs_human": [safe_text.line(protocol.exercise_id(result)) for result in faults],
        },
        "tests": [
            test
            for number, result in enumerate(submission.exercises, start=1)
            for test in _tests(report, result, number, scored=not faults)
        ],
    }


def _output(report: Report, submission: SubmissionResult, faults: list[ExerciseResult]) -> str:
    lines = [f"isolation {report.isolation.value}, seed {report.seed}"]
    if faults:
        where = counted(len(faults), "exercise")
        lines.append(f"The grader failed in {where}; your teacher has to look. This is no zero.")
    else:
        lines.append(f"{submission.points} of {counted(submission.max_points, 'point')}")
    lines += [safe_text.line(note) for note in submission.notes]
    return "\n".join(lines)


def _tests(report: Report, result: ExerciseResult, number: int, *, scored: bool) -> list[dict[str, Any]]:
    title = safe_text.line(protocol.exercise_title(report, protocol.exercise_id(result)))
    tests: list[dict[str, Any]] = []
    if result.verdict is not Verdict.GRADED:
        told = [VERDICT_WORDS[result.verdict], safe_text.block(result.message)]
        tests.append(_test(f"{title}: {VERDICT_WORDS[result.verdict]}", f"{number}", told, passed=False))
    for index, check in enumerate(result.checks, start=1):
        passed = check.outcome is Outcome.PASSED
        told = [] if passed else [OUTCOME_WORDS[check.outcome], *_look(check)]
        test = _test(f"{title}: {safe_text.line(check.title)}", f"{number}.{index}", told, passed=passed)
        if scored:
            test |= {"score": check.points, "max_score": check.max_points}
        test["extra_data"] = {"id": safe_text.line(check.id), "outcome": check.outcome.value, "task": check.task}
        tests.append(test)
    if result.reply and tests:
        tests[0]["output"] = "\n".join(filter(None, [safe_text.block(result.reply), tests[0]["output"]]))
    return tests


def _test(name: str, number: str, told: list[str], *, passed: bool) -> dict[str, Any]:
    return {
        "name": name,
        "number": number,
        "status": "passed" if passed else "failed",
        "output": "\n".join(filter(None, told)),
    }


def _look(check: CheckResult) -> list[str]:
    where = protocol.place(check)
    return [safe_text.block(check.message), f"look at {safe_text.line(where)}" if where else ""]
