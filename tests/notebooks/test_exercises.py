"""Exercises as notebooks: a cell is a file, and what is said of the file's lines is said of the cell's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from grader.catalogue.layout import Layout
from grader.errors import CourseError
from grader.model import CheckResult, Exercise, ExerciseResult, Kind, Outcome, Verdict
from grader.notebooks.build import by_assignment, everything, gather
from grader.notebooks.exercise_book import can_be_notebook
from grader.notebooks.extract import Extracted, extract
from grader.notebooks.grading import _told
from grader.notebooks.lab import parse_lab
from grader.notebooks.lab_book import lab_book as make_book
from grader.notebooks.points import plans
from grader.notebooks.submitted import HandedIn
from tests.e2e.ground import WEEK as QUAY
from tests.e2e.ground import good_course
from tests.notebooks.ground import SMALL, course, extracted, filled, whole_week

BOOK = next(book for book in whole_week().books if book.name == "mro-cartographer")
FILE, CELL = "mro_cartographer.py", "mro-cartographer"


def taken(folder: Path, source: str) -> Extracted:
    """What is taken of a cell with this text."""
    return extracted(folder, BOOK, filled(BOOK, {CELL: source}))


@pytest.mark.parametrize(
    ("source", "content", "offset"),
    [
        (f"%%writefile {FILE}\nX = 1\n", "X = 1\n", 1),
        (f"\n\n%%writefile {FILE}\nX = 1", "X = 1\n", 3),
        ("X = 1", "X = 1\n", 0),
        (f"%%writefile {FILE}\nX = 1\n\n# Write your code here.", "X = 1\n", 1),
        (f"%%writefile {FILE}\n%time\nX = 1", "pass\nX = 1\n", 1),
        ("%%writefile other.py\nX = 1", "pass\nX = 1\n", 0),
    ],
)
def test_a_cell_becomes_its_file(source: str, content: str, offset: int, tmp_path: Path) -> None:
    """The line that writes the file is no part of it, and lines are counted as the cell has them."""
    found = taken(tmp_path, source)

    assert found.files == {FILE: content.encode()}
    assert found.places[FILE].offset == offset


def test_what_is_only_there_in_a_notebook_is_named(tmp_path: Path) -> None:
    """A file has no display(); whoever calls it is told what to do."""
    assert any("display()" in note for note in taken(tmp_path, "display(1)").notes)


def test_lines_are_told_as_the_cell_has_them(tmp_path: Path) -> None:
    """Places and sentences about a file's line name the cell and the line there."""
    check = CheckResult("c", "C", Outcome.RAISED, message=f"line 3 of {FILE} is still the stub's", file=FILE, line=3)
    whole = replace(check, file="elsewhere.py")
    result = ExerciseResult("w", CELL, Verdict.IMPORT_FAILED, (check, whole), message=f"SyntaxError ({FILE}:7)")

    told = _told(taken(tmp_path, f"%%writefile {FILE}\nX = 1"), result)

    assert told.message == f"SyntaxError (cell {CELL}, line 8)"
    assert [(item.message, item.file, item.line) for item in told.checks] == [
        (f"cell {CELL}, line 4 is still the stub's", f"cell {CELL}", 4),
        (f"cell {CELL}, line 4 is still the stub's", "", 0),
    ]


def test_a_missing_cell_and_a_missing_notebook_are_told_apart(tmp_path: Path) -> None:
    """Where the file's cell is gone the result says so; where there is no notebook, it is missing as a whole."""
    notebook = filled(BOOK, {})
    notebook["cells"] = [item for item in notebook["cells"] if item["id"] != CELL]
    missing = ExerciseResult("w", CELL, Verdict.MISSING, message=f"{FILE} was not handed in")
    gone = extract(HandedIn("ada", BOOK.assignment, tmp_path, message="it is not here"), BOOK)

    assert _told(extracted(tmp_path, BOOK, notebook), missing).message.startswith(f"cell {CELL} is missing")
    assert (_told(gone, missing).verdict, _told(gone, missing).message) == (Verdict.MISSING, "it is not here")


@pytest.mark.parametrize(
    ("kind", "files", "possible"),
    [
        (Kind.MODULE, ("a.py", "test_a.py"), True),
        (Kind.DRILLS, ("drills.py",), True),
        (Kind.PACKAGE, ("a.py",), False),
        (Kind.QUIZ, ("answers.toml",), False),
        (Kind.PROJECT, ("pkg/a.py",), False),
    ],
)
def test_which_exercises_can_be_notebooks(kind: Kind, files: tuple[str, ...], *, possible: bool) -> None:
    """Those that are Python files beside each other."""
    assert can_be_notebook(Exercise("w", "s", 1, "T", "", kind, 5, 1, (), files)) is possible


def test_assignments_are_named_by_week_and_exercise() -> None:
    """Labs and exercises are found by name, and names of nothing are given back."""
    wanted, unknown = by_assignment(course(), ["06-lab", "06-mro-cartographer", "77-lab", "hw1", "6-lab"])

    assert [item.slug for item in wanted.exercises] == ["mro-cartographer"]
    assert [week.number for week in wanted.labs] == [6]
    assert sorted(unknown) == ["6-lab", "77-lab", "hw1"]
    assert [item.slug for item in everything(course(), "06", "drills").exercises] == ["drills"]


def test_points_of_nothing_need_no_process() -> None:
    """Where only labs are wanted, no checks are collected."""
    assert plans([], course().layout) == {}


def test_checks_that_do_not_import_are_a_broken_course(tmp_path: Path) -> None:
    """Building ends with the file and the error, as grading would."""
    root = good_course(tmp_path)
    path = root / "solutions" / QUAY / "tally" / "checks.py"
    path.write_text("import nothing_of_that_name\n", encoding="utf-8")
    exercise = replace(BOOK.exercise, week=QUAY, slug="tally")

    with pytest.raises(CourseError) as caught:
        plans([exercise], Layout(root))

    assert f"solutions/{QUAY}/tally/checks.py: cannot be imported: " in str(caught.value.problems[0])


def test_a_picture_that_is_not_there_is_a_broken_course() -> None:
    """The problem names the line of the paragraph and the picture."""
    lab = parse_lab(SMALL.replace("Read [the", "![A crane](images/none.svg) Read [the"), "06-x", "lab.md")
    week = course().week("06")

    with pytest.raises(CourseError) as caught:
        make_book(lab, week, course().layout)

    assert "shows the picture 'images/none.svg', which is not there" in str(caught.value.problems[0])


def test_a_week_without_a_lab_has_no_notebook_of_one(tmp_path: Path) -> None:
    """What is not there is passed over."""
    bare = replace(course(), root=tmp_path)

    assert gather(bare, everything(bare, "06", "lab")).books == ()
