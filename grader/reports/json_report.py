"""`grader/result/v1`: a report as JSON, and back; the format that scripts and the other tools of the course read.

Keys may be added to the format, never changed or removed; `result.schema.json` describes it. History: v1, the first.
Lone surrogates are written out and texts are cut at 20,000 characters; all else survives the way there and back.
"""

from __future__ import annotations

import enum
import json
from typing import Any, TypeVar

from grader.errors import UsageError
from grader.model import (
    RESULT_FORMAT,
    CheckResult,
    ExerciseResult,
    Level,
    Outcome,
    Report,
    SubmissionResult,
    Verdict,
)
from grader.reports.safe_text import dump_json, stored

Choice = TypeVar("Choice", bound=enum.StrEnum)


def render(report: Report) -> str:
    """The report as one JSON document in ASCII."""
    return dump_json(
        {
            "format": RESULT_FORMAT,
            "isolation": report.isolation.value,
            "isolation_note": stored(report.isolation_note),
            "seed": report.seed,
            "python": stored(report.python),
            "grader": stored(report.grader),
            "titles": {stored(key): stored(title) for key, title in sorted(report.titles.items())},
            "submissions": [_submission(submission) for submission in report.submissions],
        }
    )


def _submission(submission: SubmissionResult) -> dict[str, Any]:
    return {
        "student": stored(submission.student),
        "points": submission.points,
        "max_points": submission.max_points,
        "notes": [stored(note) for note in submission.notes],
        "exercises": [_exercise(exercise) for exercise in submission.exercises],
    }


def _exercise(exercise: ExerciseResult) -> dict[str, Any]:
    return {
        "week": stored(exercise.week),
        "exercise": stored(exercise.exercise),
        "verdict": exercise.verdict.value,
        "points": exercise.points,
        "max_points": exercise.max_points,
        "message": stored(exercise.message),
        "misconception": stored(exercise.misconception),
        "reply": stored(exercise.reply),
        "confirmed_alone": exercise.confirmed_alone,
        "checks": [_check(check) for check in exercise.checks],
    }


def _check(check: CheckResult) -> dict[str, Any]:
    return {
        "id": stored(check.id),
        "title": stored(check.title),
        "outcome": check.outcome.value,
        "points": check.points,
        "max_points": check.max_points,
        "task": check.task,
        "message": stored(check.message),
        "file": stored(check.file),
        "line": check.line,
    }


def read(text: str) -> Report:
    """The report that `text` holds; UsageError where it is no `grader/result/v1`, with the place that is wrong."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _unreadable("result", f"is not JSON ({error})") from None
    root = _Place(document, "result")
    found = root.text("format")
    if found != RESULT_FORMAT:
        raise UsageError(
            f"the result has the format {found[:60]!r}, this grader reads {RESULT_FORMAT!r}",
            fix="grade again with `grader grade --format json`, or update the grader if the result is newer",
        )
    titles = root.get("titles", dict, {})
    return Report(
        isolation=root.choice("isolation", Level),
        submissions=tuple(_read_submission(item) for item in root.items("submissions")),
        seed=root.get("seed", int, 0),
        python=root.text("python", ""),
        grader=root.text("grader", ""),
        isolation_note=root.text("isolation_note", ""),
        titles={key: _Place(titles, "result.titles").text(key) for key in titles},
    )


def _read_submission(found: _Place) -> SubmissionResult:
    notes = found.get("notes", list, [])
    if not all(type(note) is str for note in notes):
        raise _unreadable(f"{found.path}.notes", "has to be a list of texts")
    submission = SubmissionResult(
        student=found.text("student"),
        exercises=tuple(_read_exercise(item) for item in found.items("exercises")),
        notes=tuple(notes),
    )
    found.same("points", submission.points)
    found.same("max_points", submission.max_points)
    return submission


def _read_exercise(found: _Place) -> ExerciseResult:
    exercise = ExerciseResult(
        week=found.text("week"),
        exercise=found.text("exercise"),
        verdict=found.choice("verdict", Verdict),
        checks=tuple(_read_check(item) for item in found.items("checks")),
        message=found.text("message", ""),
        misconception=found.text("misconception", ""),
        reply=found.text("reply", ""),
        confirmed_alone=found.get("confirmed_alone", bool, False),
    )
    found.same("points", exercise.points)
    found.same("max_points", exercise.max_points)
    return exercise


def _read_check(found: _Place) -> CheckResult:
    return CheckResult(
        id=found.text("id"),
        title=found.text("title"),
        outcome=found.choice("outcome", Outcome),
        points=found.get("points", int),
        max_points=found.get("max_points", int),
        task=found.get("task", int, 0),
        message=found.text("message", ""),
        file=found.text("file", ""),
        line=found.get("line", int, 0),
    )


class _Place:
    """An object in the document and the path to it, so that what is wrong with it can be said."""

    def __init__(self, value: Any, path: str) -> None:
        if type(value) is not dict:
            raise _unreadable(path, "has to be an object")
        self.value = value
        self.path = path

    def get(self, key: str, kind: type, default: Any = None) -> Any:
        """The value of `key`; a key without default has to be there. A bool is no number here."""
        found = self.value.get(key, default)
        if type(found) is not kind:
            raise _unreadable(f"{self.path}.{key}", f"has to be of type {kind.__name__}")
        return found

    def same(self, key: str, expected: int) -> None:
        """Refuse a sum that is not the sum: somebody edited the document."""
        if self.get(key, int, expected) != expected:
            raise _unreadable(f"{self.path}.{key}", f"has to be {expected}, the sum over the checks")

    def text(self, key: str, default: str | None = None) -> str:
        """The text of `key`."""
        return str(self.get(key, str, default))

    def choice(self, key: str, kind: type[Choice]) -> Choice:
        """The member of `kind` that `key` names."""
        found = self.text(key)
        try:
            return kind(found)
        except ValueError:
            raise _unreadable(f"{self.path}.{key}", f"is {found[:60]!r}, which is none of {', '.join(kind)}") from None

    def items(self, key: str) -> list[_Place]:
        """The objects in the list of `key`."""
        return [_Place(item, f"{self.path}.{key}[{index}]") for index, item in enumerate(self.get(key, list))]


def _unreadable(place: str, what: str) -> UsageError:
    return UsageError(f"the result cannot be read: {place} {what}", fix="write it with `grader grade --format json`")
