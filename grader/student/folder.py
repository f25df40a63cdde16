"""An exercise folder as the plugin needs it: its tasks, its files, its limits; read from the manifest alone.

Needs no course around the exercise that can be read: a student may break anything beside it.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.catalogue.layout import Address, Layout
from grader.catalogue.manifest import MalformedError, exercise_from
from grader.model import Exercise
from grader.student.reading import task_of_test
from grader.student.results import BROKEN_FILE, TaskResult, TestOutcome, TestRun

SHORTEST_SECONDS = 5.0
FACTOR = 2.5
"""A visible test asks several questions: it gets more time than one answer to a hidden check."""
OTHERS = "Other tests"


@dataclass(frozen=True)
class ExerciseFolder:
    """A folder that holds an exercise's manifest."""

    path: Path
    exercise: Exercise

    @property
    def test_seconds(self) -> float:
        """How long one test may take."""
        return max(SHORTEST_SECONDS, FACTOR * self.exercise.limits.answer_seconds)

    def is_students_module(self, name: str) -> bool:
        """Whether a module is one that the student writes, even if its file is not there."""
        path = name.replace(".", "/")
        files = (*self.exercise.student_files, *self.exercise.optional_files)
        return any(file.removeprefix("src/") in (f"{path}.py", f"{path}/__init__.py") for file in files)

    def test_files(self) -> tuple[str, ...]:
        """Names of its test files that are there: the visible tests, and the student's own where they can run here."""
        layout = Layout(self.path.parent.parent.parent)
        own, target = layout.own_test_stub(self.exercise), layout.own_test_target(self.exercise)
        files = [layout.visible_tests(self.exercise)]
        if own is not None and target is not None and target.is_file():
            files.append(own)
        return tuple(file.relative_to(self.path).as_posix() for file in files if file.is_file())

    def task_of(self, file: str, test: str) -> int:
        """The task that a test belongs to; 0 for none. A student's own tests belong to the task that asks for them."""
        own = self.exercise.own_tests
        return own.task if own is not None and own.file == file else task_of_test(test)

    def run(self, outcomes: Iterable[TestOutcome], *, seconds: float = 0.0, partial: bool = False) -> TestRun:
        """Outcomes of its tests as a run, task by task; tasks without any visible test are left out."""
        gathered: dict[int, list[TestOutcome]] = {}
        for outcome in outcomes:
            gathered.setdefault(outcome.task, []).append(outcome)
        titles = {task.number: task.title for task in self.exercise.tasks}
        numbers = [number for number in titles if number in gathered]
        numbers += sorted(number for number in gathered if number not in titles)
        tasks = tuple(TaskResult(number, titles.get(number, OTHERS), tuple(gathered[number])) for number in numbers)
        tests = [test for task in tasks for test in task.tests]
        all_broken = all(test.state in BROKEN_FILE for test in tests)
        broken = next(iter(tests), None) if all_broken else None
        return TestRun(
            exercise=self.exercise.id,
            tasks=tasks,
            problem=broken.failure if broken else None,
            problem_state=broken.state if broken else None,
            seconds=seconds,
            partial=partial,
        )


@functools.lru_cache(maxsize=512)
def read_folder(path: Path) -> ExerciseFolder | None:
    """The exercise in a folder; None where there is none, or its manifest cannot be read."""
    layout, address = Layout(path.parent.parent.parent), Address(path.parent.name, path.name)
    if layout.exercise_folder(address) != path:
        return None
    try:
        document = tomllib.loads(layout.manifest(address).read_text(encoding="utf-8"))
        return ExerciseFolder(path, exercise_from(document, address.week, address.slug))
    except (OSError, ValueError, MalformedError):
        return None
