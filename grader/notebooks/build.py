"""Builds the notebooks of a course: the instructor's below `source/`, the students' below `release/`, as nbgrader does.

A notebook that has not changed is not written again, and is the same bytes if it is. Nothing is run.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.catalogue.course import Course
from grader.errors import CourseError, OutputUnwritable, Problem
from grader.model import Exercise, Week
from grader.notebooks.book import Book, render
from grader.notebooks.exercise_book import can_be_notebook, exercise_book
from grader.notebooks.lab import Lab, read_lab
from grader.notebooks.lab_book import LAB, lab_book
from grader.notebooks.points import plans

SETTINGS_FILE = "nbgrader_config.py"
SETTINGS = '''\
"""Settings of nbgrader for these notebooks; written by `grader notebooks build`, yours to change."""

c = get_config()  # noqa: F821 (nbgrader puts it there)

c.CourseDirectory.course_id = "quayside"
# What stands where a solution was; a line that raises would keep the module from being imported.
c.ClearSolutions.code_stub = {"python": "# Write your code here."}
c.ExportApp.plugin_class = "grader.notebooks.export.QuotedCsvExporter"
'''


@dataclass(frozen=True)
class Shelf:
    """All notebooks that were asked for, and the labs that some of them are made from."""

    books: tuple[Book, ...]
    labs: tuple[tuple[Lab, Week, Book], ...] = ()


@dataclass(frozen=True)
class Built:
    """What a build wrote, and what it found up to date."""

    written: tuple[Path, ...]
    unchanged: int


@dataclass(frozen=True)
class Wanted:
    """What notebooks are to be made of: exercises, and weeks whose labs."""

    exercises: tuple[Exercise, ...] = ()
    labs: tuple[Week, ...] = ()

    @property
    def read(self) -> list[Exercise]:
        """Every exercise whose week has to be in order for that."""
        return list(dict.fromkeys((*self.exercises, *(item for week in self.labs for item in week.exercises))))


def everything(course: Course, week: str | None, only: str | None) -> Wanted:
    """All notebooks of a week or of all weeks; `only` is the lab, or an exercise. Raises UsageError."""
    weeks = (course.week(week),) if week is not None else course.weeks
    if only == LAB:
        return Wanted(labs=weeks)
    if only is not None:
        return Wanted(course.find(f"{week}/{only}" if week else only))
    return Wanted(tuple(item for found in weeks for item in found.exercises), weeks)


def by_assignment(course: Course, names: Iterable[str]) -> tuple[Wanted, list[str]]:
    """What these assignments, such as "06-lab", are made of, and the names that are none."""
    exercises: list[Exercise] = []
    labs: list[Week] = []
    unknown: list[str] = []
    for name in sorted(names):
        number, _, slug = name.partition("-")
        found = [week for week in course.weeks if number == f"{week.number:02}"]
        mine = [item for week in found for item in week.exercises if item.slug == slug]
        exercises += mine
        labs += found if slug == LAB else []
        if not mine and (slug != LAB or not found):
            unknown.append(name)
    return Wanted(tuple(exercises), tuple(labs)), unknown


def gather(course: Course, wanted: Wanted) -> Shelf:
    """The notebooks that are wanted, labs first, as far as there are any. Raises CourseError with all problems."""
    read = _labs(course, wanted.labs)
    chosen = [item for item in wanted.exercises if can_be_notebook(item)]
    plan = plans(chosen, course.layout)
    weeks = {week.name: week for week in course.weeks}
    books = [book for _, _, book in read]
    books += [exercise_book(item, weeks[item.week], course.layout, plan[item.id]) for item in chosen]
    return Shelf(tuple(books), tuple(read))


def _labs(course: Course, weeks: Sequence[Week]) -> list[tuple[Lab, Week, Book]]:
    read: list[tuple[Lab, Week, Book]] = []
    problems: list[Problem] = []
    for week in weeks:
        if not course.layout.lab(week.name).is_file():
            continue
        try:
            lab = read_lab(course.layout, week.name)
            read.append((lab, week, lab_book(lab, week, course.layout)))
        except CourseError as error:
            problems += error.problems
    if problems:
        raise CourseError(problems)
    return read


def build(shelf: Shelf, output: Path) -> Built:
    """Write both forms of all notebooks below `output`. Raises OutputUnwritable."""
    wanted: dict[Path, bytes] = {}
    for book in shelf.books:
        for form in ("source", "release"):
            folder = output / form / book.assignment
            wanted[folder / f"{book.name}.ipynb"] = render(book, release=form == "release").encode()
            wanted.update({folder / name: content for name, content in book.files.items()})
    written = [path for path, content in wanted.items() if _write(path, content)]
    settings = output / SETTINGS_FILE
    if not settings.exists() and _write(settings, SETTINGS.encode()):
        written.append(settings)
    return Built(tuple(written), len(wanted) - len([path for path in written if path != settings]))


def _write(path: Path, content: bytes) -> bool:
    """Put `content` at `path`, whole or not at all; False where it is there already. Raises OutputUnwritable."""
    temporary = ""
    try:
        if path.is_file() and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        fix = "make room, or name another folder with --output"
        raise OutputUnwritable(f"{str(path)!r} cannot be written: {error.strerror}", fix=fix) from None
    return True
