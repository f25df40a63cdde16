"""Writes points and comments into nbgrader's gradebook through its own interface.

The only modules that import nbgrader are this one and `export`; they are loaded when notebooks are graded. What people
wrote into the gradebook, points or comments, stays, and counts before ours as nbgrader has it.
"""

from __future__ import annotations

import contextlib
import os
import sysconfig
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from nbgrader.api import Comment, Grade, Gradebook, InvalidEntry, MissingEntry  # type: ignore[import-untyped] # no types
from sqlalchemy.exc import SAWarning, SQLAlchemyError

from grader.course.store import write_atomically
from grader.errors import OutputUnwritable
from grader.notebooks.book import LOCKED, Book, checksum, nbgrader_metadata
from grader.notebooks.export import table
from grader.notebooks.feedback import comments, write_feedback
from grader.notebooks.grading import Marked
from grader.notebooks.lab import CellKind

FIX = "close whatever else uses it, or name another one with --gradebook"


class Records:
    """An open gradebook; a context manager. All methods raise OutputUnwritable."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._gradebook: Any = None

    def __enter__(self) -> Records:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with warnings.catch_warnings(), _own_programs():
                warnings.simplefilter("ignore")
                self._gradebook = Gradebook(f"sqlite:///{self.path}", course_id="quayside")
        except (SQLAlchemyError, OSError, InvalidEntry) as error:
            raise self._unwritable(error) from None
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._gradebook.close()

    def _unwritable(self, error: Exception) -> OutputUnwritable:
        return OutputUnwritable(f"the gradebook {str(self.path)!r} cannot be used: {type(error).__name__}", fix=FIX)

    def enter(self, marked: Iterable[Marked]) -> None:
        """Write all points and comments, and the notebooks that feedback is made from."""
        known: set[str] = set()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", SAWarning)
                for item in marked:
                    if item.book.assignment not in known:
                        self._assignment(item.book)
                        known.add(item.book.assignment)
                    self._submission(item)
                    write_feedback(self.path.parent, item)
        except (SQLAlchemyError, InvalidEntry) as error:
            raise self._unwritable(error) from None

    def table(self) -> str:
        """The whole gradebook as CSV."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", SAWarning)
                return table(self._gradebook)
        except SQLAlchemyError as error:
            raise self._unwritable(error) from None

    def _assignment(self, book: Book) -> None:
        """The assignment with its cells, as `nbgrader generate_assignment` would enter it."""
        gradebook = self._gradebook
        gradebook.update_or_create_assignment(book.assignment)
        gradebook.update_or_create_notebook(book.name, book.assignment)
        for cell in book.cells:
            where = (cell.name, book.name, book.assignment)
            if cell.points:
                gradebook.update_or_create_grade_cell(*where, max_score=cell.points, cell_type="code")
            elif cell.kind is CellKind.SOLUTION:
                gradebook.update_or_create_solution_cell(*where)
            if nbgrader_metadata(cell):
                # As nbgrader keeps it: without the solution, with what is hidden.
                source = cell.released if cell.kind is CellKind.SOLUTION else cell.source
                about = {"cell_type": "markdown" if cell.is_markdown else "code", "locked": cell.kind in LOCKED}
                gradebook.update_or_create_source_cell(*where, source=source, checksum=checksum(cell, source), **about)

    def _submission(self, marked: Marked) -> None:
        gradebook, book = self._gradebook, marked.book
        student = marked.student.encode("utf-8", "backslashreplace").decode("utf-8")  # names of folders may be no text
        gradebook.update_or_create_student(student)
        gradebook.update_or_create_submission(book.assignment, student, **_when(marked))
        for name, points in marked.scores.items():
            grade = self._grade(name, book, student)
            grade.auto_score = points
            # A score that somebody set by hand is looked at again, as nbgrader does when it grades anew.
            grade.needs_manual_grade = points is None or grade.manual_score is not None
        for name, text in comments(marked).items():
            self._comment(name, book, student).auto_comment = text or None
        gradebook.db.commit()

    def _grade(self, name: str, book: Book, student: str) -> Any:
        gradebook = self._gradebook
        try:
            return gradebook.find_grade(name, book.name, book.assignment, student)
        except MissingEntry:  # the cell is newer than the submission
            cell = gradebook.find_grade_cell(name, book.name, book.assignment)
            notebook = gradebook.find_submission_notebook(book.name, book.assignment, student)
            grade = Grade(cell_id=cell.id, notebook=notebook)
            gradebook.db.add(grade)
            return grade

    def _comment(self, name: str, book: Book, student: str) -> Any:
        gradebook = self._gradebook
        try:
            return gradebook.find_comment(name, book.name, book.assignment, student)
        except MissingEntry:  # the cell is newer than the submission
            cell = gradebook.find_solution_cell(name, book.name, book.assignment)
            notebook = gradebook.find_submission_notebook(book.name, book.assignment, student)
            comment = Comment(cell_id=cell.id, notebook=notebook)
            gradebook.db.add(comment)
            return comment


@contextlib.contextmanager
def _own_programs() -> Iterator[None]:
    """Put this environment's programs on the path: a new gradebook is made with the program `alembic`."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before


def _when(marked: Marked) -> dict[str, str]:
    return {"timestamp": marked.extracted.handed.timestamp} if marked.extracted.handed.timestamp else {}


def keep(path: Path, output: Path, marked: Iterable[Marked]) -> None:
    """Write everything: gradebook, notebooks for feedback, and the CSV below `output`. Raises OutputUnwritable."""
    with Records(path) as records:
        records.enter(marked)
        text = records.table()
    write_atomically(output / "grades.csv", text)
