"""Runs the visible tests of one exercise with pytest and tells what became of each, one JSON text an event.

The same program runs in a browser, under Node and on this machine, so that their verdicts can be compared; failures
are explained by the plugin that `course test` uses. It is practice: code that it runs could forge its events, and
nobody takes a mark from them.

A request has {"id", "manifest", "files", "tests"}: the exercise's id, the text of its manifest, and texts by file name.
Events: `plan` (the tests that were found), `begin` and `result` of a test, `broken` (a test file that could not be
imported), `end` (how many tests ran, in which time, and what was printed outside of them). Tests have the form that
`grader.student.results` gives them; a result adds {"printed", "cut", "detail"}: what was printed, how many characters
of it are left out, and the traceback.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import json
import linecache
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from grader.site.browser.deadline import Deadline
from grader.site.browser.loop import run as run_loop
from grader.site.browser.output import Ear, NoInput
from grader.student import plugin
from grader.student.broken import broken_file
from grader.student.deadline import TookTooLong
from grader.student.results import BROKEN_FILE, State, failure_document, outcome_document

TEST_SECONDS = 3.0
"""What one test may take; a right solution needs a hundredth of it."""

RUN_SECONDS = 15.0
"""What all tests may take; less than the page's own limit, so that Python is asked to stop before it is ended."""

DETAIL = 6000
"""Characters of a traceback that are sent; what is cut says so."""

UNRUN = frozenset({State.SKIPPED, State.NOT_RUN, *BROKEN_FILE})

_OFF = (
    "terminal", "cacheprovider", "faulthandler", "junitxml", "pastebin", "debugging", "doctest",
    "unraisableexception", "threadexception",
)  # fmt: skip
"""Plugins of pytest that a run without a terminal, files and threads does not need; the last two collect garbage."""

Post = Callable[[str], object]
Wrapper = Generator[None, Any, Any]


class Watcher:
    """A pytest plugin that posts what happens; one a run."""

    def __init__(self, root: Path, post: Post) -> None:
        self._folder = f"{root}{os.sep}"
        self._send = post
        self._deadline = Deadline(self._folder)
        self._end = time.monotonic() + RUN_SECONDS
        self._result: dict[str, Any] | None = None
        self._detail = ""
        self.ear = Ear()
        self.ran = 0

    def post(self, event: str, **content: object) -> None:
        """Send one event."""
        self._send(json.dumps({"event": event, **content}))

    def watching(self) -> contextlib.AbstractContextManager[None]:
        """Look at the student's loops."""
        return self._deadline.watching()

    def end(self, started: float, ended: str) -> None:
        """Say that nothing more comes."""
        output, cut = self.ear.close()
        seconds = round(time.monotonic() - started, 3)
        self.post("end", ran=self.ran, ended=ended, printed=output, cut=cut, seconds=seconds)

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Options of the terminal, which is not there: tracebacks of a line a frame, as detail beside the page."""
        config.option.tbstyle = "short"
        config.option.verbose = 0

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Wrapper:
        """Tell of a test file that could not be imported; the others are still tried."""
        with self._deadline.limit(TEST_SECONDS):
            report = yield
        if report.outcome == "failed" and isinstance(collector, plugin.ExerciseModule):
            error = collector.workspace.broken.get(collector.path.stem) or ImportError(str(report.longrepr))
            failure, state = broken_file(error, collector.path.parent, collector.path)
            self.post("broken", state=state, failure=failure_document(failure))
        return report

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Tell what will be run."""
        found = [(item, plugin.module_of(item)) for item in session.items]
        tests = [outcome_document(plugin.outcome_of(item, module)) for item, module in found if module is not None]
        self.post("plan", tests=tests)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Wrapper:
        """One test, from its set-up to its result."""
        module = plugin.module_of(item)
        if module is not None:
            self.post("begin", id=plugin.outcome_of(item, module).id)
        self._begin()
        done = yield
        printed, cut = self.ear.close()
        if self._result is not None:
            self.ran += self._result["state"] not in UNRUN
            self.post("result", **{**self._result, "printed": printed, "cut": cut, "detail": self._detail})
        self.ear.open()
        return done

    def _begin(self) -> None:
        self._result, self._detail = None, ""
        self.ear.open()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Wrapper:
        """The limit on one test: its own, or what is left of the run's."""
        with self._deadline.limit(max(0.1, min(TEST_SECONDS, self._end - time.monotonic()))):
            return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the outcome of a test: the first that is not a pass, whether set-up, test or clean-up has it."""
        outcome = plugin.outcome_on(report)
        if outcome is None or (self._result is not None and self._result["state"] != State.PASSED):
            return
        self._result = outcome_document(outcome)
        if report.failed:
            text = str(report.longrepr).replace(self._folder, "")
            left = len(text) - DETAIL
            self._detail = f"{text[:DETAIL]}\n... ({left} more characters)" if left > 0 else text


def run(request: str, post: Post) -> None:
    """Run what a request asks for, and post the events."""
    asked = json.loads(request)
    sources: dict[str, str] = {**asked["tests"], **asked["files"]}
    here = Path.cwd()
    root = Path(tempfile.mkdtemp(prefix="quayside-")).resolve()
    folder = root / "weeks" / asked["id"]
    watcher = Watcher(root, post)
    started = time.monotonic()
    try:
        _write(folder, {**sources, "exercise.toml": asked["manifest"], "pytest.ini": "[pytest]\n"})
        os.chdir(folder)
        ended = _run(watcher, folder, [name for name in sources if Path(name).name.startswith("test_")])
        watcher.end(started, ended)
    finally:
        # A current folder cannot be removed everywhere.
        os.chdir(here)
        _forget(root)


def _run(watcher: Watcher, folder: Path, tests: list[str]) -> str:
    """Run pytest; what ended it before its time, or nothing."""
    options = ["-s", "--rootdir=.", "-c", str(folder / "pytest.ini"), *(f"-pno:{name}" for name in _OFF)]
    watcher.ear.open()
    try:
        with _surroundings(watcher.ear), watcher.watching():
            pytest.main([*options, *tests], plugins=[plugin, watcher])
    except SystemExit as stop:
        return f"sys.exit({stop.code!r})"
    except TookTooLong as late:
        return str(late)
    return ""


def _write(folder: Path, sources: Mapping[str, str]) -> None:
    for name, text in sources.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@contextlib.contextmanager
def _surroundings(ear: Ear) -> Iterator[None]:
    """Streams, the event loop and the environment of a run, all put back afterwards."""
    path, environment = list(sys.path), dict(os.environ)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    # The plugin's own deadline needs a thread; ours counts.
    os.environ[plugin.SECONDS] = "0"
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    real_input, sys.stdin = sys.stdin, NoInput()
    real_loop = asyncio.run
    if sys.platform == "emscripten":
        asyncio.run = run_loop
    try:
        with contextlib.redirect_stdout(ear), contextlib.redirect_stderr(ear):
            yield
    finally:
        asyncio.run = real_loop
        sys.stdin = real_input
        sys.dont_write_bytecode = writes
        sys.path[:] = path
        os.environ.clear()
        os.environ.update(environment)


def _forget(root: Path) -> None:
    """Take away the files of a run and the modules that came from them."""
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", None) or "").startswith(str(root)):
            del sys.modules[name]
    importlib.invalidate_caches()
    linecache.clearcache()
    shutil.rmtree(root, ignore_errors=True)
