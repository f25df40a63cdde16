"""What tests of services and commands stand on: a copy of the good course, classes of submissions, the real CLI.

Only right, wrong and unfinished solutions are used here. Whatever crashes or attacks is graded at level L2 alone.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.catalogue.course import Course
from grader.course.grading import ClassGrading, GradeOptions, Progress, choose, load_chosen
from grader.course.intake import find_students
from grader.model import Exercise, Level, Report, SubmissionResult
from grader.sandbox.launch import Confinement
from grader.sandbox.probe import find_confinement
from tests.builders import COURSES, ROOT, level2

GOOD = COURSES / "good"
WEEK = "01-quay"
TALLY, SORT = "tally", "sort-manifest"
ANSWERS = """
what-sort-returns = "b"
which-change-the-list = ["a", "c"]
order-of-steps = ["a", "b", "c"]
what-is-printed = "['10', '100', '9']"
"""
FULL = {TALLY: 20, SORT: 22, "quiz": 4}
"""Points of each exercise of the good course."""


def good_course(folder: Path, name: str = "course") -> Path:
    """A copy of the good course that a test may break."""
    return Path(shutil.copytree(GOOD, folder / name, ignore=shutil.ignore_patterns(".*", "__pycache__")))


def module(slug: str) -> str:
    """File name of an exercise's module."""
    return f"{slug.replace('-', '_')}.py"


def visible(course: Path, slug: str, name: str = "") -> Path:
    """A file of the student half; the stub unless named."""
    return course / "weeks" / WEEK / slug / (name or module(slug))


def hidden(course: Path, slug: str, name: str = "") -> Path:
    """A file of the instructor half; the reference unless named."""
    return course / "solutions" / WEEK / slug / (name or module(slug))


def right(slug: str) -> bytes:
    """The reference's source."""
    return hidden(GOOD, slug).read_bytes()


def wrong(slug: str, name: str) -> bytes:
    """Source of a named wrong solution."""
    return hidden(GOOD, slug, f"wrong/{name}.py").read_bytes()


def stub(slug: str) -> bytes:
    """The stub as students get it."""
    return visible(GOOD, slug).read_bytes()


def change(path: Path, old: str, new: str) -> None:
    """Replace a text that has to be there, everywhere in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def append(path: Path, text: str) -> None:
    """Add lines to a file."""
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def handed(submissions: Path, student: str, name: str) -> Path:
    """Where a student's file belongs; `name` is an exercise or `answers.toml`."""
    week = submissions / student / "weeks" / WEEK
    return week / name if name.endswith(".toml") else week / name / module(name)


def hand_in(submissions: Path, student: str, **files: bytes | str | None) -> Path:
    """A student's folder with everything right but for `files`: `tally`, `sort`, `answers`; None for what is lost."""
    named = {TALLY: "tally", SORT: "sort", "answers.toml": "answers"}
    usual: dict[str, bytes | str | None] = {"tally": right(TALLY), "sort": right(SORT), "answers": ANSWERS}
    contents = {**usual, **files}
    folder = submissions / student
    folder.mkdir(parents=True, exist_ok=True)
    for name, key in named.items():
        content = contents[key]
        if content is None:
            continue
        path = handed(submissions, student, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


@functools.cache
def level1() -> Confinement:
    """Processes without walls: for solutions of the course's own, never for hostile ones."""
    return find_confinement(Level.L1)


def chosen(root: Path, exercise: str | None = None) -> tuple[Course, list[Exercise]]:
    """The course, and one exercise or all with the quiz."""
    return load_chosen(root, lambda course: choose(course, None, exercise))


def grading(root: Path, output: Path | None, exercise: str | None = None, **options: Any) -> ClassGrading:
    """A run over a class with a seed, by one judge at L2, unless `options` say otherwise."""
    fields = {"confinement": level2(), "jobs": 1, "seed": 7, **options}
    return ClassGrading(*chosen(root, exercise), output, GradeOptions(**fields))


def graded(root: Path, submissions: Path, output: Path | None = None, **options: Any) -> Report:
    """The report of one run over a class."""
    run = grading(root, output, **options)
    return run.report(list(run.run(find_students(submissions), Progress())))


def points(results: Sequence[SubmissionResult]) -> dict[str, list[int]]:
    """Points of each student, exercise by exercise."""
    return {result.student: [exercise.points for exercise in result.exercises] for result in results}


def verdicts(results: Sequence[SubmissionResult]) -> dict[str, list[str]]:
    """Verdicts of each student, exercise by exercise."""
    return {result.student: [exercise.verdict.value for exercise in result.exercises] for result in results}


def environment(**more: str) -> dict[str, str]:
    """The environment of a command: this one with the package on the path and without settings of the course."""
    kept = {name: value for name, value in os.environ.items() if name not in ("QUAYSIDE_COURSE", "COLUMNS")}
    return {**kept, "PYTHONPATH": str(ROOT), "COLUMNS": "100", **more}


def command(*arguments: str | Path, program: str = "grader") -> list[str]:
    """The command line of the grader as a process of its own."""
    return [sys.executable, "-m", program, *map(str, arguments)]


def grader(*arguments: str | Path, cwd: Path, program: str = "grader", **more: str) -> subprocess.CompletedProcess[str]:
    """Run the real command to its end."""
    return subprocess.run(
        command(*arguments, program=program),
        cwd=cwd,
        env=environment(**more),
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
