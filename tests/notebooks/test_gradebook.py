"""What is entered into nbgrader's gradebook: three kinds of faults stay apart there too."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from grader.errors import OutputUnwritable
from grader.model import CheckResult, ExerciseResult, Outcome, Verdict
from grader.notebooks.extract import Extracted
from grader.notebooks.feedback import GONE, comments, write_feedback
from grader.notebooks.gradebook import Records
from grader.notebooks.grading import Marked
from grader.notebooks.submitted import HandedIn
from tests.notebooks.ground import LAB, WEEK, lab_book

PASSED = tuple(
    CheckResult(id_, f"Title {id_}.", Outcome.PASSED, cell.points, cell.points, cell.task)
    for cell in lab_book().cells
    for id_ in cell.checks
)
GRADED = ExerciseResult(WEEK, "lab", Verdict.GRADED, PASSED)


def marked(result: ExerciseResult, **taken: object) -> Marked:
    """A notebook of ada's with a result."""
    handed = HandedIn("ada", LAB, Path("ada"), (LAB, "lab.ipynb"))
    return Marked(Extracted(handed, lab_book(), **taken), result)  # type: ignore[arg-type] # fields of several types


def entered(path: Path, *items: Marked) -> list[tuple[float | None, int]]:
    """Score of each cell, and whether a human has to look, after these were entered."""
    with Records(path) as records:
        records.enter(items)
    with sqlite3.connect(path) as database:
        return database.execute("select auto_score, needs_manual_grade from grade").fetchall()


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gradebook that has just been made, which takes nbgrader two seconds."""
    path = tmp_path_factory.mktemp("gradebook") / "g.db"
    with Records(path) as records:
        records.enter([])
    return path


@pytest.fixture
def place(new: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copy(new, tmp_path / "g.db"))


def test_points_are_entered_by_cell(place: Path) -> None:
    """Each check cell gets its own points, and none waits for a human."""
    assert sorted(entered(place, marked(GRADED))) == [(1.0, 0)] * 2 + [(2.0, 0)] * 5


def test_a_fault_of_the_grader_is_no_zero(place: Path) -> None:
    """Where the grader failed no score is entered, a human has to look, and the comment says so."""
    failed = marked(ExerciseResult(WEEK, "lab", Verdict.GRADER_ERROR, message="the judge was lost"))

    assert entered(place, failed) == [(None, 1)] * 7
    assert "The grader failed; a human has to look: the judge was lost." in comments(failed).values()


def test_a_fault_of_the_grader_replaces_an_earlier_score(place: Path) -> None:
    """A score of an earlier run does not stand for a notebook that could not be graded now."""
    entered(place, marked(GRADED))

    assert entered(place, marked(replace(GRADED, verdict=Verdict.GRADER_ERROR))) == [(None, 1)] * 7


def test_a_name_that_is_no_text_can_be_entered(place: Path) -> None:
    """A folder's name may hold bytes that are no text; the gradebook shows them escaped."""
    odd = marked(GRADED)
    odd = replace(odd, extracted=replace(odd.extracted, handed=replace(odd.extracted.handed, student="a\udcff,b")))

    assert len(entered(place, odd)) == 7
    with Records(place) as records:
        assert '"a\\udcff,b"' in records.table()


def test_a_comment_stands_at_the_cell_that_it_is_about() -> None:
    """A failed check is told at the solution cell of its task, notes at the first one."""
    failed = replace(
        PASSED[-1], outcome=Outcome.WRONG, points=0, message="look again", file="cell your-verdict", line=2
    )
    found = comments(marked(replace(GRADED, checks=(*PASSED[:-1], failed)), notes=("cells were changed",)))

    assert found["nominal-meter"] == "Note: cells were changed."
    assert found["your-verdict"] == "Not passed: Title check_verdict: look again (cell your-verdict:2)"
    assert found["scale-meter"] == ""


def test_what_is_given_back_is_made_of_our_copy(tmp_path: Path) -> None:
    """The student's solutions stand in our notebook; a cell that was not handed in is said to be missing."""
    write_feedback(tmp_path, marked(GRADED, sources={"nominal-meter": "class Meter: ..."}))
    text = (tmp_path / "autograded" / "ada" / LAB / "lab.ipynb").read_text(encoding="utf-8")

    assert "class Meter: ..." in text
    assert text.count(GONE) == 4
    assert "BEGIN HIDDEN" not in text


def test_a_cell_that_is_newer_than_a_submission_is_entered(place: Path) -> None:
    """Where a lab gained a check and a solution since somebody was graded, the next run enters them."""
    whole = lab_book()
    older = replace(whole, cells=tuple(cell for cell in whole.cells if cell.name not in ("your-verdict", "verdict")))
    before = marked(replace(GRADED, checks=PASSED[:-1]))
    entered(place, replace(before, extracted=replace(before.extracted, book=older)))

    assert len(entered(place, marked(GRADED))) == 7


def test_a_gradebook_of_something_else_is_named(tmp_path: Path) -> None:
    """A database whose tables are not those of a gradebook is refused in a sentence."""
    with sqlite3.connect(tmp_path / "g.db") as database:
        database.execute("create table student (x integer)")
        database.execute("create table course (id integer)")
        database.execute("insert into course values (1)")

    with pytest.raises(OutputUnwritable, match="cannot be used"):
        entered(tmp_path / "g.db", marked(GRADED))


def test_a_folder_that_cannot_hold_a_gradebook_is_named(tmp_path: Path) -> None:
    """One sentence says which file cannot be used."""
    (tmp_path / "g.db").mkdir()

    with pytest.raises(OutputUnwritable, match=r"g\.db' cannot be used"), Records(tmp_path / "g.db"):
        pass
