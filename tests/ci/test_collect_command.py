"""Tests of grader.cli.collect: what it prints and hands on, its codes, and a run that is stopped half-way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from grader.cli.main import run
from grader.course.collection import digest
from tests.ci.hosting import TOKEN, Hosting
from tests.ci.repositories import Repository, bare, write_roster
from tests.e2e.ground import GOOD


@pytest.fixture
def roster(honest: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A roster of one, and repositories on disk allowed."""
    monkeypatch.setenv("QUAYSIDE_PROTOCOLS", "file ssh")
    for name in ("GITHUB_ACTIONS", "GITHUB_OUTPUT", "GITHUB_SERVER_URL", "GITHUB_API_URL"):
        monkeypatch.delenv(name, raising=False)
    return write_roster(tmp_path / "roster.csv", [("ana", str(honest.path))])


def collect(roster: Path, *options: str) -> int:
    """Run the command in this process."""
    return run(["collect", str(roster), "--course", str(GOOD), "--output", str(roster.parent / "out"), *options])


def test_it_says_what_came_of_everybody(roster: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line for each student, a sum, and the next command; 0 if all were reached, and again from memory."""
    assert 0 == collect(roster)
    first = capsys.readouterr().out
    assert 0 == collect(roster)
    second = capsys.readouterr().out

    assert first.startswith("ana  collected  3 files at ")
    assert "1 collected; next: grader grade " in first
    assert "1 collected (1 known from before)" in second


def test_a_job_gets_the_digest_and_an_annotation(
    roster: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a build the collection's digest is an output of the step; whoever is missing is annotated; the code is 1."""
    write_roster(roster, [("ana", str(tmp_path / "gone"))])
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "output"))

    assert 1 == collect(roster)
    assert f"digest={digest((tmp_path / 'out' / 'collection.json').read_text())}\n" == (tmp_path / "output").read_text()
    assert "\n::error title=Not collected - ana::" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--deadline", "tomorrow"), "'tomorrow' is no time"),
        (("--deadline", "2026-11-20T12:00:00"), "has no time zone"),
        (("--week", "99"), "there is no week called '99'"),
        (("--exercise", "nothing"), "there is no exercise called 'nothing'"),
    ],
)
def test_what_cannot_be_meant_is_one_clear_error(
    roster: Path, options: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is collected for a deadline or a week that is not one."""
    assert 2 == collect(roster, *options)
    assert said in capsys.readouterr().err
    assert not (roster.parent / "out").exists()


def test_only_the_named_exercise_is_collected(roster: Path) -> None:
    """`--week` and `--exercise` narrow what is copied."""
    collect(roster, "--week", "01", "--exercise", "tally")
    folder = roster.parent / "out" / "submissions" / "ana" / "weeks"

    assert ["tally.py"] == [path.name for path in folder.rglob("*") if path.is_file()]


def test_a_full_disk_is_one_clear_error(roster: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An output that cannot be written ends the run, with what to do."""
    (roster.parent / "out").write_text("a file is in the way")

    assert 2 == collect(roster)
    assert "cannot be" in capsys.readouterr().err


def test_stopping_keeps_what_is_known(hosting: Hosting, honest: Repository, tmp_path: Path) -> None:
    """Ctrl-C while a server is silent: who was collected is kept, no git is left, and the next run goes on."""
    asked = threading.Event()
    hosting.silent.add("our-class/slow")
    hosting.on_silence = asked.set
    rows = [("ana", f"file://{honest.path}"), ("slow", f"{hosting.url}/our-class/slow.git")]
    roster = write_roster(tmp_path / "roster.csv", rows)
    command = [
        sys.executable,
        "-m",
        "grader",
        "collect",
        str(roster),
        "--course",
        str(GOOD),
        "--output",
        "out",
        "--jobs",
        "1",
    ]
    environment = {**os.environ, "QUAYSIDE_PROTOCOLS": "file http", "QUAYSIDE_COLLECT_TOKEN": TOKEN}
    process = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert asked.wait(60)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    hosting.silent.clear()
    write_roster(roster, [rows[0]])
    again = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, timeout=60, check=False)

    assert (130, b"stopped; the same command goes on from there\n") == (process.returncode, err)
    assert out.startswith(b"ana  collected")
    assert b"1 collected (1 known from before)" in again.stdout


def test_a_repository_of_two_students_keeps_its_branches_apart(roster: Path, tmp_path: Path) -> None:
    """Two branches of one repository are two students' work."""
    shared = bare(tmp_path, "shared")
    for branch in ("left", "right"):
        shared.push({"weeks/01-quay/tally/tally.py": branch.encode()}, branch=branch)
    write_roster(roster, [(name, str(shared.path), name) for name in ("left", "right")])
    collect(roster)
    folder = tmp_path / "out" / "submissions"

    assert ["left", "right"] == [
        (folder / name / "weeks/01-quay/tally/tally.py").read_text() for name in ("left", "right")
    ]
