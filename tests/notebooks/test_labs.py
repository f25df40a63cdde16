"""The labs of the course: their own solutions get everything, what is given out nothing, and mistakes are seen."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

import pytest

from grader.model import Verdict
from grader.notebooks.build import Shelf, gather
from grader.notebooks.build import Wanted as Notebooks
from grader.notebooks.grading import Graded
from grader.notebooks.lab import CellKind
from tests.notebooks.ground import by_student, cell, course, grade, hand_in, released, solved
from tests.notebooks.lab_mistakes import MISTAKES

pytestmark = pytest.mark.slow

WEEKS = [week.name for week in course().weeks if course().layout.lab(week.name).is_file()]
ALL = [(week, mistake[0], mistake[4]) for week in WEEKS for mistake in MISTAKES[course().week(week).number]]


@functools.cache
def shelf(week: str) -> Shelf:
    """The lab of one week."""
    return gather(course(), Notebooks(labs=(course().week(week),)))


@functools.cache
def graded(week: str) -> Graded:
    """A student for each mistake, made in the author's solution."""
    (book,) = shelf(week).books
    with tempfile.TemporaryDirectory() as folder:
        for name, where, right, wrong, _ in MISTAKES[course().week(week).number]:
            notebook = solved(book)
            mine = cell(notebook, where)
            assert right in mine["source"], f"{week}, {name}: the cell {where} has changed"
            mine["source"] = mine["source"].replace(right, wrong)
            hand_in(Path(folder), name, book, notebook)
        return grade(Path(folder), shelf(week))


@pytest.mark.parametrize(("week", "name", "check"), ALL)
def test_a_mistake_fails_the_check_that_is_about_it(week: str, name: str, check: str) -> None:
    """A mistake that people make costs the points of its check, and not those of the parts before it."""
    scores = by_student(graded(week))[name].scores
    before = list(scores)[: list(scores).index(check)]

    assert scores[check] == 0
    assert [] == [other for other in before if not scores[other]]


@pytest.mark.parametrize("week", WEEKS)
def test_a_labs_own_solution_gets_everything_and_what_is_given_out_nothing(week: str, tmp_path: Path) -> None:
    """In every week: full points for the author, no point and "not started" for whoever did nothing."""
    (book,) = shelf(week).books
    hand_in(tmp_path, "author", book, solved(book))
    hand_in(tmp_path, "idle", book, released(book))
    found = by_student(grade(tmp_path, shelf(week)))

    assert found["author"].result.points == book.points
    assert (found["idle"].result.points, found["idle"].result.verdict) == (0, Verdict.NOT_STARTED)
    assert len(book.of(CellKind.PREDICTION)) >= 3
