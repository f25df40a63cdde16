"""Makes a notebook of a lab: what each cell is for the instructor, and what students get of it."""

from __future__ import annotations

from grader.catalogue.layout import Layout
from grader.errors import CourseError, Problem
from grader.model import Exercise, Kind, Limits, Week
from grader.notebooks.book import Book, BookCell, hidden
from grader.notebooks.lab import CellKind, Lab, LabCell, released
from grader.notebooks.prose import PictureMissing, standalone, with_images

LAB = "lab"
MAIN_FILE = "lab.py"
LIMITS = Limits(load_seconds=20.0, exercise_seconds=20.0)


def cell_file(week_number: int, name: str) -> str:
    """The file that a solution cell becomes: no two labs of a course share one."""
    return f"{name}.week{week_number:02}"


def lab_exercise(lab: Lab, week: Week) -> Exercise:
    """What a lab is to the judge: an exercise whose files are the cells, and a first one that runs them in order."""
    files = [cell_file(week.number, cell.name) for cell in lab.of(CellKind.SOLUTION)]
    return Exercise(
        week=lab.week,
        slug=LAB,
        number=len(week.exercises) + 2,
        title=lab.title,
        summary="",
        kind=Kind.MODULE,
        minutes=lab.minutes,
        difficulty=2,
        tasks=lab.tasks,
        student_files=(MAIN_FILE, *files),
        limits=LIMITS,
    )


def lab_book(lab: Lab, week: Week, layout: Layout) -> Book:
    """The notebook of a lab. Raises CourseError where a picture is missing."""
    problems: list[Problem] = []
    cells = [_cell(cell, lab, week, layout, problems) for cell in lab.cells]
    if problems:
        raise CourseError(problems)
    return Book(f"{week.number:02}-{LAB}", LAB, lab_exercise(lab, week), tuple(cells), lab=True)


def _cell(cell: LabCell, lab: Lab, week: Week, layout: Layout, problems: list[Problem]) -> BookCell:
    if cell.kind is CellKind.TEXT:
        try:
            text, images = with_images(cell.source, layout.week_folder(lab.week))
        except PictureMissing as missing:
            problems.append(missing.problem(lab.file, cell.line))
            text, images = cell.source, {}
        text = standalone(text)
        return BookCell(cell.kind, cell.name, text, text, task=cell.task, images=images)
    if cell.kind is CellKind.SOLUTION:
        file = cell_file(week.number, cell.name)
        return BookCell(cell.kind, cell.name, cell.source, released(cell.source), file=file, task=cell.task)
    if cell.kind is CellKind.CHECK:
        shown, source = _check(cell)
        checks = (check_id(cell.name),)
        return BookCell(cell.kind, cell.name, source, shown, points=cell.points, checks=checks, task=cell.task)
    return BookCell(cell.kind, cell.name, cell.source, cell.source, task=cell.task)


def check_id(name: str) -> str:
    """The judge's name for a check block."""
    return f"check_{name.replace('-', '_')}"


def _check(cell: LabCell) -> tuple[str, str]:
    """What students see of a check block, and what the instructor sees."""
    first, _, rest = cell.source.partition("\n")
    worth = "1 point" if cell.points == 1 else f"{cell.points} points"
    if cell.visible:
        shown = f"{first}\n# {worth}. Run this cell: it says nothing when all is well.\n{rest}"
        return shown, shown
    shown = f"{first}\n# {worth}. What is asked here is not shown; it is graded after you hand in."
    return shown, hidden(shown, rest)
