"""Grades notebooks as what they hold: files, given to the same judge in the same sandbox as any other submission.

Each notebook becomes files in a folder of its student, and those folders are graded as a class: exercises by the
course, labs by the course that is made of them. What comes back is told in the notebook's terms: cells and their lines.
"""

from __future__ import annotations

import re
import secrets
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from grader.catalogue.course import Course
from grader.course.grading import ClassGrading, GradeOptions
from grader.course.grading import Progress as GradeProgress
from grader.course.intake import submitted_parts
from grader.errors import CourseError, OutputUnwritable, Problem
from grader.model import CheckResult, Exercise, ExerciseResult, Report, SubmissionResult, Verdict
from grader.notebooks.book import Book
from grader.notebooks.build import Shelf
from grader.notebooks.extract import Extracted, Place, extract
from grader.notebooks.lab_book import MAIN_FILE
from grader.notebooks.lab_course import runner, write_lab_course
from grader.notebooks.submitted import HandedIn

NOTHING = "the notebook was not handed in"


@dataclass(frozen=True)
class Marked:
    """One notebook of one student with its result, told in cells."""

    extracted: Extracted
    result: ExerciseResult

    @property
    def book(self) -> Book:
        """The course's copy of it."""
        return self.extracted.book

    @property
    def student(self) -> str:
        """Whose it is."""
        return self.extracted.handed.student

    @property
    def scores(self) -> dict[str, float | None]:
        """Points by name of each check cell; None throughout where the grader failed, for that is no zero."""
        if self.result.verdict is Verdict.GRADER_ERROR:
            return {cell.name: None for cell in self.book.cells if cell.points}
        earned = {check.id: check.points for check in self.result.checks}
        return {
            cell.name: float(sum(earned.get(id_, 0) for id_ in cell.checks)) for cell in self.book.cells if cell.points
        }


@dataclass(frozen=True)
class Graded:
    """All notebooks of a run and the report over them; `unsaved` says why results could not be kept."""

    marked: tuple[Marked, ...]
    report: Report
    unsaved: OutputUnwritable | None = None


@dataclass(frozen=True)
class _Group:
    """Exercises that are graded together: those of a course, or the labs."""

    course: Course
    exercises: list[Exercise]
    folder: Path


def grade_notebooks(
    course: Course,
    shelf: Shelf,
    handed: Sequence[HandedIn],
    output: Path | None,
    options: GradeOptions,
    progress: Callable[[str], None],
) -> Graded:
    """Grade all notebooks of assignments on the shelf. Raises CourseError and faults of the grader."""
    progress("reading notebooks")
    books = {book.assignment: book for book in shelf.books}
    extracted = [extract(item, books[item.assignment]) for item in handed]
    seed = options.seed if options.seed is not None else secrets.randbelow(1 << 31)
    gradings: list[ClassGrading] = []
    results: dict[tuple[str, str], ExerciseResult] = {}
    with tempfile.TemporaryDirectory(prefix="quayside-notebooks-") as folder:
        for group in _groups(course, shelf, extracted, Path(folder)):
            grading = ClassGrading(group.course, group.exercises, output, replace(options, seed=seed))
            gradings.append(grading)
            students = sorted(path for path in group.folder.iterdir() if path.is_dir())
            for submission in _run(grading, students, shelf, progress):
                results.update({(submission.student, f"{r.week}/{r.exercise}"): r for r in submission.exercises})
    marked = tuple(
        Marked(item, _told(item, results[item.handed.student, item.book.exercise.id]))
        for item in sorted(extracted, key=lambda item: (item.handed.student, item.handed.assignment))
    )
    unsaved = next((grading.unsaved for grading in gradings if grading.unsaved is not None), None)
    return Graded(marked, _report(gradings, marked, results), unsaved)


def _groups(course: Course, shelf: Shelf, extracted: Sequence[Extracted], root: Path) -> Iterator[_Group]:
    """Lay out everything that was taken from notebooks as a class of submissions, twice: exercises, and labs."""
    labs = [entry for entry in shelf.labs if any(item.book is entry[2] for item in extracted)]
    runners = {book.assignment: runner(lab, week).encode() for lab, week, book in labs}
    for name, of_labs in (("exercises", False), ("labs", True)):
        mine = [item for item in extracted if item.book.lab == of_labs]
        if not mine:
            continue
        folder = root / name
        for item in mine:
            files = dict(item.files)
            if of_labs and not item.refusal:
                files[MAIN_FILE] = runners[item.book.assignment]
            _lay_out(folder / item.handed.student, item.book.exercise, files)
        used = {item.book.exercise.id: item.book.exercise for item in mine}
        exercises = [book.exercise for book in shelf.books if book.exercise.id in used]
        yield _Group(write_lab_course(root / "course", labs) if of_labs else course, exercises, folder)


def _lay_out(student: Path, exercise: Exercise, files: Mapping[str, bytes]) -> None:
    student.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = student.joinpath(*submitted_parts(exercise, name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _run(
    grading: ClassGrading, students: Sequence[Path], shelf: Shelf, progress: Callable[[str], None]
) -> Iterator[SubmissionResult]:
    """Grade one group; a broken lab is told in terms of the file that its author wrote."""
    try:
        yield from grading.run(students, GradeProgress(phase=progress))
    except CourseError as error:
        raise CourseError([_of_lab(problem, shelf) for problem in error.problems]) from None


def _of_lab(problem: Problem, shelf: Shelf) -> Problem:
    for lab, _, book in shelf.labs:
        if f"/{book.exercise.week}/{book.exercise.slug}/" in f"/{problem.file}":
            key = problem.key.removeprefix("check_").replace("_", "-")
            return replace(problem, file=lab.file, key=f"block {key}" if key else "", fix="mend the lab")
    return problem


# --- telling it in cells ------------------------------------------------------------------------------------------


def _told(item: Extracted, result: ExerciseResult) -> ExerciseResult:
    """A result in the notebook's terms."""
    if item.refusal:
        verdict = Verdict.REJECTED if item.handed.parts else Verdict.MISSING
        return replace(result, verdict=verdict, message=item.refusal)
    if result.verdict is Verdict.MISSING:
        gone = (note for note in item.notes if " missing" in note or "no code cell" in note)
        return replace(result, message=next(gone, NOTHING))
    checks = tuple(_placed(check, item.places) for check in result.checks)
    return replace(result, checks=checks, message=_in_cells(result.message, item.places))


def _placed(check: CheckResult, places: Mapping[str, Place]) -> CheckResult:
    message = _in_cells(check.message, places)
    if check.file not in places:
        return replace(check, message=message, file="", line=0)
    place = places[check.file]
    line = check.line + place.offset if check.line else 0
    return replace(check, message=message, file=f"cell {place.cell}", line=line)


def _in_cells(text: str, places: Mapping[str, Place]) -> str:
    """A sentence with the cell in place of each file that was made of one."""
    for file, place in places.items():
        pattern = re.compile(rf"line (?P<line>\d+) of {re.escape(file)}|{re.escape(file)}:(?P<number>\d+)")
        text = pattern.sub(partial(_in_cell, place), text)
    return text


def _in_cell(place: Place, found: re.Match[str]) -> str:
    return f"cell {place.cell}, line {int(found['line'] or found['number']) + place.offset}"


def _report(
    gradings: Sequence[ClassGrading],
    marked: Sequence[Marked],
    results: Mapping[tuple[str, str], ExerciseResult],
) -> Report:
    """One report over exercises and labs; who did not hand in what others did has nothing to show for it."""
    told = {(item.student, item.book.exercise.id): item.result for item in marked}
    order = {exercise.id: None for grading in gradings for exercise in grading.exercises}
    submissions = []
    for student in sorted({item.student for item in marked}):
        rows = []
        for id_ in order:
            if (student, id_) in told:
                rows.append(told[student, id_])
            elif (student, id_) in results:
                rows.append(replace(results[student, id_], message=NOTHING))
        notes = tuple(
            f"{item.book.assignment}: {note}"
            for item in marked
            if item.student == student
            for note in item.extracted.notes
        )
        submissions.append(SubmissionResult(student, tuple(rows), notes))
    titles = {key: value for grading in gradings for key, value in grading.report(()).titles.items()}
    return replace(gradings[0].report(submissions), titles=titles)
