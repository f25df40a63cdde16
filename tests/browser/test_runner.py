"""What the browser's runner says of an exercise's tests, on this machine's Python: the page shows its events."""

from __future__ import annotations

import asyncio
import json
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from grader.site.browser import output
from grader.site.browser.loop import run as run_loop
from grader.site.browser.runner import run

MANIFEST = """
format = 1
number = 1
title = "Tides"
summary = "A few functions of tides that a test of the runner asks about."
kind = "module"
minutes = 5
difficulty = 1
concepts = ["function"]
seeds = []
browser = true
[files]
student = ["tides.py"]
[[task]]
number = 1
title = "Heights"
[[task]]
number = 2
title = "Times"
"""
TESTS = '''
import pytest
from tides import height, times


@pytest.mark.parametrize("hour", [0, 6])
def test_t1_height(hour: int) -> None:
    """The height is twice the hour."""
    assert height(hour) == 2 * hour


def test_t2_times() -> None:
    """A day has two times."""
    assert times() == [3, 15]
'''
RIGHT = "def height(hour):\n    return 2 * hour\n\n\ndef times():\n    return [3, 15]\n"
STUB = """
def height(hour):
    raise NotImplementedError("Task 1: double it")


def times():
    raise NotImplementedError("Task 2: list")
"""


def events(source: str, tests: str = TESTS) -> list[dict[str, Any]]:
    """All events of one run."""
    found: list[dict[str, Any]] = []
    request = {
        "id": "01-tides/tides",
        "manifest": MANIFEST,
        "files": {"tides.py": textwrap.dedent(source)},
        "tests": {"test_tides.py": tests},
    }
    run(json.dumps(request), lambda text: found.append(json.loads(text)))
    return found


def results(source: str, tests: str = TESTS) -> list[dict[str, Any]]:
    """The results among the events."""
    return [event for event in events(source, tests) if event["event"] == "result"]


def test_a_right_solution_passes_and_the_plan_comes_first() -> None:
    """The plan names all tests, each begins and has a result, and the end counts them."""
    found = events(RIGHT)

    assert ["plan", "begin", "result", "begin", "result", "begin", "result", "end"] == [one["event"] for one in found]
    assert [test["id"] for test in found[0]["tests"]] == [one["id"] for one in found if one["event"] == "result"]
    assert {"passed"} == {one["state"] for one in found if one["event"] == "result"}
    assert 3 == found[-1]["ran"]


def test_what_is_not_started_is_not_wrong() -> None:
    """A stub's tests are not started, with what to do and where."""
    states = [(one["state"], one["failure"]["message"], one["failure"]["file"]) for one in results(STUB)]

    assert states == [("not-started", "double it", "tides.py")] * 2 + [("not-started", "list", "tides.py")]


def test_a_failure_says_called_got_expected_and_where() -> None:
    """The four lines of a failure page are the terminal's."""
    failure = results(RIGHT.replace("2 * hour", "3 * hour"))[1]["failure"]

    assert failure["called"] == ["height(6)"]
    assert (failure["got"], failure["expected"]) == ("18", "12")
    assert (failure["file"], failure["line"], failure["function"]) == ("tides.py", 1, "height")


def test_a_run_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folder, modules, paths and streams are as before, and the next run reads the new text."""
    monkeypatch.chdir(tmp_path)
    before = (list(sys.path), Path.cwd(), sys.stdin, sys.stdout)

    states = [{one["state"] for one in results(text)} for text in (STUB, RIGHT, STUB)]

    assert states == [{"not-started"}, {"passed"}, {"not-started"}]
    assert before == (list(sys.path), Path.cwd(), sys.stdin, sys.stdout)
    assert "tides" not in sys.modules


@pytest.mark.parametrize(
    ("source", "state"),
    [("import sys\nsys.exit(3)\n", "import-failed"), ("def (:\n", "syntax-error"), ("1 / 0\n", "import-failed")],
    ids=["sys.exit", "syntax", "exception"],
)
def test_a_file_that_cannot_be_imported_runs_no_test(source: str, state: str) -> None:
    """Zero tests ran, and each says what is wrong with the file."""
    found = events(source)

    assert 0 == found[-1]["ran"]
    assert {state} == {one["state"] for one in found if one["event"] == "result"}


def test_output_is_kept_up_to_a_limit() -> None:
    """What is printed beyond the limit is counted, not kept."""
    result = results(RIGHT.replace("return [3, 15]", "print('x' * 12_345); return [3, 15]"))[2]

    assert output.LIMIT == len(result["printed"])
    assert 12_346 - output.LIMIT == result["cut"]


def test_input_is_refused_with_a_reason() -> None:
    """A test cannot type."""
    failure = results(RIGHT.replace("return [3, 15]", "return input()"))[2]["failure"]

    assert "nothing can be read from input() here" in failure["got"]


@pytest.mark.skipif(sys.version_info < (3, 12), reason="Python watches loops from 3.12 on")
def test_an_endless_loop_costs_one_test() -> None:
    """The test with the loop runs out of time, whatever it catches; the others have their results."""
    loop = "while True:\n        try:\n            hour += 1\n        except Exception:\n            pass"
    states = [one["state"] for one in results(RIGHT.replace("return 2 * hour", loop))]

    assert states == ["timeout", "timeout", "passed"]


def test_the_event_loop_runs_tasks_and_says_when_it_is_stuck() -> None:
    """Timers and tasks work without sockets; a wait for nothing is an error instead of a hang."""

    async def relay() -> list[int]:
        queue: asyncio.Queue[int] = asyncio.Queue()
        async with asyncio.TaskGroup() as group:
            group.create_task(queue.put(1))
            group.create_task(asyncio.sleep(0.001))
        return [await queue.get()]

    assert [1] == run_loop(relay())
    with pytest.raises(RuntimeError, match="every task waits"):
        run_loop(asyncio.Event().wait())
