"""Ctrl-C in the middle of a class, and what is known from before: the real command in processes of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.builders import text
from tests.e2e.ground import TALLY, append, command, environment, good_course, grader, hand_in, right, visible

ENDLESS = right(TALLY).replace(b"counts: dict", b"__import__('time').sleep(3600)\n    counts: dict", 1)
"""An answer that is waited for as long as the exercise allows: ten minutes, in the course of these tests."""


@pytest.fixture
def ground(tmp_path: Path) -> Path:
    """A course with patience, a class of three of whom the second does not answer, and a folder for temporary files."""
    root = good_course(tmp_path)
    append(visible(root, TALLY, "exercise.toml"), "\n[limits]\nanswer_seconds = 60\nexercise_seconds = 600\n")
    for name in ("ana", "bea", "cem"):
        hand_in(tmp_path / "class", name)
    hand_in(tmp_path / "class", "bea", tally=ENDLESS)
    (tmp_path / "tmp").mkdir()
    return tmp_path


def grade(ground: Path, output: str) -> tuple[str | Path, ...]:
    """The command: one judge, so that submissions are judged one after the other."""
    return ("grade", ground / "class", "--jobs", "1", "--seed", "7", "--output", ground / output)


@contextmanager
def watched(ground: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The command with a terminal of its own on standard error, so that its progress can be read as it comes."""
    ours, theirs = os.openpty()
    try:
        process = subprocess.Popen(
            command(*grade(ground, "out")),
            cwd=ground / "course",
            env=environment(TERM="xterm", TMPDIR=str(ground / "tmp")),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=theirs,
        )
    finally:
        os.close(theirs)
    with process:
        yield process, ours
    os.close(ours)


def read_until(terminal: int, wanted: bytes) -> bytes:
    """What is written on a terminal until a text appears, or until everybody has closed it."""
    shown = b""
    while wanted not in shown:
        try:
            shown += os.read(terminal, 4096)
        except OSError:
            break
    return shown


def judges(ground: Path) -> list[str]:
    """Processes that were started for this run and are still there."""
    mark = f"TMPDIR={ground / 'tmp'}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and mark in (entry / "environ").read_bytes():
                found.append(entry.name)
        except OSError:
            continue
    return found


@pytest.mark.parametrize("number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.slow)])
def test_an_interrupted_run_goes_on_where_it_was(ground: Path, number: signal.Signals) -> None:
    """What is graded is kept, nothing else stays, and the second run's report is that of a run in one go."""
    with watched(ground) as (process, terminal):
        read_until(terminal, b"1/3")
        process.send_signal(number)
        shown = read_until(terminal, b"goes on from there")
        read_until(terminal, b"more than this")
        assert process.stdout is not None
        printed = process.stdout.read()

    assert (130, b"") == (process.returncode, printed)
    assert f"1 of 3 submissions are graded and kept in {ground / 'out'}".encode() in shown
    assert ["results"] == [path.name for path in (ground / "out").iterdir()]
    assert ([], []) == (list((ground / "tmp").iterdir()), judges(ground))

    hand_in(ground / "class", "bea")
    resumed = grader(*grade(ground, "out"), cwd=ground / "course")
    whole = grader(*grade(ground, "whole"), cwd=ground / "course")
    assert (0, 0) == (resumed.returncode, whole.returncode)
    assert resumed.stderr.endswith("; 1 unchanged and not run again\n")
    for name in ("report.html", "report.json"):
        assert (ground / "whole" / name).read_bytes() == (ground / "out" / name).read_bytes()


WATCHER = """
import json, sys
from pathlib import Path

started = []
sys.addaudithook(lambda event, _: started.append(event) if event in WATCHED else None)
WATCHED = {"subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.exec"}

from grader.catalogue.course import Course
from grader.course.grading import ClassGrading, GradeOptions, Progress, choose, load_chosen
from grader.course.intake import find_students
from grader.model import Level
from grader.sandbox.launch import Confinement, base_python
import grader.cli.grade

root, submissions, output = map(Path, sys.argv[1:])
course, exercises = load_chosen(root, lambda found: choose(found, None, None))
confinement = Confinement(Level.L2, "root", base_python(), "bwrap")
grading = ClassGrading(course, exercises, output, GradeOptions(confinement, seed=7))
results = list(grading.run(find_students(submissions), Progress()))
heavy = sorted({"_pytest", "cosmic_ray", "coverage", "hypothesis", "mypy", "pytest"} & set(sys.modules))
print(json.dumps([grading.reused, len(results), [name for name in started if name in WATCHED], heavy]))
"""


def test_what_is_known_starts_no_process_and_imports_no_tool(tmp_path: Path) -> None:
    """Showing a class that did not change costs reading it: no judge, no pytest, no hypothesis, no process at all."""
    root, submissions, output = good_course(tmp_path), tmp_path / "class", tmp_path / "out"
    for name in ("ana", "bea"):
        hand_in(submissions, name)
    grader("grade", submissions, "--output", output, cwd=root)

    clean = {name: value for name, value in environment().items() if not name.startswith("COVERAGE")}
    ended = subprocess.run(
        [sys.executable, "-c", text(WATCHER), root, submissions, output],
        env=clean,
        capture_output=True,
        text=True,
        check=True,
    )
    assert [2, 2, [], []] == json.loads(ended.stdout)
