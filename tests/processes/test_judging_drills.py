"""Exercises of the same name in different weeks, graded in one run: every week has its drills."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.catalogue.course import Course
from grader.course.intake import Taken
from grader.course.judging import Item, Judging, Settings
from grader.model import Exercise, Kind, Verdict, Week
from tests.builders import exercise, level2, text

pytestmark = pytest.mark.l2

CHECKS = text(
    """
    from grader.checks import agree, points

    @points(3, task=1, covers="R1")
    def check_answer(student, reference):
        \"\"\"The answer is right.\"\"\"
        agree(student, reference, "answer")
    """
)


def drills(root: Path, week: str, answer: int) -> Exercise:
    """The drills of a week, with their files on disk."""
    for half, source in (("weeks", "raise NotImplementedError('Task 1: answer')"), ("solutions", f"return {answer}")):
        folder = root / half / week / "drills"
        folder.mkdir(parents=True)
        (folder / "drills.py").write_text(f"def answer():\n    {source}\n", encoding="utf-8")
    (folder / "checks.py").write_text(CHECKS, encoding="utf-8")
    return exercise(week=week, slug="drills", kind=Kind.DRILLS, student_files=("drills.py",))


def test_drills_of_two_weeks_are_told_apart(tmp_path: Path) -> None:
    """Each week's drills are judged against that week's reference, whatever else is graded in the run."""
    weeks = [
        Week(name, number, name, (), 10, (), (drills(tmp_path, name, number),))
        for number, name in ((1, "01-quay"), (2, "02-yard"))
    ]
    course = Course(tmp_path, tuple(weeks))
    sources = [f"def answer():\n    return {number}\n".encode() for number in (1, 2)]
    items = [
        Item(f"always-{number}", tuple(Taken(one, {"drills.py": source}) for one in course.exercises))
        for number, source in enumerate(sources, start=1)
    ]
    with Judging(course, course.exercises, Settings(level2())) as judging:
        found = {judged.item.name: [result.points for result in judged.results] for judged in judging.run(items)}
        controls = [(control.verdict, control.points) for control in judging.controls()]

    assert controls == [(Verdict.GRADED, 3)] * 2
    assert found == {"always-1": [3, 0], "always-2": [0, 3]}
