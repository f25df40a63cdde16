"""`course test`: which exercise is meant, what is printed, exit codes, and what is remembered."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from grader.cli.student import main, run
from grader.student.state import Standing, StateFile
from tests.e2e.ground import append
from tests.student.ground import SORT, TALLY, course, own_file, solve, student_repository


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A student repository; the current folder lies in it."""
    found = student_repository(tmp_path)
    monkeypatch.chdir(found / "weeks")
    return found


def test_an_unfinished_exercise_does_not_pass(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The code is 1, and the page says what is to be done."""
    assert 1 == run(["test", "tal"])
    assert "     to do         count the values\n" in capsys.readouterr().out
    assert Standing.NOT_STARTED is StateFile(root).read().record(TALLY).standing


def test_a_finished_exercise_passes(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The code is 0, and it is remembered."""
    solve(root, TALLY)

    assert 0 == run(["test", "01/tally"])
    assert "10 of 10 passing" in capsys.readouterr().out
    assert (Standing.PASSING, TALLY) == (
        StateFile(root).read().record(TALLY).standing,
        StateFile(root).read().current,
    )


def test_what_cannot_be_remembered_is_shown(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a folder that cannot be written the page is there all the same, with one line that says what is lost."""
    solve(root, TALLY)
    (root / ".quayside" / "lock").mkdir(parents=True)

    assert 0 == run(["test", "tally"])
    shown = capsys.readouterr()
    assert "10 of 10 passing" in shown.out
    assert 1 == len(shown.err.splitlines())
    assert "note: this run is not remembered: .quayside/lock cannot be written" in shown.err


def test_a_file_that_is_gone_comes_with_a_way_back(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is there to mend and save: the name is given back, or the stub."""
    own_file(root, TALLY).unlink()

    assert 1 == run(["test", "tally"])
    assert "tally.py is missing" in (shown := capsys.readouterr().out)
    assert "course reset tally" in shown


def test_the_folder_or_the_current_exercise_is_meant(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the folder of an exercise that one; elsewhere the one that is worked on, and none is a mistake."""
    assert 2 == run(["test"])
    monkeypatch.chdir(own_file(root, TALLY).parent)
    run(["test"])
    assert capsys.readouterr().out.startswith("Tally the gates")
    monkeypatch.chdir(root)
    run(["test"])
    assert capsys.readouterr().out.startswith("Tally the gates")


def test_all_exercises_are_a_line_each(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As is a week."""
    solve(root, TALLY)

    assert [1, 1] == [run(["test", "--all"]), run(["test", "01"])]
    lines = capsys.readouterr().out.splitlines()
    assert [SORT, TALLY] * 2 == [line.split()[0] for line in lines]


def test_one_task_is_run_and_not_remembered(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says too little about the exercise."""
    assert 1 == run(["test", "tally", "--task", "2"])
    assert "Task 1" not in capsys.readouterr().out
    assert () == StateFile(root).read().record(TALLY).failing
    assert 2 == run(["test", "tally", "--task", "7"])


def test_json_is_one_document(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With every test's state."""
    assert 1 == run(["test", "tally", "--format", "json"])
    document = json.loads(capsys.readouterr().out)

    assert ("course/test/v1", TALLY, False) == (
        document["format"],
        document["exercises"][0]["exercise"],
        document["exercises"][0]["passing"],
    )
    tests = [test for task in document["exercises"][0]["tasks"] for test in task["tests"]]
    assert (10, {"not-started"}) == (len(tests), {test["state"] for test in tests})


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


def test_a_damaged_exercise_is_said_to_be_damaged(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not unknown; the student is told to get the file again. Others can be run."""
    solve(root, SORT)
    append(own_file(root, TALLY).with_name("exercise.toml"), "number = ")

    assert [3, 0] == [run(["test", TALLY]), run(["test", SORT])]
    shown = capsys.readouterr().err
    assert "  weeks/01-quay/tally/exercise.toml: line 28: is not TOML: Invalid value" in shown
    assert "fix: get these files again, as they were given out\n" in shown


def test_a_week_without_exercises_passes_nothing(root: Path) -> None:
    """There is nothing to run, and that is no success."""
    for exercise in (SORT, TALLY):
        shutil.rmtree(own_file(root, exercise).parent)

    assert [2, 2] == [run(["test", "--all"]), run(["test", "01"])]


def test_ctrl_c_ends_with_its_own_code(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """130, as everywhere."""

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("grader.cli.student.test.run_exercise", stop)

    assert 130 == run(["test", "tally"])
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


def test_the_real_command_runs_in_plain_ascii(root: Path) -> None:
    """Where the output takes nothing else, nothing is refused."""
    done = course(root, "test", "tally", environment={"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "COLUMNS": "40"})

    assert 1 == done.returncode
    assert done.stdout.isascii()
    assert 40 >= max(map(len, done.stdout.splitlines()))
