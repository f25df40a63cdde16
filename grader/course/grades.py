"""Where each student of a roster stands after a grading run, and the table of it that spreadsheets read.

A student without a grade has an empty cell, never a zero. Knows the report and the collection; writes no file.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from grader.course.collection import Collected, Collection, Status
from grader.model import Report, SubmissionResult, Verdict
from grader.reports import protocol

GRADED = "graded"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Standing:
    """One student of the roster: graded, or why not."""

    item: Collected
    status: str
    reason: str = ""
    submission: SubmissionResult | None = None

    @property
    def student(self) -> str:
        """Name in the roster."""
        return self.item.student

    @property
    def is_graded(self) -> bool:
        """Whether all of this student's exercises were judged."""
        return self.status == GRADED


def table(report: Report, collection: Collection) -> tuple[Standing, ...]:
    """All students of the roster, in its order."""
    graded = {submission.student: submission for submission in report.submissions}
    return tuple(_standing(item, graded.get(item.student)) for item in collection.students)


def _standing(item: Collected, submission: SubmissionResult | None) -> Standing:
    if item.status is Status.UNREACHABLE:
        return Standing(item, "not collected", item.message)
    if submission is None:
        return Standing(item, "not graded", "the result says nothing of this student")
    faults = [found.exercise for found in submission.exercises if found.verdict is Verdict.GRADER_ERROR]
    if faults:
        return Standing(item, "grader fault", f"could not be judged: {', '.join(faults)}", submission)
    return Standing(item, GRADED, submission=submission)


def to_csv(report: Report, standings: tuple[Standing, ...]) -> str:
    """The table as CSV, a line for each student of the roster; no cell is taken for a formula."""
    exercises = protocol.exercises_of(report)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["student", "status", "points", "max_points", *exercises, "commit", "seen_at", "repository"])
    for standing in standings:
        item, submission = standing.item, standing.submission
        found = {protocol.exercise_id(result): result for result in (submission.exercises if submission else ())}
        total = [submission.points, submission.max_points] if submission and standing.is_graded else ["", ""]
        points = [
            found[key].points if key in found and found[key].verdict is not Verdict.GRADER_ERROR else ""
            for key in exercises
        ]
        row = [standing.student, standing.status, *total, *points, item.commit, item.seen_at, item.repository]
        writer.writerow([_cell(value) for value in row])
    return stream.getvalue()


def _cell(value: str | int) -> str | int:
    """A text that no spreadsheet computes."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
