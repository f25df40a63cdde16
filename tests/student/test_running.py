"""Runs of visible tests: names and files that are missing, files that cannot be imported, tests that do not end."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.student.results import State, TestRun
from grader.student.running import Child, Order
from grader.student.warm import WarmChildren
from tests.student.exercises import MANIFEST, by_name, exercise, ran

RIGHT = """
def lift(weight):
    return weight + 1


def lower(weight):
    return weight - 1
"""
TESTS = '''
"""Tests."""
from cranes import lift, lower


def test_t1_lifting_adds_one():
    """Lifting adds one."""
    assert lift(1) == 2


def test_t1_lifting_nothing():
    """Lifting nothing gives one."""
    assert lift(0) == 1


def test_t2_lowering_takes_one_away():
    """Lowering takes one away."""
    assert lower(1) == 0


def test_t2_lowering_twice():
    """Lowering twice takes two away."""
    assert lower(lower(2)) == 0
'''


def states(run: TestRun) -> list[State]:
    """The state of each test."""
    return [test.state for test in run.tests]


def test_a_finished_exercise_passes(tmp_path: Path) -> None:
    """All tests, all tasks."""
    run = ran(exercise(tmp_path, RIGHT, TESTS))

    assert (True, 4, 4) == (run.is_passing, run.passed, run.total)


def test_one_task_can_be_run_alone(tmp_path: Path) -> None:
    """It says nothing about the others, and the run says so."""
    run = ran(exercise(tmp_path, RIGHT, TESTS), Order(task=2))

    assert ([2], True) == ([task.number for task in run.tasks], run.partial)


def test_a_missing_name_costs_the_tests_that_use_it(tmp_path: Path) -> None:
    """Each says which name it is; the others run."""
    run = ran(exercise(tmp_path, RIGHT.replace("def lower", "def lowered"), TESTS))

    assert [State.PASSED] * 2 + [State.MISSING_NAME] * 2 == states(run)
    found = by_name(run)["test_t2_lowering_twice"]
    assert found.failure is not None
    assert ("lower", "cranes.py has no `lower` yet; it has `lowered`") == (found.waits_for, found.failure.message)


MISSING_EVERYWHERE = '''
import pytest
import cranes
from cranes import Crane, Jammed, lift


class Mine(Crane):
    """Inherits from what is not there."""


def build():
    return Mine("a")


@pytest.fixture
def built():
    return build()


@pytest.mark.parametrize("speed", [Crane.FAST, Crane("x").speed])
def test_t1_table(speed):
    """A table of cases uses it."""
    assert speed


def test_t1_through_a_fixture(built):
    """A fixture uses it."""
    assert built


def test_t1_as_an_exception():
    """It is an exception to be raised."""
    with pytest.raises(Jammed):
        lift(1)


def test_t1_swallowed():
    """Its absence cannot be taken for the expected exception."""
    with pytest.raises(Exception):
        Crane("a")


def test_t1_by_attribute():
    """It is an attribute of the module."""
    assert cranes.lower(1) == 0


def test_t1_not_at_all():
    """It is not used."""
    assert lift(1) == 2
'''


def test_missing_names_are_found_wherever_they_are_used(tmp_path: Path) -> None:
    """In tables, base classes, fixtures, expected exceptions, as attributes; a test without them runs."""
    run = ran(exercise(tmp_path, "def lift(weight):\n    return weight + 1\n", MISSING_EVERYWHERE))

    assert {State.MISSING_NAME, State.PASSED} == set(states(run))
    assert ["test_t1_not_at_all"] == [test.name for test in run.tests if test.passed]


@pytest.mark.parametrize(
    ("module", "state", "message", "line", "source"),
    [
        (
            "def lift(weight)\n    return 1\n",
            State.SYNTAX_ERROR,
            "a mistake of syntax in line 1",
            1,
            "def lift(weight)",
        ),
        ("def lift():\n\treturn 1\n    x = 2\n", State.SYNTAX_ERROR, "indentation in line 3", 3, "x = 2"),
        ("import reefers\n", State.IMPORT_FAILED, "cannot be imported", 1, "import reefers"),
        ("def f():\n    return 1 / 0\nf()\n", State.IMPORT_FAILED, "cannot be imported", 2, "return 1 / 0"),
        ("raise SystemExit(0)\n", State.IMPORT_FAILED, "cannot be imported", 1, "raise SystemExit(0)"),
        ("import os\nos._exit(0)\n", State.IMPORT_FAILED, "Python ended", 0, ""),
        ("while True:\n    pass\n", State.IMPORT_FAILED, "does not come to an end", None, None),
        (None, State.IMPORT_FAILED, "cranes.py is missing", 0, ""),
        ("x = 1\ny = '\udce9'\n", State.SYNTAX_ERROR, "cranes.py is not saved as UTF-8", 2, ""),
        ("\udcff\udcfex\x00=\x001\x00", State.SYNTAX_ERROR, "cranes.py is not saved as UTF-8", 1, ""),
    ],
    ids=["syntax", "indentation", "import", "exception", "exit", "hard exit", "loop", "no file", "latin-1", "utf-16"],
)
def test_a_file_that_cannot_be_imported_is_one_page(
    tmp_path: Path, module: str | None, state: State, message: str, line: int | None, source: str | None
) -> None:
    """With the line and the code, and nothing passes."""
    folder = exercise(tmp_path, module and "", TESTS)
    if module is not None:
        (folder / "cranes.py").write_text(module, encoding="utf-8", errors="surrogateescape")
    run = ran(folder, Order(seconds=1))

    assert run.problem is not None
    assert (state, False, 0) == (run.problem_state, run.is_passing, run.passed)
    assert message in run.problem.message
    if line is not None:
        assert (line, source) == (run.problem.line, run.problem.source)


def test_a_renamed_file_is_found(tmp_path: Path) -> None:
    """Where the file has another name now, that name is said; the course's own files are none."""
    folder = exercise(tmp_path, RIGHT, TESTS)
    (folder / "cranes.py").rename(folder / "cranes_old.py")
    run = ran(folder)

    assert run.problem is not None
    assert "cranes.py is missing: is it cranes_old.py now?" == run.problem.message


@pytest.mark.parametrize(
    "loop",
    [
        "while True:\n        pass",
        "while True:\n        try:\n            pass\n        except BaseException:\n            pass",
    ],
    ids=["plain", "catches everything"],
)
def test_a_test_that_does_not_end_is_named_and_the_rest_runs(tmp_path: Path, loop: str) -> None:
    """Whether or not it lets itself be interrupted."""
    module = RIGHT.replace("return weight + 1", loop)
    run = ran(exercise(tmp_path, module, TESTS.replace("lift(0)", "lower(2)")), Order(seconds=1))

    assert [State.TIMEOUT, State.PASSED, State.PASSED, State.PASSED] == states(run)


@pytest.mark.unmeasured
def test_a_loop_that_can_be_interrupted_shows_its_line(tmp_path: Path) -> None:
    """The student's own, and not ours."""
    run = ran(exercise(tmp_path, RIGHT.replace("return weight + 1", "while True: pass"), TESTS), Order(seconds=1))

    found = run.tests[0].failure
    assert found is not None
    assert ("no answer after 1 second", "while True: pass", "lift") == (found.got, found.source, found.function)


def test_a_process_that_ends_costs_one_test(tmp_path: Path) -> None:
    """The tests after it run in another one."""
    module = "import os\n" + RIGHT.replace("return weight + 1", "os._exit(0)")
    run = ran(exercise(tmp_path, module, TESTS.replace("lift(0)", "lower(2)")))

    assert [State.CRASHED, State.PASSED, State.PASSED, State.PASSED] == states(run)


def test_whoever_ends_pytest_costs_one_test(tmp_path: Path) -> None:
    """The rest runs, as after a process that ends."""
    module = "import pytest\n" + RIGHT.replace("return weight + 1", "pytest.exit('done', returncode=0)", 1)
    run = ran(exercise(tmp_path, module, TESTS.replace("lift(0)", "lower(2)")))

    assert [State.CRASHED, State.PASSED, State.PASSED, State.PASSED] == states(run)


def test_what_student_code_prints_or_reads_disturbs_nobody(tmp_path: Path) -> None:
    """It has neither the pipe of events nor the one of orders."""
    module = RIGHT.replace("return weight + 1", 'import os, sys; os.write(1, b"{}\\n"); print(1, file=sys.stderr)')
    run = ran(exercise(tmp_path, module.replace("return weight - 1", "input()"), TESTS))

    assert [State.FAILED, State.FAILED, State.RAISED, State.RAISED] == states(run)
    found = run.tests[2].failure
    assert found is not None
    assert "raised OSError: input was asked for, and in a test nobody types" == found.got


@pytest.mark.parametrize(
    "line",
    [
        "[1]",
        '{"event": ["x"]}',
        '{"event": "outcome"}',
        '{"event": "outcome", "id": 1, "state": "splendid", "failure": null}',
        '{"event": "problem", "state": "x"}',
        '{"event": "collected", "tests": [7]}',
        '{"event": "start"}',
        '{"event": "fault"}',
    ],
)
def test_what_student_code_writes_into_the_channel_breaks_nothing(tmp_path: Path, line: str) -> None:
    """Whatever finds the descriptor of the events spoils its own run at most: what makes no sense is left out."""
    prank = f"""
import os
for number in range(3, 20):
    try:
        os.write(number, b'\\n' + {line.encode()!r} + b'\\n')
    except OSError:
        pass
"""
    run = ran(exercise(tmp_path, RIGHT + prank, TESTS))

    assert (4, 4) == (run.passed, run.total)


def test_two_saves_within_a_second_are_two_versions(tmp_path: Path) -> None:
    """Even of the same length: nothing is taken from a cache."""
    folder = exercise(tmp_path, RIGHT, TESTS)
    first = ran(folder)
    path = folder / "cranes.py"
    status = path.stat()
    path.write_text(path.read_text().replace("weight + 1", "weight + 2"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    assert (True, False) == (first.is_passing, ran(folder).is_passing)


def test_a_students_module_may_be_called_like_one_of_pythons(tmp_path: Path) -> None:
    """Nothing of ours imports it by mistake."""
    folder = exercise(tmp_path, RIGHT, TESTS)
    for name in ("json", "tempfile", "threading"):
        (folder / f"{name}.py").write_text("raise RuntimeError\n")

    assert ran(folder).is_passing


OWN = """
[own_tests]
file = "test_own_cranes.py"
target = "cranes"
task = 2
points = 3
"""


@pytest.mark.parametrize(
    ("own", "state"),
    [
        ("from cranes import lift\ndef test_own():\n    assert lift(1) == 2\n", State.PASSED),
        ('def test_own():\n    raise NotImplementedError("Task 2: write some")\n', State.NOT_STARTED),
        ("def test_own(:\n", State.SYNTAX_ERROR),
    ],
    ids=["written", "stub", "broken"],
)
def test_a_students_own_tests_count_for_their_task(tmp_path: Path, own: str, state: State) -> None:
    """And a mistake in them does not stop the other tests."""
    folder = exercise(tmp_path, RIGHT, TESTS, MANIFEST + OWN)
    (folder / "test_own_cranes.py").write_text(own)
    run = ran(folder)

    assert [State.PASSED] * 4 == [test.state for test in run.tests if test.id.startswith("test_cranes.py")]
    assert [state] == [test.state for test in run.tests if not test.id.startswith("test_cranes.py")]
    assert (state is State.PASSED) is run.is_passing


def test_an_exercise_without_tests_is_said_to_have_none(tmp_path: Path) -> None:
    """It is no pass."""
    folder = exercise(tmp_path, RIGHT, TESTS)
    (folder / "test_cranes.py").unlink()

    with pytest.raises(UsageError, match="no visible tests"):
        ran(folder)


def test_warm_processes_are_fresh_and_one_is_ready(tmp_path: Path) -> None:
    """Each run has its own; taking one that has died gives another."""
    with WarmChildren() as children:
        assert children.wait()
        first = children.take()
        children.prepare()
        second = children.take()
        first.close()
        children.prepare()
        spare = children._spare
        assert spare is not None
        spare.close()
        third = children.take()
        pids = {child.process.pid for child in (first, second, third)}
        for child in (second, third):
            child.close()

    assert 3 == len(pids)


def test_an_idle_process_ends_with_the_one_that_started_it() -> None:
    """When its pipe closes there is nobody to work for."""
    child = Child()
    assert child.process.stdin is not None
    child.process.stdin.close()

    assert 0 == child.process.wait(timeout=30)


# It sleeps longer than any test may take: that it is gone shows that it was ended, and not that it had finished.
HELPER = """import os, subprocess, sys, pathlib
    c = "import time; time.sleep(600)"
    p = subprocess.Popen([sys.executable, "-c", c])
    pathlib.Path("pid").write_text(str(p.pid))
    """


def is_over(pid: int) -> bool:
    """Whether a process has ended, though nobody may have asked for its status yet."""
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or "Z" in stat.read_text().split()[2]


@pytest.mark.skipif(sys.platform == "win32", reason="process groups")
def test_what_a_test_started_ends_with_it(tmp_path: Path) -> None:
    """A helper process that holds on would keep the machine busy."""
    module = RIGHT.replace("return weight + 1", HELPER + "p.wait()")
    folder = exercise(tmp_path, module, TESTS.replace("lift(0)", "lower(2)"))
    run = ran(folder, Order(seconds=1))

    assert State.TIMEOUT is run.tests[0].state
    assert is_over(int((folder / "pid").read_text()))


@pytest.mark.skipif(not hasattr(os, "waitid"), reason="looks at a process without collecting it")
def test_what_a_test_started_ends_though_its_parent_ended_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A child that ends by itself is no reason to leave what it started alone."""
    close = Child.close

    def close_late(child: Child) -> None:
        os.waitid(os.P_PID, child.process.pid, os.WEXITED | os.WNOWAIT)
        close(child)

    monkeypatch.setattr(Child, "close", close_late)
    module = RIGHT.replace("return weight + 1", HELPER + "os._exit(1)")
    folder = exercise(tmp_path, module, TESTS.replace("lift(0)", "lower(2)"))
    ran(folder)

    assert is_over(int((folder / "pid").read_text()))
