"""Hints: the ladder that belongs to what fails, one level more each time, links as paths, all of it counted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.model import Exercise, OwnTests
from grader.student.hints import LEVELS, choose_hint, task_of
from grader.student.progress import Record
from grader.student.state import StateFile
from tests.builders import ROOT
from tests.builders import exercise as build_exercise
from tests.student.ground import SORT, TALLY, course, course_at, own_file, solve, student_repository


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A student repository."""
    return student_repository(tmp_path)


def sort_manifest(root: Path) -> Exercise:
    """The exercise whose second task has two ladders."""
    return course_at(root).exercise(SORT)


@pytest.mark.parametrize(
    ("failing", "task", "ladder"),
    [
        (("test_t1_a", "test_t2_b"), None, "1"),
        (("test_t2_the_given_list_stays_as_it_was", "test_t1_a"), None, "2.2"),
        (("test_t2_anything_else",), None, "2"),
        (("test_t1_a", "test_t2_the_given_list_stays_as_it_was"), 2, "2.2"),
        (("test_t1_a",), 3, "3"),
        ((), 2, "2"),
        (("test_without_a_task",), None, "1"),
    ],
)
def test_the_ladder_is_that_of_the_first_failing_test(
    root: Path, failing: tuple[str, ...], task: int | None, ladder: str
) -> None:
    """A ladder that names the test comes before the one of its task; a task that is asked for decides."""
    assert ladder == choose_hint(sort_manifest(root), Record(), failing, task=task).ladder


def test_each_call_shows_one_level_more_and_ends_at_the_last(root: Path) -> None:
    """Question, tool, shape, and the shape again; another ladder of the same task begins at its first."""
    exercise, hints = sort_manifest(root), []
    record = Record()
    for _ in range(4):
        hints.append(choose_hint(exercise, record, ["test_t2_b"]))
        seen = record.hints.get("2", {})
        record = Record(hints={"2": {**seen, hints[-1].level: 1}})
    other = choose_hint(exercise, record, ["test_t2_the_given_list_stays_as_it_was"])

    assert [(1, False), (2, False), (3, False), (3, True)] == [(hint.level, hint.seen) for hint in hints]
    assert [False, False, True, True] == [hint.is_last for hint in hints]
    assert ("2.2", 1) == (other.ladder, other.level)
    assert 3 == record.hints_used == len(LEVELS)


def test_links_are_paths_from_the_root(root: Path) -> None:
    """A link of a hint is words in the text and a path that can be opened from where the student works."""
    hint = choose_hint(sort_manifest(root), Record(), [], task=2, level=2)

    assert "](" not in hint.text
    assert "sorting by several keys" in hint.text
    assert (("sorting by several keys", "weeks/01-quay/README.md#sorting-by-several-keys"),) == hint.links
    assert (root / hint.links[0][1].partition("#")[0]).is_file()


def test_what_does_not_exist_is_named(root: Path) -> None:
    """A task without hints and an exercise without any are refused with what there is."""
    with pytest.raises(UsageError, match="no hints for a task 9") as caught:
        choose_hint(sort_manifest(root), Record(), [], task=9)
    assert "1, 2, 3" in caught.value.fix
    with pytest.raises(UsageError, match="has no hints"):
        choose_hint(build_exercise(), Record(), [])


def test_the_task_is_in_the_name_of_a_test_or_that_of_the_own_tests() -> None:
    """Names without a task have none, but for exercises in which students write tests themselves."""
    names = ("test_t2_a", "test_t12_b", "test_b", "test_tx_a")
    own = build_exercise(own_tests=OwnTests("test_own.py", "berth_board", 5, 6))

    assert [2, 12, None, None] == [task_of(build_exercise(), name) for name in names]
    assert [2, 12, 5, 5] == [task_of(own, name) for name in names]


# --- the command ----------------------------------------------------------------------------------------------------


def test_the_command_runs_the_tests_if_nothing_is_known_and_counts(root: Path) -> None:
    """Three calls give three levels of the first failing test's ladder, and the state holds them."""
    said = [course(root, "hint", "tally").stdout for _ in range(3)]
    record = StateFile(root).read().record(TALLY)

    assert [f"level {level} of 3" in text for level, text in enumerate(said, start=1)] == [True] * 3
    assert "Each value is counted." in said[0]
    assert "That was the last of them." in said[2]
    assert {"1": {1: 1, 2: 1, 3: 1}} == record.hints


def test_a_saved_file_is_tested_again_before_a_hint_is_chosen(root: Path) -> None:
    """What passes since the last run is not hinted at."""
    course(root, "hint", "tally")
    text = own_file(root, TALLY).read_text(encoding="utf-8")
    written = "    return {value: values.count(value) for value in values}"
    new = text.replace('    raise NotImplementedError("Task 1: count the values")', written)
    own_file(root, TALLY).write_text(new, encoding="utf-8")
    os.utime(own_file(root, TALLY))
    said = course(root, "hint", "tally").stdout

    assert "Task 2" in said
    assert "level 1 of 3" in said


def test_where_all_passes_no_hint_is_pushed(root: Path) -> None:
    """Nothing is shown and nothing counted unless a task is named."""
    solve(root, TALLY)
    said = course(root, "hint", "tally")
    none = StateFile(root).read().record(TALLY).hints_used
    asked = course(root, "hint", "tally", "--task", "2", "--level", "3")

    assert 0 == said.returncode
    assert "no hint is needed" in said.stdout
    assert 0 == none
    assert "level 3 of 3" in asked.stdout
    assert {"2": {3: 1}} == StateFile(root).read().record(TALLY).hints


def test_a_file_that_cannot_be_read_comes_first(root: Path) -> None:
    """Before any hint a syntax error has to go: its place is named, and no hint is counted."""
    own_file(root, TALLY).write_text("def tally(:\n", encoding="utf-8")
    done, again = course(root, "hint", "tally"), course(root, "hint", "tally")

    assert (2, 2) == (done.returncode, again.returncode)
    assert "tally.py:1" in done.stderr
    assert "course test tally" in done.stderr
    assert done.stderr == again.stderr
    assert 0 == StateFile(root).read().record(TALLY).hints_used


def test_two_at_once_are_both_counted(root: Path) -> None:
    """Two terminals that ask at the same moment get two levels, one after the other; no look is lost."""
    command = [sys.executable, "-m", "grader.cli.student", "hint", "tally"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    both = [subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.DEVNULL) for _ in range(2)]

    assert [0, 0] == [process.wait(timeout=60) for process in both]
    assert {"1": {1: 1, 2: 1}} == StateFile(root).read().record(TALLY).hints
