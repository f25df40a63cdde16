"""What isolation a machine has is found out by trying; where it is missing, the error says what and how to mend it."""

from __future__ import annotations

import dataclasses
import os
import sys

import pytest

from grader.errors import IsolationUnavailable
from grader.model import Level
from grader.sandbox import probe
from tests.builders import level2


@pytest.mark.l2
def test_this_machine_has_level_two() -> None:
    """Asked for L2, or for the best there is, this machine gives L2 with a variant that was tried."""
    found = probe.find_confinement(None)

    assert found == probe.find_confinement(Level.L2)
    assert (found.level, found.variant) == (Level.L2, "root" if os.geteuid() == 0 else "user")
    assert found.drops_uid is (found.variant == "root")


def test_level_one_is_taken_only_when_it_is_asked_for() -> None:
    """L1 needs no tool at all and says that it was asked for."""
    found = probe.find_confinement(Level.L1)

    assert (found.level, found.variant, found.bwrap, found.note) == (Level.L1, "process", "", "asked for")


@pytest.mark.parametrize("level", [Level.L0, Level.L3])
def test_levels_that_are_not_ours_to_make_are_refused(level: Level) -> None:
    """L0 is the student's own machine and L3 a container around the command: neither can be asked for."""
    with pytest.raises(IsolationUnavailable, match=level.value):
        probe.find_confinement(level)


@pytest.mark.parametrize(
    ("attribute", "replacement", "says"),
    [
        ("shutil.which", lambda _: None, "bubblewrap is not installed"),
        ("sys.platform", "darwin", "it needs Linux"),
        ("platform.machine", lambda: "riscv64", "no system call filter for this processor"),
        ("grader.sandbox.probe.starts", lambda _: False, "cannot make namespaces"),
    ],
)
def test_a_missing_layer_is_named(
    monkeypatch: pytest.MonkeyPatch, attribute: str, replacement: object, says: str
) -> None:
    """Asked for L2 the command fails closed; left to itself it takes L1 and notes what was missing."""
    monkeypatch.setattr(attribute, replacement)

    with pytest.raises(IsolationUnavailable, match=says) as caught:
        probe.find_confinement(Level.L2)
    less = probe.find_confinement(None)

    assert (less.level, says in less.note, bool(caught.value.fix)) == (Level.L1, True, True)


def test_on_another_system_there_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without POSIX there is no level at all."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr("os.name", "nt")

    with pytest.raises(IsolationUnavailable, match="Linux or macOS"):
        probe.find_confinement(Level.L1)


def test_a_sandbox_that_never_speaks_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trying ends with False where nothing starts, where what starts ends, and where it says nothing in time."""
    good = level2()

    assert probe.starts(dataclasses.replace(good, bwrap="/nonexistent/bwrap")) is False
    assert probe.starts(dataclasses.replace(good, bwrap="/bin/false")) is False
    monkeypatch.setattr(probe, "START_SECONDS", 0.0)
    assert probe.starts(good) is False
