"""Libraries that an exercise is about: there for its submissions, and for nobody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.catalogue.course import Course
from grader.checks.static import TYPES_ID
from grader.course.intake import Taken
from grader.course.judging import Item, Judging, Settings
from grader.errors import UsageError
from grader.model import Exercise, Outcome, Week
from grader.sandbox.libraries import copy_libraries, versions
from tests.builders import exercise, level2, text

pytestmark = pytest.mark.l2

SOURCE = text(
    """
    from pydantic import BaseModel


    class Reading(BaseModel):
        kelvin: float


    def answer() -> float:
        return Reading.model_validate({"kelvin": "7"}).kelvin
    """
)
CHECKS = text(
    """
    from grader.checks import agree, points

    @points(3, task=1, covers="R1")
    def check_answer(student, reference):
        \"\"\"The answer is right.\"\"\"
        agree(student, reference, "answer")
    """
)
PLAIN = "def answer() -> float:\n    return 7.0\n"


def on_disk(root: Path, slug: str, source: str, libraries: tuple[str, ...] = ()) -> Exercise:
    """An exercise whose reference is `source`."""
    for half in ("weeks", "solutions"):
        folder = root / half / "01-quay" / slug
        folder.mkdir(parents=True)
        (folder / "work.py").write_text(source, encoding="utf-8")
    (folder / "checks.py").write_text(CHECKS, encoding="utf-8")
    return exercise(
        week="01-quay",
        slug=slug,
        student_files=("work.py",),
        libraries=libraries,
        typed_files=("work.py",),
        typed_points=2,
    )


def test_only_the_exercise_that_names_a_library_may_import_it(tmp_path: Path) -> None:
    """One submission, two exercises: with the library both points and types are right, without it the import fails."""
    found = (on_disk(tmp_path, "gateway", SOURCE, ("pydantic",)), on_disk(tmp_path, "plain", PLAIN))
    course = Course(tmp_path, (Week("01-quay", 1, "Quay", (), 10, (), found),))
    item = Item("s", tuple(Taken(one, {"work.py": SOURCE.encode()}) for one in course.exercises))
    with Judging(course, course.exercises, Settings(level2())) as judging:
        (judged,) = judging.run([item])
        controls = [(control.points, control.max_points) for control in judging.controls()]
    results = {result.exercise: result for result in judged.results}
    types = {check.id: check.outcome for check in results["gateway"].checks}[TYPES_ID]

    assert controls == [(3, 3)] * 2
    assert (results["gateway"].points, types) == (5, Outcome.PASSED)
    assert (results["plain"].verdict, "pydantic" in results["plain"].message) == ("import-failed", True)


def test_what_a_library_requires_comes_with_it_and_nothing_else(tmp_path: Path) -> None:
    """The folder holds the distribution and what it needs; neither the grader nor pytest is in it."""
    folder = copy_libraries(["pydantic"], tmp_path / "libraries")
    names = {path.name for path in folder.iterdir()}

    assert {"pydantic", "pydantic_core", "typing_extensions.py"} <= names
    assert not names & {"grader", "pytest", "_pytest", "bin", "hypothesis"}
    assert {line.partition("==")[0] for line in versions(["pydantic"])} >= {"pydantic", "pydantic-core"}


def test_a_library_that_is_not_installed_is_named_with_the_way_out(tmp_path: Path) -> None:
    """It is no fault of a student's or an author's: the extra is not installed."""
    with pytest.raises(UsageError, match="no-such-library") as caught:
        copy_libraries(["no-such-library"], tmp_path / "libraries")

    assert "quayside[weeks]" in caught.value.fix
