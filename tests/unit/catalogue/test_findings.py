"""Tests of grader.catalogue.findings: whatever is wrong with a file becomes a problem with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.catalogue.findings import Findings
from grader.catalogue.layout import Layout


@pytest.mark.parametrize(
    ("text", "line"),
    [("a = 1\nb = \n", "line 2"), ("a = 'x", "line 1"), ("a = 1\na = 2\n", "line 2"), ("x = [\n\n", "line 3")],
    ids=["no value", "open text", "twice", "open array"],
)
def test_broken_toml_names_its_line(tmp_path: Path, text: str, line: str) -> None:
    """The key of a problem in broken TOML is its line, also where the file ends too early."""
    findings = Findings(Layout(tmp_path))
    (tmp_path / "x.toml").write_text(text)

    assert findings.table(tmp_path / "x.toml", "a table") is None
    assert [("x.toml", line)] == [(problem.file, problem.key) for problem in findings.problems]
    assert "(at" not in findings.problems[0].message


def test_files_that_cannot_be_read_are_problems(tmp_path: Path) -> None:
    """A file that the system does not give out is a problem, not an exception."""
    findings = Findings(Layout(tmp_path))

    assert findings.text(tmp_path / "gone.md") is None
    assert "cannot be read" in findings.problems[0].message


def test_null_bytes_in_python_are_problems(tmp_path: Path) -> None:
    """A module with a null byte is a problem, not an exception."""
    findings = Findings(Layout(tmp_path))
    (tmp_path / "x.py").write_bytes(b"x = 1\0\n")

    assert findings.module(tmp_path / "x.py") is None
    assert len(findings.problems) == 1


def test_sound_files_are_no_problems(tmp_path: Path) -> None:
    """What can be read is given back, and nothing is noted."""
    findings = Findings(Layout(tmp_path))
    (tmp_path / "x.toml").write_text("a = 1\n")
    (tmp_path / "x.py").write_text("x = 1\n")

    assert findings.table(tmp_path / "x.toml", "a table") == {"a": 1}
    assert findings.module(tmp_path / "x.py") is not None
    assert findings.problems == []
