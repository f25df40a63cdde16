"""The class's points as CSV with nbgrader's columns, quoted: its own exporter joins values with commas as they are.

Also an exporter for nbgrader itself: `nbgrader export --exporter=grader.notebooks.export.QuotedCsvExporter`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry  # type: ignore[import-untyped] # no types
from nbgrader.plugins.export import ExportPlugin  # type: ignore[import-untyped] # no types

from grader.course.store import write_atomically

COLUMNS = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
    "raw_score", "late_submission_penalty", "score", "max_score",
)  # fmt: skip
"""As `nbgrader export` has them."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class QuotedCsvExporter(ExportPlugin):  # type: ignore[misc] # nbgrader has no types
    """For nbgrader's `--exporter`: the same table as its own, with values that may hold commas and quotes."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the table to the place that `--to` names, or grades.csv."""
        rows = table(gradebook, [str(name) for name in self.assignment], [str(name) for name in self.student])
        write_atomically(Path(self.to or "grades.csv"), rows)


def table(gradebook: Gradebook, assignments: list[str] | None = None, students: list[str] | None = None) -> str:
    """The CSV of a gradebook; without names, of all assignments and all students."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for assignment in gradebook.assignments:
        for student in gradebook.students:
            if (not assignments or assignment.name in assignments) and (not students or student.id in students):
                writer.writerow([_cell(value) for value in _row(gradebook, assignment, student)])
    return stream.getvalue()


def _row(gradebook: Gradebook, assignment: Any, student: Any) -> Iterator[Any]:
    timestamp, raw, penalty, score = "", 0.0, 0.0, 0.0
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        pass
    else:
        timestamp, raw, penalty = submission.timestamp, submission.score, submission.late_submission_penalty or 0.0
        score = max(0.0, raw - penalty)
    yield from (assignment.name, assignment.duedate, timestamp)
    yield from (student.id, student.last_name, student.first_name, student.email)
    yield from (raw, penalty, score, assignment.max_score)


def _cell(value: Any) -> Any:
    """A value as it may stand in a spreadsheet: a text that would be taken for a formula begins with an apostrophe."""
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
