"""Tests of what the loader says of tests/courses/<defect>: exactly the defects that are there, each with a way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.catalogue.load import survey_course

WEEK = "weeks/01-quay"
HERE = "weeks/01-quay/bollards"
TWIN = "solutions/01-quay/bollards"

DEFECTS: dict[str, list[tuple[str, str, str]]] = {
    "broken-toml": [(f"{HERE}/exercise.toml", "line 3", "is not TOML")],
    "contradictory-manifest": [
        (f"{TWIN}/mutants", "", "nothing to catch"),
        (f"{HERE}/exercise.toml", "files.optional", "obligatory already"),
        (f"{HERE}/exercise.toml", "own_tests.file", "none of the student's files"),
        (f"{HERE}/exercise.toml", "task", "not numbered"),
        (f"{HERE}/exercise.toml", "types.files", "rows.py"),
        (f"{HERE}/exercise.toml", "types.task", "no such task"),
        (f"{WEEK}/week.toml", "needs", "not an earlier one"),
    ],
    "course-table": [
        ("weeks/course.toml", "week[1].syntax", "goto is no kind of syntax"),
        ("weeks/course.toml", "week[2].number", "has a table already"),
        ("weeks/course.toml", "week[2].syntax", "week 1 introduces lambda"),
    ],
    "duplicate-exercise-number": [(f"{WEEK}/fenders/exercise.toml", "number", "1 is the number of bollards")],
    "duplicate-slug": [("weeks/02-yard/bollards", "", "is taken by 01-quay/bollards")],
    "duplicate-week-number": [("weeks/01-yard/week.toml", "number", "1 is the number of 01-quay")],
    "file-for-a-folder": [(f"{TWIN}/wrong", "", "is a file where a folder should be")],
    "five-defects": [
        ("solutions/01-quay/fenders/wrong/has_none.py", "docstring", "has no docstring"),
        (f"{HERE}/exercise.toml", "difficulty", "must be 5 or less"),
        (f"{WEEK}/fenders/README.md", "", "is missing"),
        (f"{WEEK}/fenders/hints.toml", "ladder[1].level", "is not a key"),
        ("weeks/02-yard/week.toml", "line 4", "is not TOML"),
    ],
    "folder-for-a-file": [(f"{HERE}/README.md", "", "is a folder where a file should be")],
    "folder-names": [
        ("weeks/quay", "", "two digits"),
        ("weeks/quay/Bollards", "", "kebab-case"),
        ("weeks/quay/Bollards/exercise.toml", "files.student[1]", "must be Bollards.py"),
        ("weeks/quay/Bollards/test_Bollards.py", "", "is missing"),
        ("weeks/quay/Bollards/test_bollards.py", "", "does not belong here"),
    ],
    "missing-files": [
        (f"{TWIN}/bollards.py", "", "is missing"),
        (f"{TWIN}/checks.py", "", "is missing"),
        (f"{TWIN}/notes.md", "", "is missing"),
        (f"{WEEK}/README.md", "", "is missing"),
        (f"{HERE}/README.md", "", "is missing"),
        (f"{HERE}/bollards.py", "", "is missing"),
        (f"{HERE}/hints.toml", "", "is missing"),
        (f"{HERE}/test_bollards.py", "", "is missing"),
    ],
    "not-utf-8": [
        (f"{TWIN}/checks.py", "", "byte 22"),
        (f"{HERE}/README.md", "", "byte 22"),
        (f"{WEEK}/week.toml", "", "byte 11"),
    ],
    "own-tests-incomplete": [
        (f"{TWIN}/mutants", "", "nothing to catch"),
        (f"{TWIN}/mutants.toml", "equivalent[1].before", "no line of the reference"),
        (f"{HERE}/test_own_bollards.py", "", "is missing"),
    ],
    "python-that-does-not-parse": [
        (f"{TWIN}/bollards.py", "line 4", "is not Python 3.11"),
        (f"{TWIN}/wrong/one_end_only.py", "line 4", "is not Python 3.11"),
        (f"{HERE}/bollards.py", "line 6", "is not Python 3.11"),
    ],
    "quiz-and-key-disagree": [
        ("solutions/01-quay/quiz.toml", "answer", "third has no answer"),
        ("solutions/01-quay/quiz.toml", "answer[1].correct", "more than one choice"),
        ("solutions/01-quay/quiz.toml", "answer[1].correct", "no choice c"),
        ("solutions/01-quay/quiz.toml", "answer[1].wrong", "choice b has no explanation"),
        ("solutions/01-quay/quiz.toml", "answer[2].correct", "all choices in order"),
        ("solutions/01-quay/quiz.toml", "answer[3].id", "no question fourth"),
        (f"{WEEK}/quiz.toml", "question[4].id", "used twice"),
    ],
    "quiz-without-key": [("solutions/01-quay/quiz.toml", "", "is missing")],
    "schema-violations": [
        (f"{HERE}/exercise.toml", "difficulty", "is missing"),
        (f"{HERE}/exercise.toml", "dificulty", "is not a key"),
        (f"{HERE}/exercise.toml", "minutes", "must be a whole number, not a text"),
        (f"{HERE}/exercise.toml", "task[2].title", "must have 3 or more characters"),
    ],
    "student-half": [("solutions", "", "is missing")],
    "task-without-hints": [(f"{HERE}/hints.toml", "ladder", "no ladder for task 2")],
    "twin-missing": [(TWIN, "", "is missing")],
    "twin-without-exercise": [(TWIN, "", "no exercise"), ("solutions/07-cellar", "", "no week")],
    "unexpected-files": [
        (f"{TWIN}/old_checks.py", "", "does not belong"),
        (f"{TWIN}/wrong/readme.txt", "", "does not belong"),
        ("solutions/01-quay/todo.md", "", "does not belong"),
        (f"{HERE}/data", "", "does not belong"),
        (f"{HERE}/solution.py", "", "does not belong"),
        ("weeks/notes.txt", "", "does not belong"),
    ],
    "unknown-names-in-hints": [
        (f"{HERE}/hints.toml", "ladder[1].checks", "check_of_yesterday"),
        (f"{HERE}/hints.toml", "ladder[2].task", "no task 7"),
    ],
    "week-without-manifest": [(f"{WEEK}/week.toml", "", "is missing")],
    "wrong-docstrings": [
        (f"{TWIN}/alternatives/says_nothing.py", "docstring", "has no docstring"),
        (f"{TWIN}/wrong/fails-like-another.py", "", "no module name"),
        (f"{TWIN}/wrong/has_no_reply.py", "Reply", "has no Reply:"),
        (f"{TWIN}/wrong/has_none.py", "docstring", "has no docstring"),
        (f"{TWIN}/wrong/names_an_unknown_check.py", "Fails", "check_of_yesterday"),
        (f"{TWIN}/wrong/names_no_check.py", "Fails", "names no check"),
        (f"{TWIN}/wrong/one_end_only.py", "Fails", "the same checks as fails-like-another"),
        (f"{TWIN}/wrong/says_no_misconception.py", "docstring", "misconception"),
    ],
}


@pytest.mark.parametrize("defect", sorted(DEFECTS))
def test_each_defect_yields_exactly_its_problems(courses: Path, defect: str) -> None:
    """A course with known defects yields one problem for each of them, at its file and key, and no other."""
    _, problems = survey_course(courses / defect)

    assert [(file, key) for file, key, _ in DEFECTS[defect]] == [(problem.file, problem.key) for problem in problems]
    for (_, _, part), problem in zip(DEFECTS[defect], problems, strict=True):
        assert part in problem.message


@pytest.mark.parametrize("defect", sorted(DEFECTS))
def test_every_problem_says_what_to_do(courses: Path, defect: str) -> None:
    """No problem is without a way to mend it."""
    _, problems = survey_course(courses / defect)

    assert all(problem.fix for problem in problems)


def test_every_tiny_course_is_tested(courses: Path) -> None:
    """No fixture course lies around unused."""
    ours = {path.parents[2].name for path in courses.glob("*/weeks/*/[Bb]ollards")}

    assert ours <= set(DEFECTS) | {"own-tests"}
