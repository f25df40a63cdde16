"""Which hint comes next: the ladder that belongs to the test that fails, and its next level.

Knows the exercise's ladders and what was looked at before; running tests and showing a hint are others' business.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.errors import UsageError
from grader.model import Exercise, Ladder
from grader.student.progress import Record
from grader.student.reading import task_of_test

LEVELS = ("question", "tool", "shape")
"""Names of the levels, from 1 on: what to look at, what to use, what it looks like with other data."""

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Hint:
    """One hint as it is shown; `links` are what it points to: the words, and a path from the root of the course."""

    exercise: str
    task: int
    task_title: str
    ladder: str
    """Its ladder's name in the progress."""
    level: int
    text: str
    links: tuple[tuple[str, str], ...] = ()
    answers: str = ""
    """The failing test that chose it; empty where a task was asked for or nothing fails."""
    seen: bool = False
    """Whether it was shown before."""

    @property
    def is_last(self) -> bool:
        """Whether the ladder ends here."""
        return self.level == len(LEVELS)


def choose_hint(
    exercise: Exercise, record: Record, failing: Sequence[str], *, task: int | None = None, level: int | None = None
) -> Hint:
    """The next hint for the first of the `failing` tests, or for one task.

    Each call gives the level after the highest that was looked at; after the last, the last again. `level` asks for
    one of them. Raises UsageError where the exercise has no such task or no hints.
    """
    if not exercise.ladders:
        raise UsageError(
            f"{exercise.id} has no hints", fix="its README.md and the lesson of the week have all there is"
        )
    of_task = [name for name in failing if task in (None, task_of(exercise, name))]
    chosen, test = _ladder(exercise, of_task, task)
    name = ladder_name(exercise, chosen)
    seen = record.hint_level(name)
    shown = level or min(seen + 1, len(LEVELS))
    text, links = without_links(getattr(chosen, LEVELS[shown - 1]), exercise)
    title = next((item.title for item in exercise.tasks if item.number == chosen.task), "")
    return Hint(exercise.id, chosen.task, title, name, shown, text, links, test, seen=shown <= seen)


def task_of(exercise: Exercise, test: str) -> int | None:
    """The task in the name of a test, `test_t2_...`; without one it may be the student's own test."""
    own = exercise.own_tests.task if exercise.own_tests else None
    return task_of_test(test) or own


def ladder_name(exercise: Exercise, ladder: Ladder) -> str:
    """Its task, and which of the task's ladders it is where there are several: "3", "3.2"."""
    same = [item for item in exercise.ladders if item.task == ladder.task]
    number = same.index(ladder) + 1
    return str(ladder.task) if number == 1 else f"{ladder.task}.{number}"


def _ladder(exercise: Exercise, failing: Sequence[str], task: int | None) -> tuple[Ladder, str]:
    """The ladder that names the first failing test, else the one of its task, else the first of the exercise."""
    numbers = sorted({ladder.task for ladder in exercise.ladders})
    if task is not None and task not in numbers:
        known = ", ".join(map(str, numbers))
        raise UsageError(f"{exercise.id} has no hints for a task {task}", fix=f"its tasks are {known}")
    for test in failing:
        wanted = task_of(exercise, test) or task
        named = [ladder for ladder in exercise.ladders if test in ladder.checks]
        general = [ladder for ladder in exercise.ladders if ladder.task == wanted and not ladder.checks]
        any_of_task = [ladder for ladder in exercise.ladders if ladder.task == wanted]
        for found in (*named, *general, *any_of_task):
            return found, test
    of_task = [ladder for ladder in exercise.ladders if task in (None, ladder.task)]
    return min(of_task, key=lambda ladder: (ladder.task, bool(ladder.checks))), ""


def without_links(text: str, exercise: Exercise) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A hint's Markdown without its links, and the links as words and path; a terminal shows a path, not a link."""
    folder = posixpath.join("weeks", exercise.id)
    links = tuple((words, _path(folder, target)) for words, target in _LINK.findall(text))
    plain = _LINK.sub(r"\1", text)
    return " ".join(plain.split()), links


def _path(folder: str, target: str) -> str:
    if "://" in target:
        return target
    path, sign, anchor = target.partition("#")
    return posixpath.normpath(posixpath.join(folder, path)) + sign + anchor
