"""The class that every contestant grades: right, alternative and wrong solutions of one week, each file unique."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.catalogue.course import Course
from grader.catalogue.layout import Layout
from grader.course.intake import Submission, Taken, submitted_parts, take
from grader.course.judging import Item, Judging, Settings
from grader.model import Exercise, Outcome
from grader.sandbox.launch import Confinement

NUMBERS = range(1, 9)
HARMLESS = frozenset({Outcome.PASSED, Outcome.WRONG, Outcome.RAISED, Outcome.BAD_RETURN, Outcome.SKIPPED})
"""Ends of a check that a process without limits survives."""


@dataclass(frozen=True)
class Field:
    """What all contestants share: the exercises, the isolation, and the seed of all generated inputs."""

    course: Course
    exercises: list[Exercise]
    confinement: Confinement
    seed: int = 7

    def take(self, folder: Path) -> Submission:
        """What one student handed in."""
        return take(folder, self.exercises)

    def items(self, submissions: Iterable[Submission]) -> list[Item]:
        """Submissions as the judge gets them."""
        return [Item(submission.student, submission.taken) for submission in submissions]


@dataclass(frozen=True)
class Choice:
    """The solutions of one exercise that may be handed in."""

    exercise: Exercise
    rights: tuple[bytes, ...]
    wrongs: tuple[bytes, ...]


def week_exercises(course: Course, week: str) -> list[Exercise]:
    """Exercises 1 to 8 of a week as their manifests have them."""
    return [item for item in course.week(week).exercises if item.number in NUMBERS]


def bare_exercise(exercise: Exercise) -> Exercise:
    """The exercise without what only this grader has: types, style and the student's own tests."""
    return dataclasses.replace(
        exercise,
        student_files=exercise.student_files[:1],
        optional_files=(),
        own_tests=None,
        typed_files=(),
        typed_points=0,
        style_points=0,
        style_rules=(),
    )


def _module_of(layout: Layout, exercise: Exercise, solution: Path) -> bytes:
    name = exercise.student_files[0]
    found = layout.solution_files(exercise, solution).get(name)
    reference = next(path for path in layout.reference_files(exercise) if path.name == name)
    return (found or reference).read_bytes()


def harmless_choices(found: Field) -> list[Choice]:
    """All solutions but those that hang or end a process: found out by judging each once, before anything is timed."""
    course, exercises, layout = found.course, found.exercises, found.course.layout
    wrongs = {item.id: [_module_of(layout, item, path) for path in layout.wrong(item)] for item in exercises}
    longest = max(len(found) for found in wrongs.values())
    items = [
        Item(
            f"try{number}",
            tuple(
                Taken(item, {item.student_files[0]: wrongs[item.id][number]})
                for item in exercises
                if number < len(wrongs[item.id])
            ),
        )
        for number in range(longest)
    ]
    harmless: dict[str, list[bytes]] = {item.id: [] for item in exercises}
    with Judging(course, exercises, Settings(found.confinement)) as judging:
        for judged in judging.run(items):
            for taken, result in zip(judged.item.taken, judged.results, strict=True):
                if result.checks and all(check.outcome in HARMLESS for check in result.checks):
                    harmless[taken.exercise.id] += taken.files.values()
    return [
        Choice(
            item,
            tuple(
                _module_of(layout, item, path) for path in (layout.module_reference(item), *layout.alternatives(item))
            ),
            tuple(sorted(harmless[item.id])),
        )
        for item in exercises
    ]


def write_class(choices: Iterable[Choice], folder: Path, students: int, *, right: float, seed: int = 6) -> list[Path]:
    """A folder for each student, as `grader grade` takes it; `right` is the share of solutions that are right."""
    chance = random.Random(seed)
    listed = list(choices)
    folders = []
    for number in range(students):
        student = folder / f"student-{number:04d}"
        for choice in listed:
            content = chance.choice(choice.rights if chance.random() < right else choice.wrongs)
            path = student / Path(*submitted_parts(choice.exercise, choice.exercise.student_files[0]))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content + f"\n# handed in by student {number} of class {seed}\n".encode())
        folders.append(student)
    return folders
