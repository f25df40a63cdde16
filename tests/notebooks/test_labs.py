"""The labs of the course: their own solutions get everything, what is given out nothing, and mistakes are seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.model import Verdict
from grader.notebooks.build import Wanted as Notebooks
from grader.notebooks.build import gather
from grader.notebooks.grading import Graded
from grader.notebooks.lab import CellKind
from tests.notebooks.ground import by_student, cell, course, grade, hand_in, lab_book, labs, released, solved

pytestmark = pytest.mark.slow

MISTAKES = [
    ("every-exception-is-no-reading", "nominal-meter", "except OSError:", "except Exception:", "nominal-contract"),
    ("two-decimals", "nominal-meter", ":.1f}", ":.2f}", "nominal-line"),
    ("read-is-not-abstract", "nominal-meter", "    @abstractmethod\n    def read", "    def read", "nominal-contract"),
    ("protocol-is-not-checkable", "structural-report", "@runtime_checkable\n", "", "structural-line"),
    ("protocol-without-unit", "structural-report", "    @property\n    def unit(self) -> str: ...\n", "",
     "structural-line"),
    ("asks-for-line", "structural-report", "        reading = meter.read()", "        return meter.line()",
     "structural-line"),
    ("weighs-when-it-is-made", "scale-meter", "self._scale = scale", "self._kg = scale.measure()['kg']", "adapter"),
    ("hides-the-cause", "scale-meter", "from error", "from None", "adapter"),
    ("kilograms", "scale-meter", "kilograms / 1000", "kilograms", "adapter"),
    ("one-underscore", "counting-mixin", "__count", "_count", "counted-mixin"),
    ("counts-before-it-reads", "counting-mixin", "        reading = super().read()\n        self.__count += 1\n",
     "        self.__count += 1\n        reading = super().read()\n", "counted-mixin"),
    ("one-count-for-all", "counting-mixin", "self.__count += 1", "Counted.__count += 1", "counted-mixin"),
    ("always-three", "counting-mixin", "return reading", "return 3", "counted-mixin"),
    ("nominal-throughout", "your-verdict", '"structural"', '"nominal"', "verdict"),
]  # fmt: skip


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """A student for each mistake, made in the author's solution."""
    folder = tmp_path_factory.mktemp("submitted")
    for name, where, right, wrong, _ in MISTAKES:
        notebook = solved(lab_book())
        mine = cell(notebook, where)
        assert right in mine["source"]
        mine["source"] = mine["source"].replace(right, wrong)
        hand_in(folder, name, lab_book(), notebook)
    return grade(folder, labs())


@pytest.mark.parametrize(("name", "check"), [(item[0], item[4]) for item in MISTAKES])
def test_a_mistake_fails_the_check_that_is_about_it(name: str, check: str, graded: Graded) -> None:
    """A mistake that people make costs the points of its check, and not those of the parts before it."""
    scores = by_student(graded)[name].scores
    before = list(scores)[: list(scores).index(check)]

    assert scores[check] == 0
    assert [] == [other for other in before if not scores[other]]


@pytest.mark.parametrize("week", [week.name for week in course().weeks if course().layout.lab(week.name).is_file()])
def test_a_labs_own_solution_gets_everything_and_what_is_given_out_nothing(week: str, tmp_path: Path) -> None:
    """In every week: full points for the author, no point and "not started" for whoever did nothing."""
    shelf = gather(course(), Notebooks(labs=(course().week(week),)))
    (book,) = shelf.books
    hand_in(tmp_path, "author", book, solved(book))
    hand_in(tmp_path, "idle", book, released(book))
    found = by_student(grade(tmp_path, shelf))

    assert found["author"].result.points == book.points
    assert (found["idle"].result.points, found["idle"].result.verdict) == (0, Verdict.NOT_STARTED)
    assert len(book.of(CellKind.PREDICTION)) >= 3
