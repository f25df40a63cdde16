"""Tests of grader.cli.doctor: the table says which layer held, and the code whether to grade on this machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grader.cli import doctor as module
from grader.cli.main import run
from grader.harness.doctor import Finding
from grader.sandbox.launch import Confinement


def findings(monkeypatch: pytest.MonkeyPatch, *found: Finding) -> None:
    """Let the examination find just this."""

    def examine(confinement: Confinement) -> Iterator[Finding]:
        yield from found

    monkeypatch.setattr(module, "examine", examine)


HELD = Finding("network", "call out", held=True, seen="OSError")
BROKEN = Finding("files", "write a file", held=False, seen="wrote it")
TOLERATED = Finding("processes", "count them", held=False, seen="12", mandatory=False)


def test_a_machine_on_which_every_layer_holds_is_safe(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """0, with what cannot be had without root marked as such."""
    findings(monkeypatch, HELD, TOLERATED)

    assert 0 == run(["doctor"])
    shown = capsys.readouterr().out
    assert "isolation: L2, variant " in shown
    assert ["every layer held"] == shown.splitlines()[-1:]
    assert "no (cannot be had without root)" in " ".join(shown.split())


def test_a_layer_that_breaks_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """1, with the number of attacks that succeeded."""
    findings(monkeypatch, HELD, BROKEN)

    assert 1 == run(["doctor"])
    shown = capsys.readouterr().out
    assert "1 attacks succeeded: do not grade on this machine" == shown.splitlines()[-1]
    assert any(line.split()[:1] == ["files"] and " NO " in line for line in shown.splitlines())


def test_a_machine_without_walls_is_not_for_grading(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """1, with what that means and what is missing."""
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr("grader.sandbox.seccomp.machine", lambda: "")

    assert 1 == run(["doctor", "--isolation", "L1"])
    shown = capsys.readouterr().out
    assert "bubblewrap: not installed" in shown
    assert "system call filter: not for this processor" in shown
    assert "isolation: L1, variant process (asked for)" in shown
    assert "student code can read files of this account" in " ".join(shown.split())
