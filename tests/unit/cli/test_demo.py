"""Tests of grader.cli.demo: its own week if there is one, another that is named, and a class graded like any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from grader.cli import demo as module
from grader.cli.main import run
from grader.course.grading import ClassGrading
from grader.sandbox import probe
from tests.e2e.ground import GOOD, append, change, good_course


@pytest.fixture
def graded(monkeypatch: pytest.MonkeyPatch) -> list[ClassGrading]:
    """The runs that the command wants; none takes place."""
    runs: list[ClassGrading] = []

    def note(run: ClassGrading, *_: Any) -> int:
        runs.append(run)
        return 0

    monkeypatch.setattr(module, "grade_class", note)
    return runs


def demo(*options: str | Path) -> int:
    """The command."""
    return run(["demo", *map(str, options)])


def test_the_first_week_stands_in_for_the_sixth(
    tmp_path: Path, graded: list[ClassGrading], capsys: pytest.CaptureFixture[str]
) -> None:
    """A course without the week of the demo shows its first; the level is said before anything else."""
    assert 0 == demo("--course", GOOD, "--output", tmp_path, "--students", "3")
    assert [["sort-manifest", "tally", "quiz"]] == [[exercise.slug for exercise in run.exercises] for run in graded]
    assert "isolation: L2\n" == capsys.readouterr().err
    assert 3 == len(list((tmp_path / "class").iterdir()))


def test_the_demo_has_a_week_of_its_own(tmp_path: Path, graded: list[ClassGrading]) -> None:
    """Week 6, where there is one."""
    root = good_course(tmp_path)
    for half in ("weeks", "solutions"):
        (root / half / "01-quay").rename(root / half / "06-quay")
    change(root / "weeks/06-quay/week.toml", "number = 1", "number = 6")
    append(root / "weeks/course.toml", "\n[[week]]\nnumber = 6\nsyntax = []\nmodules = []\n")

    assert 0 == demo("--course", root, "--output", tmp_path / "out", "--students", "1")
    assert {"06-quay"} == {exercise.week for exercise in graded[0].exercises}


def test_another_week_may_be_named(tmp_path: Path, graded: list[ClassGrading]) -> None:
    """One that is not there is a mistake of usage."""
    assert [2, 0] == [
        demo("--course", GOOD, "--output", tmp_path, "--week", "09"),
        demo("--course", GOOD, "--output", tmp_path, "--week", "01"),
    ]


def test_a_machine_without_walls_is_good_enough_and_says_so(
    tmp_path: Path,
    graded: list[ClassGrading],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The solutions are the course's own; what is missing is said."""
    monkeypatch.setattr(probe, "_try_bubblewrap", lambda: (None, ("bubblewrap is not installed", "install it")))

    assert 0 == demo("--course", GOOD, "--output", tmp_path)
    assert "isolation: L1 (bubblewrap is not installed)\n" == capsys.readouterr().err
