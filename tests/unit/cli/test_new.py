"""Tests of grader.cli.new: the files of a new exercise are written and named, or nothing is."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.cli.main import run
from tests.e2e.ground import good_course


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A course to add to."""
    return good_course(tmp_path)


def test_all_files_are_named_and_what_comes_next(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Paths from the root of the course, then the command that says what is left to write."""
    assert 0 == run(["new", "--course", str(root), "01", "gate-log"])
    *files, last = capsys.readouterr().out.splitlines()

    assert (11, []) == (len(files), [name for name in files if not (root / name).is_file()])
    assert "now write it: docs/author-guide.md, then `grader verify 01/gate-log`" == last


@pytest.mark.parametrize(
    ("week", "slug", "message"),
    [
        ("07", "gate-log", "error: there is no week called '07'"),
        ("01", "Gate", "error: 'Gate' cannot be the name of an exercise"),
        ("01", "tally", "error: 01-quay/tally exists already"),
    ],
)
def test_what_cannot_be_is_a_mistake_of_usage(
    root: Path, capsys: pytest.CaptureFixture[str], week: str, slug: str, message: str
) -> None:
    """2, in two lines."""
    assert 2 == run(["new", "--course", str(root), week, slug])
    assert message == capsys.readouterr().err.splitlines()[0]
