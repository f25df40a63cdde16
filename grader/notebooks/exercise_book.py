"""Makes a notebook of an exercise: a cell for each file that a student hands in, and one for each task's points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from grader.catalogue.layout import Layout
from grader.model import CheckPlan, Exercise, Kind, Task, Week
from grader.notebooks.book import Book, BookCell, hidden
from grader.notebooks.lab import BEGIN, END, CellKind
from grader.notebooks.prose import standalone

KINDS = frozenset({Kind.MODULE, Kind.DRILLS, Kind.TESTS, Kind.PROJECT, Kind.CLI})
WRITEFILE = "%%writefile"

SETUP = '''\
# Run this cell first. It defines `feedback`, which runs the tests that you can see.
import subprocess
import sys


def feedback(*options: str) -> None:
    """Run pytest over the files that your cells wrote, and show what it says."""
    command = [sys.executable, "-m", "pytest", "-q", "--no-header", "--tb=short", "-p", "no:cacheprovider"]
    done = subprocess.run([*command, *options], capture_output=True, encoding="utf-8", errors="replace")
    print((done.stdout + done.stderr)[-8000:])
'''
HOW = (
    "**How this notebook works.** Below stands a cell for each file that you hand in. Running it writes the file. "
    "The cells after it run the tests that you can see, task by task. Hand in the notebook; what you write in other "
    "cells does not count."
)
NOT_HERE = 'raise RuntimeError("this cell is graded by `grader notebooks grade`, and by nothing else")'


def can_be_notebook(exercise: Exercise) -> bool:
    """Whether all that is handed in are Python files beside each other."""
    return exercise.kind in KINDS and all(_is_plain(name) for name in exercise.student_files)


def _is_plain(name: str) -> bool:
    return name.endswith(".py") and "/" not in name


def exercise_book(exercise: Exercise, week: Week, layout: Layout, plan: Sequence[CheckPlan]) -> Book:
    """The notebook of an exercise whose checks are `plan`."""
    cells = [
        *_prose(exercise, layout),
        BookCell(CellKind.GIVEN, "setup", SETUP.rstrip("\n"), SETUP.rstrip("\n")),
        *(_solution(exercise, name, layout) for name in exercise.student_files),
        _scratch(exercise),
        *(_points(exercise, task, plan, layout) for task in _worth(exercise, plan)),
    ]
    return Book(f"{week.number:02}-{exercise.slug}", exercise.slug, exercise, tuple(cells), _beside(exercise, layout))


def solution_name(file: str) -> str:
    """The name of the cell that a file is written in."""
    return file.removesuffix(".py").replace("_", "-")


def _prose(exercise: Exercise, layout: Layout) -> Iterable[BookCell]:
    text = layout.readme(exercise).read_text(encoding="utf-8").replace("\r\n", "\n")
    parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    for number, part in enumerate((*parts, HOW), start=1):
        source = standalone(part.strip("\n"))
        if source:
            yield BookCell(CellKind.TEXT, f"text-{number}", source, source)


def _solution(exercise: Exercise, name: str, layout: Layout) -> BookCell:
    """The file's cell. The instructor's holds the stub and, marked, the reference, which then is what is written."""
    stub = _read(layout.exercise_folder(exercise) / name)
    reference = _read(layout.twin_folder(exercise) / name)
    first = f"{WRITEFILE} {name}\n"
    source = f"{first}{stub}\n{BEGIN}\n{reference}\n{END}"
    return BookCell(CellKind.SOLUTION, solution_name(name), source, first + stub, file=name)


def _scratch(exercise: Exercise) -> BookCell:
    source = (
        f"# Try things out here, as often as you like, after you have run the cell of {exercise.module}.py.\n"
        f"import importlib\n\nimport {exercise.module}\n\nimportlib.reload({exercise.module})"
    )
    return BookCell(CellKind.RUN, "scratch", source, source)


def _worth(exercise: Exercise, plan: Sequence[CheckPlan]) -> list[Task]:
    return [task for task in exercise.tasks if task_points(exercise, task.number, plan)]


def task_points(exercise: Exercise, number: int, plan: Sequence[CheckPlan]) -> int:
    """Points of the checks of one task; those of no task belong to the first."""
    return sum(check.points for check in plan if task_of(exercise, check.task) == number)


def task_of(exercise: Exercise, number: int) -> int:
    """The task in whose cell a check counts."""
    known = [task.number for task in exercise.tasks]
    return number if number in known else known[0]


def _points(exercise: Exercise, task: Task, plan: Sequence[CheckPlan], layout: Layout) -> BookCell:
    points = task_points(exercise, task.number, plan)
    worth = "1 point" if points == 1 else f"{points} points"
    shown = f"# Task {task.number}: {task.title} ({worth}, by checks that are not shown). What you can see says:\n"
    shown += "\n".join(_calls(exercise, task, layout))
    mine = [check for check in plan if task_of(exercise, check.task) == task.number]
    secret = "\n".join([*(f"# {check.points}  {check.title}  ({check.id})" for check in mine), NOT_HERE])
    return BookCell(
        CellKind.CHECK,
        f"task-{task.number}",
        hidden(shown, secret),
        shown,
        points=points,
        checks=tuple(check.id for check in mine),
        task=task.number,
    )


def _calls(exercise: Exercise, task: Task, layout: Layout) -> Iterable[str]:
    own = exercise.own_tests
    if own is not None and own.task == task.number:
        yield f'feedback("{own.file}")'
    tests = layout.visible_tests(exercise)
    if tests.is_file() and f"def test_t{task.number}_" in tests.read_text(encoding="utf-8"):
        yield f'feedback("{tests.name}", "-k", "test_t{task.number}_")'


def _beside(exercise: Exercise, layout: Layout) -> dict[str, bytes]:
    """Visible tests, and the module under the student's own tests where the student does not write it."""
    target = layout.own_test_target(exercise)
    candidates = [layout.visible_tests(exercise), *([target] if target else [])]
    return {
        path.name: _read(path).encode() + b"\n"
        for path in candidates
        if path.is_file() and path.name not in exercise.student_files
    }


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8").replace("\r\n", "\n").rstrip("\n")
