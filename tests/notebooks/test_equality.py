"""The same code gets the same points as a notebook and as a file: every reference, wrong and alternative solution."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.course.grading import ClassGrading, GradeOptions, Progress
from grader.course.intake import find_students, submitted_parts
from grader.model import CheckResult, Outcome
from grader.notebooks.build import Shelf
from tests.builders import level2
from tests.notebooks.ground import course, filled, grade, hand_in, whole_week

Told = tuple[str, int, str]
"""Outcome, points and message of a check."""
Results = dict[tuple[str, str], dict[str, Told]]


def solutions() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Student, exercise and texts by file: each student hands in one more solution of every exercise."""
    layout = course().layout
    for book in whole_week().books:
        if book.lab:
            continue
        wrong, alternatives = layout.wrong(book.exercise), layout.alternatives(book.exercise)
        for number, path in enumerate((layout.module_reference(book.exercise), *wrong, *alternatives)):
            files = layout.solution_files(book.exercise, path)
            texts = {name: file.read_text(encoding="utf-8") for name, file in files.items()}
            yield f"s{number:02}", book.exercise.id, texts


def summary(checks: tuple[CheckResult, ...]) -> dict[str, Told]:
    """What counts of each check, and what is said but for places."""
    return {check.id: (check.outcome.value, check.points, check.message.partition(" (")[0]) for check in checks}


def differ(one: Told, other: Told) -> bool:
    """Whether two results of a check are not the same."""
    late = Outcome.TIMEOUT.value in (one[0], other[0])
    return one[1] != other[1] if late else one != other


def as_notebooks(folder: Path, shelf: Shelf) -> Results:
    """Results by student and exercise, of notebooks."""
    books = {book.exercise.id: book for book in shelf.books}
    for student, exercise, texts in solutions():
        book = books[exercise]
        cells = {item.name: f"%%writefile {item.file}\n{texts[item.file]}" for item in book.cells if item.file}
        hand_in(folder, student, book, filled(book, cells))
    graded = grade(folder, shelf)
    return {(item.student, item.book.exercise.id): summary(item.result.checks) for item in graded.marked}


def as_files(folder: Path, shelf: Shelf) -> Results:
    """Results by student and exercise, of files."""
    exercises = {book.exercise.id: book.exercise for book in shelf.books}
    for student, exercise, texts in solutions():
        for name, text in texts.items():
            path = folder.joinpath(student, *submitted_parts(exercises[exercise], name))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    grading = ClassGrading(course(), list(exercises.values()), None, GradeOptions(level2(), jobs=2, seed=5))
    handed = {(student, exercise) for student, exercise, _ in solutions()}
    return {
        (submission.student, f"{result.week}/{result.exercise}"): summary(result.checks)
        for submission in grading.run(find_students(folder), Progress())
        for result in submission.exercises
        if (submission.student, f"{result.week}/{result.exercise}") in handed
    }


@pytest.mark.slow
def test_the_same_code_gets_the_same_points_in_both_forms(tmp_path: Path) -> None:
    """Points, outcome and message of every check agree, for all solutions that the week has.

    Of a check that ran out of time in either run the points are compared alone: how it ends depends on the machine.
    """
    shelf = Shelf(tuple(book for book in whole_week().books if not book.lab))

    notebooks = as_notebooks(tmp_path / "notebooks", shelf)
    files = as_files(tmp_path / "files", shelf)

    assert len(files) > 100
    assert {key: list(found) for key, found in notebooks.items()} == {key: list(found) for key, found in files.items()}
    assert [] == [
        (*key, check, told, files[key][check])
        for key, found in notebooks.items()
        for check, told in found.items()
        if differ(told, files[key][check])
    ]
    assert all(points for _, points, _ in notebooks["s00", f"{course().weeks[0].name}/mro-cartographer"].values())
