"""Plain pytest with the plugin: pages in the place of tracebacks, and nothing at all outside exercises."""

from __future__ import annotations

import re
import signal
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.student.exercises import MANIFEST, exercise, plain_pytest

MODULE = """
def lift(weight):
    return weight


def lower(weight):
    raise NotImplementedError("Task 2: lower it")
"""
TESTS = '''
from cranes import lift, lower


def test_t1_lifting_adds_one():
    """Lifting adds one."""
    assert lift(1) == 2


def test_t1_lifting_nothing():
    """Lifting nothing gives nothing."""
    assert lift(0) == 0


def test_t2_lowering():
    """Lowering takes one away."""
    assert lower(1) == 0
'''


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An exercise of which one test fails, one passes, and one is not started."""
    return exercise(tmp_path, MODULE, TESTS)


def test_a_failure_is_a_page_without_frames_of_ours(folder: Path) -> None:
    """No traceback, no path of a library, the student's own place; tasks at the end."""
    shown = plain_pytest(folder).stdout

    assert "  x  Lifting adds one.\n     you called    lift(1)\n     you got       1\n" in shown
    assert "     look at       cranes.py:2, in lift\n" in shown
    assert not re.search(r"site-packages|Traceback|E   |\.py:\d+: Assertion", shown)
    assert "Task 2  Lower                                                        not started\n" in shown
    assert "1 failed, 1 passed, 1 not started" in shown


def test_choosing_tests_and_stopping_early_work(folder: Path) -> None:
    """`-k`, `-x`, an id, and `-v` are pytest's own."""
    assert "1 passed, 2 deselected" in plain_pytest(folder, "-k", "nothing").stdout
    assert "stopping after 1 failures" in plain_pytest(folder, "-x").stdout
    assert "1 passed" in plain_pytest(folder, "test_cranes.py::test_t1_lifting_nothing").stdout
    assert "test_cranes.py::test_t2_lowering NOT STARTED" in plain_pytest(folder, "-v").stdout


def test_the_debugger_stands_in_the_students_code(folder: Path) -> None:
    """`--pdb` is as good as ever, and no deadline ends it."""
    (folder / "cranes.py").write_text("def lift(weight):\n    return weight / 0\ndef lower(weight): ...\n")
    shown = plain_pytest(folder, "--pdb", "-k", "adds_one", environment={"QUAYSIDE_TEST_SECONDS": "0.01"}).stdout

    assert "-> return weight / 0" in shown


@pytest.mark.parametrize("style", ["short", "native", "long"])
def test_tracebacks_come_back_when_they_are_asked_for(folder: Path, style: str) -> None:
    """Whoever says `--tb` gets what pytest shows."""
    shown = plain_pytest(folder, f"--tb={style}").stdout

    assert "assert lift(1) == 2" in shown
    assert "you called" not in shown


def test_editors_get_the_students_place(folder: Path) -> None:
    """And all outcomes are in the file for machines, failures as failures."""
    plain_pytest(folder, "--junitxml=out.xml")
    cases = {case.get("name"): case for case in ET.parse(folder / "out.xml").iter("testcase")}  # noqa: S314 (our own file)

    assert ["test_t1_lifting_adds_one", "test_t2_lowering"] == [
        name for name, case in cases.items() if case.find("failure") is not None
    ]
    failure = cases["test_t1_lifting_adds_one"].find("failure")
    assert failure is not None
    assert "got 1, expected 2" == failure.get("message")


def test_a_missing_name_is_shown_once(folder: Path) -> None:
    """The tests that do not need it run."""
    (folder / "cranes.py").write_text("def lift(weight):\n    return weight and weight + 1\n")
    done = plain_pytest(folder, "-rN")

    assert 1 == done.returncode
    assert 1 == done.stdout.count("cranes.py has no `lower` yet")
    assert "Task 1  Lift                                                           passing +\n" in done.stdout


def test_a_mistake_of_syntax_is_shown_once_and_all_tests_are_found(folder: Path) -> None:
    """So that an editor does not lose the tests while a line is half written."""
    (folder / "cranes.py").write_text("def lift(weight)\n    return weight\n")
    done = plain_pytest(folder, "-rN")

    assert "collected 3 items" in done.stdout
    assert 1 == done.stdout.count("cranes.py has a mistake of syntax in line 1")
    assert "     python says   expected ':'\n" in done.stdout
    assert "1 failed, 2 waiting" in done.stdout


def test_exercises_with_modules_of_the_same_name_run_together(tmp_path: Path) -> None:
    """Each test file gets the module that lies beside it, whatever ran before it."""
    for week, value in (("01-quay", 2), ("02-yard", 3)):
        folder = exercise(tmp_path / week, f"def lift(weight):\n    return {value}\ndef lower(weight): ...\n", TESTS)
        tests = TESTS.replace("== 2", f"== {value}") + "\ndef test_t1_late():\n    import cranes\n"
        tests += f"    assert cranes.lift(0) == {value}\n"
        (folder / "test_cranes.py").write_text(tests)
        target = tmp_path / "weeks" / week / "cranes"
        target.parent.mkdir(parents=True, exist_ok=True)
        folder.rename(target)
    done = plain_pytest(tmp_path, "weeks", "-k", "adds_one or late")

    assert "4 passed" in done.stdout


@pytest.mark.unmeasured
def test_a_test_that_does_not_end_is_stopped(folder: Path) -> None:
    """Also without `course`."""
    (folder / "cranes.py").write_text("def lift(weight):\n    while True:\n        pass\ndef lower(weight): ...\n")
    shown = plain_pytest(folder, "-k", "adds_one", environment={"QUAYSIDE_TEST_SECONDS": "1"}).stdout

    assert "you got       no answer after 1 second\n" in shown
    assert "look at       cranes.py:" in shown


@pytest.mark.unmeasured
@pytest.mark.skipif(sys.platform == "win32", reason="shells there put nothing into the background")
def test_a_loop_is_stopped_in_the_background_too(folder: Path) -> None:
    """A shell has its background jobs ignore SIGINT, and an interrupt that is ignored never arrives."""
    (folder / "cranes.py").write_text("def lift(weight):\n    while True:\n        pass\ndef lower(weight): ...\n")
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        shown = plain_pytest(folder, "-k", "adds_one", environment={"QUAYSIDE_TEST_SECONDS": "1"}).stdout
    finally:
        signal.signal(signal.SIGINT, heard)

    assert "you got       no answer after 1 second\n" in shown


def test_outside_of_exercises_nothing_is_different(tmp_path: Path) -> None:
    """The same output with the plugin and without, but for the time."""
    (tmp_path / "cranes.py").write_text(MODULE)
    (tmp_path / "test_cranes.py").write_text(TESTS)
    with_it = plain_pytest(tmp_path).stdout
    without = plain_pytest(tmp_path, "-p", "no:grader.student.plugin").stdout

    assert "assert lift(1) == 2" in without
    assert re.sub(r"\d+\.\d+s", "", without) == re.sub(r"\d+\.\d+s", "", with_it)


def test_other_processes_tell_their_outcomes_too(folder: Path) -> None:
    """With xdist the table and the pages are the same."""
    shown = plain_pytest(folder, "-p", "xdist", "-n", "2").stdout

    assert "     look at       cranes.py:2, in lift\n" in shown
    assert "Task 2  Lower                                                        not started\n" in shown


def test_values_are_in_full_on_request(folder: Path) -> None:
    """`-vv` cuts nothing."""
    (folder / "cranes.py").write_text("def lift(weight):\n    return 'y' * 3000\ndef lower(weight): ...\n")

    assert 3000 <= plain_pytest(folder, "-vv", "-k", "adds_one").stdout.count("y")
    assert "more characters)" in plain_pytest(folder, "-k", "adds_one").stdout


def test_a_manifest_that_cannot_be_read_leaves_plain_pytest(tmp_path: Path) -> None:
    """The tests run all the same."""
    folder = exercise(tmp_path, MODULE, TESTS, MANIFEST + "[[task]\n")
    done = plain_pytest(folder)

    assert "2 failed, 1 passed" in done.stdout
