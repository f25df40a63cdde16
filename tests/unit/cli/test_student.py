"""Tests of grader.cli.student: `course test` runs what a student can see, and needs nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.cli.student import main, run
from tests.e2e.ground import SORT, TALLY, append, change, good_course, right, visible


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a student has: the course without its solutions; the current folder lies in it."""
    course = good_course(tmp_path)
    shutil.rmtree(course / "solutions")
    monkeypatch.chdir(course / "weeks")
    return course


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the test files that pytest is started for, all of which pass."""
    names: list[str] = []

    def start(command: list[str], *, check: bool) -> subprocess.CompletedProcess[bytes]:
        names.append(Path(command[-1]).name)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr("grader.cli.student.subprocess.run", start)
    return names


def test_an_unfinished_exercise_does_not_pass(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The code is 1, and pytest shows which task is missing."""
    assert 1 == run(["test", "tal"])
    assert "NotImplementedError: Task 1: count the values" in capfd.readouterr().out


def test_a_finished_exercise_passes(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The code is 0."""
    visible(root, TALLY).write_bytes(right(TALLY))

    assert 0 == run(["test", "01/tally"])
    assert "10 passed" in capfd.readouterr().out


def test_without_a_name_all_exercises_are_run(root: Path, started: list[str]) -> None:
    """Each by itself: modules of two exercises may have one name."""
    assert 0 == run(["test"])
    assert ["test_sort_manifest.py", "test_tally.py"] == started


@pytest.mark.parametrize("arguments", [["test", "nonsense"], ["nonsense"], ["test", "a", "b"]])
def test_what_is_not_there_is_a_mistake_of_usage(root: Path, arguments: list[str]) -> None:
    """Names of exercises and of commands."""
    assert 2 == run(arguments)


def test_outside_of_a_course_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In two lines."""
    monkeypatch.chdir(tmp_path)

    assert 2 == run(["test"])
    assert (
        "error: there is no course here\nfix: go to the folder of your course: the one that holds weeks/\n"
    ) == capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["test"], ["test", TALLY]])
def test_a_damaged_exercise_is_said_to_be_damaged(
    root: Path, started: list[str], capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """Not passed over, and not said to be unknown; the student is told to get the file again."""
    append(visible(root, TALLY, "exercise.toml"), "number = ")

    assert 3 == run(arguments)
    shown = capsys.readouterr().err
    assert "  weeks/01-quay/tally/exercise.toml: line 28: is not TOML: Invalid value" in shown
    assert "fix: get these files again, as they were given out\n" in shown


def test_another_exercise_can_be_run_beside_a_damaged_one(root: Path, started: list[str]) -> None:
    """Nobody has to wait for what they do not need."""
    append(visible(root, TALLY, "exercise.toml"), "number = ")

    assert 0 == run(["test", SORT])
    assert ["test_sort_manifest.py"] == started


def test_a_week_without_exercises_passes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to run, and that is no success."""
    for slug in (SORT, TALLY):
        shutil.rmtree(visible(root, slug).parent)

    assert [2, 2] == [run(["test"]), run(["test", "01"])]
    assert "error: no exercise is there yet\n" in capsys.readouterr().err


def test_ctrl_c_ends_with_its_own_code(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """130, as everywhere."""

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("grader.cli.student.subprocess.run", stop)

    assert 130 == run(["test"])
    assert "stopped\n" == capsys.readouterr().err.lstrip("\n")


def test_help_and_version_are_no_failures(capsys: pytest.CaptureFixture[str]) -> None:
    """They give 0."""
    assert [0, 0] == [run(["--help"]), run(["--version"])]


def test_the_console_script_exits_with_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """It reads the command line."""
    monkeypatch.setattr(sys, "argv", ["course", "nonsense"])

    with pytest.raises(SystemExit) as caught:
        main()
    assert 2 == caught.value.code


def test_a_course_whose_stub_is_changed_is_still_a_course(root: Path, started: list[str]) -> None:
    """A student's own work is no damage."""
    change(visible(root, TALLY), "# TODO", "# later")

    assert 0 == run(["test", TALLY])
