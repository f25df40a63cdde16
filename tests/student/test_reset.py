"""`reset`: back to what was given out, asked first, with a backup that can be had again whatever happens."""

from __future__ import annotations

import datetime as dt
import itertools
import os
from pathlib import Path
from typing import Any

import pytest

from grader.errors import OutputUnwritable, UsageError
from grader.student.originals import backups, original, plan_reset, plan_undo, put_back, student_files
from grader.student.state import StateFile
from tests.student.ground import SORT, TALLY, course, course_at, own_file, solve, student_repository
from tests.student.test_state import killed_after

NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)
MINE = b"# mine\r\nx = 1\r\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A student repository."""
    return student_repository(tmp_path)


def stub(root: Path, exercise: str = TALLY) -> bytes:
    """The student's file as it was given out."""
    path = own_file(root, exercise)
    content = original(root, course_at(root).exercise(exercise), path.name)
    assert content is not None
    return content


def test_a_reset_and_its_undo_bring_back_every_byte(root: Path) -> None:
    """The stub comes back, the student's bytes lie in a backup, and undo swaps them again."""
    exercise, path = course_at(root).exercise(TALLY), own_file(root, TALLY)
    path.write_bytes(MINE)
    done = put_back(root, exercise, plan_reset(root, exercise), at=NOON)
    after_reset = path.read_bytes()
    put_back(root, exercise, plan_undo(root, exercise), at=NOON)

    assert stub(root) == after_reset
    assert MINE == path.read_bytes()
    assert done.backup is not None
    assert "2026-03-02_120000" == done.backup.name
    assert MINE == (done.backup / path.name).read_bytes()


def test_backups_of_one_second_do_not_meet(root: Path) -> None:
    """Two in the same second get names of their own, the newest first."""
    exercise, path = course_at(root).exercise(TALLY), own_file(root, TALLY)
    for number in range(12):
        path.write_bytes(b"%d" % number)
        put_back(root, exercise, plan_reset(root, exercise), at=NOON)
    contents = [(folder / path.name).read_bytes() for folder in backups(root, exercise)]

    assert [b"%d" % number for number in reversed(range(12))] == contents


def test_an_untouched_exercise_has_nothing_to_reset(root: Path) -> None:
    """Neither the same bytes nor the same text with other line ends make a backup."""
    exercise, path = course_at(root).exercise(TALLY), own_file(root, TALLY)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert {} == plan_reset(root, exercise)
    assert put_back(root, exercise, {}, at=NOON).backup is None
    assert () == backups(root, exercise)


def test_a_deleted_file_comes_back(root: Path) -> None:
    """A student who deleted the file gets the stub; there is nothing to keep."""
    exercise, path = course_at(root).exercise(TALLY), own_file(root, TALLY)
    path.unlink()
    put_back(root, exercise, plan_reset(root, exercise), at=NOON)

    assert stub(root) == path.read_bytes()
    assert () == backups(root, exercise)


def test_without_a_copy_of_the_stub_nothing_is_touched(root: Path) -> None:
    """Where the course does not have the original, the way to get it is named."""
    exercise, path = course_at(root).exercise(TALLY), own_file(root, TALLY)
    path.write_bytes(MINE)
    for copy in (root / ".quayside" / "course").rglob("tally.py"):
        copy.unlink()
    with pytest.raises(UsageError, match="no copy of tally/tally.py") as caught:
        plan_reset(root, exercise)
    assert "course update" in caught.value.fix
    assert MINE == path.read_bytes()


def test_a_backup_that_cannot_be_written_stops_the_reset(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a full disk the student's file stays as it is."""
    exercise, path = course_at(root).exercise(TALLY), own_file(root, TALLY)
    path.write_bytes(MINE)
    wanted = plan_reset(root, exercise)

    def full(*arguments: Any) -> Any:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(OutputUnwritable, match="No space left on device"):
            put_back(root, exercise, wanted, at=NOON)
    assert MINE == path.read_bytes()


def test_killed_at_any_step_the_students_bytes_are_somewhere(root: Path) -> None:
    """At each step the file holds the student's bytes or the stub, and the bytes are in it or in a backup."""
    exercise, path = course_at(root).exercise(TALLY), own_file(root, TALLY)
    wanted = {path: stub(root)}
    for count in itertools.count():  # pragma: no branch
        path.write_bytes(MINE)
        before = len(backups(root, exercise))
        was_killed = killed_after(root, count, lambda: put_back(root, exercise, wanted, at=NOON))
        now = path.read_bytes()
        kept = [folder / path.name for folder in backups(root, exercise)[: len(backups(root, exercise)) - before]]

        assert now in (MINE, wanted[path])
        assert now == MINE or [MINE] == [copy.read_bytes() for copy in kept if copy.is_file()]
        if not was_killed:
            break
    assert wanted[path] == now
    assert 12 <= count


def test_only_the_students_files_are_theirs(root: Path) -> None:
    """Tests, texts and hints are not among what a reset touches."""
    assert {"tally.py": own_file(root, TALLY)} == student_files(root, course_at(root).exercise(TALLY))


# --- the command ----------------------------------------------------------------------------------------------------


def test_what_is_as_it_was_given_out_needs_no_reset(root: Path) -> None:
    """Neither a reset nor an undo without a backup asks anything."""
    done, undo = course(root, "reset", "tally"), course(root, "reset", "tally", "--undo")

    assert (0, 2) == (done.returncode, undo.returncode)
    assert "as it was given out already" in done.stdout
    assert "no backup" in undo.stderr


@pytest.mark.parametrize("answer", ["", "n\n", "\n"])
def test_it_asks_and_takes_silence_for_no(root: Path, answer: str) -> None:
    """Only yes is a yes; the file stays, and the exit code says that it was not done."""
    path = solve(root, TALLY)
    before = path.read_bytes()
    done = course(root, "reset", "tally", given=answer)

    assert 1 == done.returncode
    assert "Nothing was changed" in done.stdout
    assert before == path.read_bytes()


def test_yes_resets_and_the_way_back_is_shown_and_works(root: Path) -> None:
    """What it prints as the way back is what brings the file back; the state follows, the counts stay."""
    path = solve(root, SORT)
    mine = path.read_bytes()
    course(root, "test", "sort-manifest")
    done = course(root, "reset", "sort-manifest", given="y\n")
    record = StateFile(root).read().record(SORT)
    way_back = next(line.split() for line in done.stdout.splitlines() if "--undo" in line)
    undone = course(root, *way_back[1:], "--yes")

    assert (0, 0) == (done.returncode, undone.returncode)
    assert ("not started", 1) == (record.standing.value, record.attempts)
    assert mine == path.read_bytes()
    assert ".quayside/backups/01-quay/sort-manifest/" in done.stdout
