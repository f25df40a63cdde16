"""Whole commands, killed at each step that touches the disk: no state and no byte of a student's is lost."""

from __future__ import annotations

import io
import itertools
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.cli.student import run
from grader.student.originals import backups
from grader.student.quizzes import open_quiz, read_answers
from grader.student.state import StateFile
from tests.student.ground import SORT, TALLY, WEEK, course_at, own_file, student_repository
from tests.student.test_state import killed_after

MINE = b"# mine\r\nx = 1\r\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A student repository in which the student has written something, and is working on the first exercise."""
    folder = student_repository(tmp_path)
    own_file(folder, TALLY).write_bytes(MINE)
    StateFile(folder).change(lambda progress: progress.moved_to(SORT).after_hint(SORT, "1", 1))
    monkeypatch.chdir(folder)
    return folder


def command(*arguments: str, typed: str = "") -> Callable[[], int]:
    """A command as the child runs it: silently, and with something typed."""

    def work() -> int:
        sys.stdin = io.StringIO(typed)
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            sys.stdout = sys.stderr = nowhere
            return run(list(arguments))

    return work


def test_next_killed_anywhere_is_done_or_not_done(root: Path) -> None:
    """The student is at one of the two exercises, with every hint counted, and nothing was mended."""
    state = StateFile(root, tell=pytest.fail)
    places = set()
    for count in itertools.count():  # pragma: no branch
        state.change(lambda progress: progress.moved_to(SORT))
        was_killed = killed_after(root, count, command("next", "tally"))
        places.add(state.read().current)

        assert {"1": {1: 1}} == state.read().record(SORT).hints
        assert MINE == own_file(root, TALLY).read_bytes()
        if not was_killed:
            break
    assert {SORT, TALLY} == places


def test_reset_killed_anywhere_keeps_what_was_written(root: Path) -> None:
    """The file holds what was written, or the stub while a backup holds it; the state can be read."""
    path, exercise = own_file(root, TALLY), course_at(root).exercise(TALLY)
    for count in itertools.count():  # pragma: no branch
        path.write_bytes(MINE)
        old = set(backups(root, exercise))
        was_killed = killed_after(root, count, command("reset", "tally", "--yes"))
        new = [folder / path.name for folder in backups(root, exercise) if folder not in old]

        assert path.read_bytes() == MINE or [MINE] == [copy.read_bytes() for copy in new if copy.is_file()]
        assert SORT == StateFile(root, tell=pytest.fail).read().current
        if not was_killed:
            break
    assert MINE != path.read_bytes()


def test_a_quiz_killed_anywhere_keeps_the_answers_given(root: Path) -> None:
    """Answers come into the file in their order and whole; one that was there is never lost."""
    quiz = open_quiz(root, WEEK)
    first, second, third = (question.id for question in quiz.questions[:3])
    quiz.path.write_bytes(f'# mine\n{third} = ["c", "b", "a"]\n'.encode())
    start = quiz.path.read_bytes()
    seen = set()
    for count in itertools.count():  # pragma: no branch
        quiz.path.write_bytes(start)
        was_killed = killed_after(root, count, command("quiz", typed="b\na c\n"))
        answers = read_answers(quiz)
        seen.add(tuple(answers))

        assert ["c", "b", "a"] == answers[third]
        assert quiz.path.read_bytes().startswith(start)
        assert SORT == StateFile(root, tell=pytest.fail).read().current
        if not was_killed:
            break
    assert {(third,), (first, third), (first, second, third)} == seen
