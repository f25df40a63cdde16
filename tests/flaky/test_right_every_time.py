"""Right solutions of threads and processes, handed in by two hundred students, on a machine that is busy besides."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.catalogue.course import Course
from grader.catalogue.load import load_course
from grader.course.intake import submitted_parts
from grader.model import Kind
from tests.builders import ROOT
from tests.flaky.ground import busy_machine

STUDENTS = int(os.environ.get("QUAYSIDE_STEADY_STUDENTS", "200"))
WEEK = os.environ.get("QUAYSIDE_STEADY_WEEK", "15")


def hand_in_right_solutions(course: Course, student: Path, number: int) -> None:
    """Each exercise of the week in one of its right solutions: the reference and the alternatives in turn."""
    layout = course.layout
    for exercise in course.week(WEEK).exercises:
        if exercise.kind is Kind.QUIZ:
            continue
        rights = [layout.module_reference(exercise), *layout.alternatives(exercise)]
        for name, source in layout.solution_files(exercise, rights[number % len(rights)]).items():
            path = student.joinpath(*submitted_parts(exercise, name))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(source.read_bytes() + f"\n# handed in by student {number}\n".encode())


@pytest.mark.flaky_check
def test_right_solutions_get_full_points_every_time_under_load(tmp_path: Path) -> None:
    """Two hundred right submissions of the week on threads and processes: every check passes."""
    course = load_course(ROOT)
    for number in range(STUDENTS):
        hand_in_right_solutions(course, tmp_path / "class" / f"student-{number:03}", number)

    command = [sys.executable, "-m", "grader", "grade", str(tmp_path / "class"), "--week", WEEK, "--format", "json"]
    with busy_machine():
        ended = subprocess.run(
            [*command, "--output", str(tmp_path / "grades")], cwd=ROOT, capture_output=True, text=True, check=False
        )

    lost = [
        (student["student"], exercise["exercise"], check["id"], check["message"])
        for student in json.loads(ended.stdout)["submissions"]
        for exercise in student["exercises"]
        if exercise["exercise"] != "quiz"
        for check in exercise["checks"]
        if check["outcome"] != "passed"
    ]
    assert (ended.returncode, lost) == (1, []), ended.stderr  # 1: nobody answered the quiz
