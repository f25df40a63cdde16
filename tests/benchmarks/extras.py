"""What only this grader does: types, and tests that the students wrote. Reported by themselves."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from grader.course.intake import submitted_parts
from grader.model import Exercise
from tests.benchmarks import tables
from tests.benchmarks.classes import Field, bare_exercise
from tests.benchmarks.contestants import Ours

SUBMISSIONS = 10


def measure(found: Field, folder: Path, students: int, console: Console) -> dict[str, Any]:
    """Seconds a submission with types checked, and with own tests run; all hand in the reference, made unique."""
    count = min(students, SUBMISSIONS)
    typed = [_with_types(item) for item in found.exercises]
    tested = [_with_own_tests(item) for item in found.exercises]
    bare = [bare_exercise(item) for item in found.exercises]
    numbers: dict[str, tuple[float, float]] = {}
    for name, exercises in (
        ("the checks of the tables above", bare),
        ("and types, where an exercise has them", typed),
        ("and own tests, where an exercise has them", tested),
    ):
        part = dataclasses.replace(found, exercises=exercises)
        folders = _references(part, folder / f"extras-{len(numbers)}", count)
        ours = Ours(part, folder / f"extras-output-{len(numbers)}")
        ours.start()
        try:
            took = ours.grade(folders)
        finally:
            ours.close()
        numbers[name] = (took.wall / count, took.cpu / count)
    content = [(name, tables.milliseconds(wall), tables.milliseconds(cpu)) for name, (wall, cpu) in numbers.items()]
    title = f"the reference handed in {count} times, this grader"
    tables.rows(console, title, ("per submission", "wall ms", "cpu ms of the judge's tree"), content)
    return {name: {"wall_ms": wall * 1e3, "cpu_ms": cpu * 1e3} for name, (wall, cpu) in numbers.items()}


def _with_types(exercise: Exercise) -> Exercise:
    return dataclasses.replace(
        bare_exercise(exercise), typed_files=exercise.typed_files, typed_points=exercise.typed_points
    )


def _with_own_tests(exercise: Exercise) -> Exercise:
    return dataclasses.replace(
        bare_exercise(exercise), own_tests=exercise.own_tests, student_files=exercise.student_files
    )


def _references(found: Field, folder: Path, count: int) -> Sequence[Path]:
    folders = []
    for number in range(count):
        student = folder / f"student-{number:04d}"
        for exercise in found.exercises:
            for source in found.course.layout.reference_files(exercise):
                path = student / Path(*submitted_parts(exercise, source.name))
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(source.read_bytes() + f"\n# handed in by student {number}\n".encode())
        folders.append(student)
    return folders
