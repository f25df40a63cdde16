"""Tests of grader.cli.options: the course is found where people are, and confinement is what was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.cli.options import confinement_for, find_course
from grader.errors import IsolationUnavailable, UsageError
from grader.model import Level
from grader.sandbox import probe
from tests.e2e.ground import good_course


def test_the_course_is_the_nearest_one_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From any folder below it."""
    root = good_course(tmp_path)
    monkeypatch.chdir(root / "weeks/01-quay/tally")

    assert root == find_course(None)


def test_the_course_may_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By any path that leads there."""
    root = good_course(tmp_path)
    monkeypatch.chdir(tmp_path)

    assert root.resolve() == find_course(Path("course"))


@pytest.mark.parametrize("kind", ["missing", "file", "empty", "file for weeks"])
def test_a_folder_that_is_no_course_is_refused(tmp_path: Path, kind: str) -> None:
    """Whether it is missing, a file, empty, or has a file where weeks/ should be."""
    path = tmp_path / "course"
    if kind == "file":
        path.touch()
    elif kind != "missing":
        path.mkdir()
    if kind == "file for weeks":
        (path / "weeks").touch()

    with pytest.raises(UsageError) as caught:
        find_course(path)
    assert f"{str(path)!r} holds no weeks/" == caught.value.message


def test_where_there_is_no_course_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Weeks alone are a student's course, not one to grade with."""
    (tmp_path / "weeks").mkdir()
    monkeypatch.chdir(tmp_path)

    with pytest.raises(UsageError, match="^there is no course here$"):
        find_course(None)


def test_nothing_weaker_is_taken_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where walls cannot be had grading stops; the demo makes do; who asks for less gets less."""
    monkeypatch.setattr(probe, "_try_bubblewrap", lambda: (None, ("there is no bubblewrap", "install it")))

    with pytest.raises(IsolationUnavailable, match="isolation L2 is not available: there is no bubblewrap"):
        confinement_for(None)
    assert [(Level.L1, "there is no bubblewrap"), (Level.L1, "asked for")] == [
        (found.level, found.note) for found in (confinement_for(None, best=True), confinement_for("L1"))
    ]
