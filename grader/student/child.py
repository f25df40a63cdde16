"""The process that runs an exercise's tests for `course`: one order comes in, events go out, then it ends.

Order and events are lines of JSON. Events leave by a copy of standard output that student code does not have; what
it prints goes nowhere, or into the page of its test. Everything slow to import is imported before the order is read,
so a child that is started early answers at once.

    order    {"folder", "files", "task": number or 0 for all, "skip": [ids], "full", "seconds", "cache"}
    events   {"event": "ready"} {"event": "loading"} {"event": "collected", "tests": [...]} {"event": "start", "id"}
             {"event": "outcome", ...} {"event": "problem", "file", "state", "failure"} {"event": "fault", "text"}
             {"event": "end"}

Tests of several files may have been collected when `collected` comes; a file that cannot be imported has a `problem`.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
import threading
from collections.abc import Callable
from typing import IO, Any

import pytest

from grader.student import plugin
from grader.student.plugin import ExerciseModule, module_of, outcome_of, outcome_on, problem_on
from grader.student.results import outcome_document

Send = Callable[[dict[str, Any]], None]

WARM = "--warm"
"""Argument of a child that has time before its order comes."""

OPTIONS = ("-p", "no:cacheprovider", "-p", "no:faulthandler", "--continue-on-collection-errors")


class Narrator:
    """A pytest plugin that says what happens as it happens."""

    def __init__(self, send: Send, task: int, skip: frozenset[str]) -> None:
        self.send = send
        self.task = task
        self.skip = skip

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Name all tests beforehand; leave only those that were asked for."""
        chosen = []
        outcomes = []
        for item in items:
            module = module_of(item)
            if module is None:
                continue
            outcome = outcome_of(item, module)
            if outcome.id in self.skip or (self.task and outcome.task != self.task):
                continue
            chosen.append(item)
            outcomes.append(outcome)
        items[:] = chosen
        self.send({"event": "collected", "tests": [outcome_document(outcome) for outcome in outcomes]})

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A test file that cannot be imported."""
        problem = problem_on(report)
        if problem is not None:
            self.send({"event": "problem", **problem})
        elif report.failed:
            self.send({"event": "fault", "text": str(report.longrepr)})

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> None:
        """The test that runs from now on."""
        module = module_of(item)
        if isinstance(module, ExerciseModule):
            self.send({"event": "start", "id": outcome_of(item, module).id})

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        """Everything is torn down; nobody need wait for pytest to put its own things away."""
        self.send({"event": "end"})

    def pytest_internalerror(self, excrepr: object) -> None:
        """Something of pytest's or of ours failed."""
        self.send({"event": "fault", "text": str(excrepr)})

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """How a test ended."""
        outcome = outcome_on(report)
        if outcome is not None:
            self.send({"event": "outcome", **outcome_document(outcome)})


def run_order(order: dict[str, Any], send: Send) -> None:
    """Run the tests that an order asks for."""
    os.environ.setdefault("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    os.environ.pop("PYTEST_ADDOPTS", None)
    if order.get("full"):
        os.environ[plugin.FULL] = "1"
    os.chdir(order["folder"])
    if order.get("seconds") is not None:
        os.environ[plugin.SECONDS] = str(order["seconds"])
    narrator = Narrator(send, order.get("task", 0), frozenset(order.get("skip", ())))
    options = [*OPTIONS, "--rootdir", order["folder"], "--confcutdir", order["folder"], "-c", os.devnull]
    send({"event": "loading"})
    if order.get("cache"):
        _cache_in(order["cache"], order["files"])
    pytest.main([*options, "-p", plugin.__name__, *order["files"]], plugins=[narrator])
    send({"event": "end"})


def _cache_in(folder: str, files: list[str]) -> None:
    """Keep compiled test files in a folder; those of other contents elsewhere, so that no old one is ever taken."""
    digest = hashlib.sha256()
    for name in files:
        with open(name, "rb") as stream:  # noqa: PTH123 (there is no path object to build on)
            digest.update(stream.read())
    sys.pycache_prefix = os.path.join(folder, digest.hexdigest()[:16])  # noqa: PTH118 (as above)
    sys.dont_write_bytecode = False


def _warm_up() -> None:
    """Let pytest import all that it imports late, and compile what it compiles: an empty run in an empty place."""
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "test_nothing.py")  # noqa: PTH118 (there is no path object to build on)
        with open(file, "w", encoding="utf-8") as stream:  # noqa: PTH123 (as above)
            stream.write("def test_nothing() -> None:\n    assert True\n")
        pytest.main([*OPTIONS, "-c", os.devnull, "--rootdir", folder, "--confcutdir", folder, file])


def _end_with(orders: IO[str]) -> None:
    """Whoever gave the order holds the pipe open until the end; when it closes, nobody waits for the answer."""
    orders.read()
    os._exit(1)


def main() -> None:
    """Wait for one order on standard input, carry it out, end."""
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    nowhere = os.open(os.devnull, os.O_RDWR)
    orders = os.fdopen(os.dup(0), encoding="utf-8")
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)

    def send(event: dict[str, Any]) -> None:
        channel.write(json.dumps(event) + "\n")
        channel.flush()

    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.dont_write_bytecode = True
    if WARM in sys.argv:
        _warm_up()
    send({"event": "ready"})
    line = orders.readline()
    if line.strip():
        threading.Thread(target=_end_with, args=(orders,), daemon=True).start()
        run_order(json.loads(line), send)
    channel.flush()
    # Threads that student code left behind must not keep the process.
    os._exit(0)


if __name__ == "__main__":
    main()
