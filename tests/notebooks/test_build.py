"""The notebooks that are built: valid, the same from build to build, and nothing hidden in what students get."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import pytest
from nbgrader import utils  # type: ignore[import-untyped] # no types
from nbgrader.nbgraderformat import MetadataValidator  # type: ignore[import-untyped] # no types

from grader.errors import OutputUnwritable
from grader.notebooks.book import Book, render
from grader.notebooks.build import build
from grader.notebooks.lab import CellKind
from tests.builders import ROOT
from tests.notebooks.ground import WEEK, course, lab_book, labs, lines_of, whole_week

BOOKS = [lab_book(), *whole_week().books[1:]]


def secrets(book: Book) -> set[str]:
    """Lines of solutions and of hidden checks that stand nowhere in what the author shows."""
    folder = ROOT / "weeks" / WEEK / book.name
    shown = {line for item in book.cells for line in lines_of(item.released) if item.kind is not CellKind.SOLUTION}
    hidden: set[str] = set()
    if book.lab:
        hidden = {line for item in book.cells if item.source != item.released for line in lines_of(item.source)}
        shown |= {line for item in book.of(CellKind.SOLUTION) for line in lines_of(item.released)}
    else:
        shown |= {line for path in folder.iterdir() if path.is_file() for line in lines_of(path.read_text())}
        twin = ROOT / "solutions" / WEEK / book.name
        hidden |= {line for path in twin.rglob("*.py") for line in lines_of(path.read_text())}
    return (
        hidden - shown - {line for line in hidden if re.fullmatch(r"(return|import|from|else|try|pass)\b.{0,24}", line)}
    )


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
def test_both_forms_are_valid(book: Book) -> None:
    """nbformat and nbgrader accept the metadata of both forms, at schema version 3."""
    for release in (False, True):
        notebook = nbformat.reads(render(book, release=release), as_version=4)  # type: ignore[no-untyped-call] # as above
        nbformat.validate(notebook)
        MetadataValidator().validate_nb(notebook)
        points = sum(item.metadata.nbgrader.points for item in notebook.cells if utils.is_grade(item))

        assert points == book.points > 0


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
def test_no_solution_and_no_hidden_check_is_released(book: Book) -> None:
    """No line of a solution or of a hidden check stands in what students get, unless it is shown elsewhere."""
    notebook = json.loads(render(book, release=True))
    given = {line for item in notebook["cells"] for line in lines_of("".join(item["source"]))}

    assert secrets(book)
    assert set() == secrets(book) & given
    assert not {"### BEGIN SOLUTION", "### BEGIN HIDDEN TESTS"} & given


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
def test_checksums_are_those_of_nbgrader(book: Book) -> None:
    """`nbgrader validate` on a student's machine compares with what it would have computed."""
    notebook = nbformat.reads(render(book, release=True), as_version=4)  # type: ignore[no-untyped-call] # as above
    ours = {item.id: item.metadata.nbgrader.checksum for item in notebook.cells if "nbgrader" in item.metadata}

    assert ours == {item.id: utils.compute_checksum(item) for item in notebook.cells if "nbgrader" in item.metadata}


def test_building_again_writes_nothing(tmp_path: Path) -> None:
    """A second build of the same course finds every file as it is."""
    first = build(labs(), tmp_path)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.rglob("*") if path.is_file()}
    second = build(labs(), tmp_path)

    assert len(first.written) == 3
    assert (second.written, second.unchanged) == ((), 2)
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in before}


def test_settings_that_an_instructor_changed_stay(tmp_path: Path) -> None:
    """nbgrader_config.py is written once; after that it is the instructor's."""
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")

    build(labs(), tmp_path)

    assert (tmp_path / "nbgrader_config.py").read_text() == "c = get_config()\n"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """Where a file is in the way of a folder, one sentence says so and nothing half-written is left."""
    (tmp_path / "source").write_text("in the way")

    with pytest.raises(OutputUnwritable, match="cannot be written"):
        build(labs(), tmp_path)

    assert not list(tmp_path.rglob(".writing-*"))


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
def test_what_students_write_into_is_theirs_and_the_rest_is_locked(book: Book) -> None:
    """Solution cells, predictions and cells to run can be edited; text, given code and checks cannot."""
    notebook = json.loads(render(book, release=True))
    locked = {item["id"] for item in notebook["cells"] if item["metadata"].get("editable") is False}

    assert locked == {item.name for item in book.of(CellKind.TEXT, CellKind.GIVEN, CellKind.CHECK)}


def test_pictures_travel_inside_the_notebook() -> None:
    """A picture of the lab is an attachment, and no link of the text leads to a file of the course."""
    pictures = [item for item in lab_book().cells if item.images]
    text = "\n".join(item.released for item in lab_book().of(CellKind.TEXT))

    assert [sorted(item.images) for item in pictures] == [["lab-two-designs.svg"], ["lab-one-call.svg"]]
    assert not re.search(r"\]\((?!attachment:|https?:)", text)


def test_the_lab_asks_for_a_prediction_before_every_demonstration() -> None:
    """Whatever a student only runs has a guess above it."""
    kinds = [item.kind for item in lab_book().cells if item.kind is not CellKind.TEXT]
    before = [kinds[at - 1] for at, kind in enumerate(kinds) if kind is CellKind.RUN]

    assert len(before) >= 5
    assert set(before) == {CellKind.PREDICTION}


def test_every_finished_week_has_a_lab() -> None:
    """A week with its quiz and key has its lab too; read_lab holds its minutes and points."""
    weeks = [week.name for week in course().weeks if course().layout.quiz_key(week.name).is_file()]

    assert [] == [name for name in weeks if not course().layout.lab(name).is_file()]


def test_a_check_of_a_lab_compares_with_what_only_the_judge_knows() -> None:
    """Every check block compares something with a literal, so that no constant answer can pass it."""
    assert all("==" in item.source for item in lab_book().of(CellKind.CHECK))
