"""A pytest plugin that makes the failures of an exercise readable; registered as `quayside`.

It does nothing at all for tests that do not lie beside an `exercise.toml`. For those that do, it gives each exercise
modules of its own, lets a test file be imported although a name is missing, stops a test that does not end, and puts
a page in the place of a traceback. `--tb=short` and the like give pytest's own tracebacks back. Every report of an
exercise's test carries its outcome as plain data in `report.quayside`. Knows nothing of progress and of hints.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import nullcontext
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from grader.student.broken import broken_file
from grader.student.deadline import Deadline, TookTooLong
from grader.student.excerpts import LONGEST
from grader.student.failing import Circumstances, Compared, Explained, explain
from grader.student.folder import ExerciseFolder, read_folder
from grader.student.pagerepr import SAME, PageRepr, as_text, write_lines
from grader.student.pages import failure_lines, summary_lines
from grader.student.pointing import Home
from grader.student.reading import TestSource, Wanted, read_tests, sentence_of
from grader.student.results import BROKEN_FILE, State, TestOutcome, failure_document, outcome_document, outcome_from
from grader.student.standins import importing, stand_in
from grader.student.workspace import Workspace, Workspaces

SECONDS = "QUAYSIDE_TEST_SECONDS"
"""Environment variable: how long a test may take before it is stopped; 0 for as long as it likes."""
FULL = "QUAYSIDE_FULL"
"""Environment variable: set to show values in full."""

WORDS = {
    State.NOT_STARTED: ("not started", "n", "NOT STARTED"),
    State.WAITING: ("waiting", "w", "WAITING"),
    State.MISSING_NAME: ("failed", "m", "MISSING"),
    State.TIMEOUT: ("failed", "t", "TOO SLOW"),
}
"""Category, letter and word of pytest for outcomes that it does not have itself."""


def pytest_configure(config: pytest.Config) -> None:
    """Set up what the plugin keeps during a run; whether it does anything is seen file by file."""
    if not config.pluginmanager.has_plugin(PageMaker.NAME):
        config.pluginmanager.register(PageMaker(config), PageMaker.NAME)


class PageError(pytest.Collector.CollectError):
    """A test file that cannot be imported: its page, and the same as plain data."""

    def __init__(self, page: str, problem: dict[str, Any]) -> None:
        super().__init__(page)
        self.problem = problem


class BlockedError(BaseException):
    """A test that cannot run, because a file of the student cannot be imported or a name is missing."""


class ExerciseModule(pytest.Module):
    """The test file of an exercise."""

    folder: ExerciseFolder
    workspace: Workspace
    source: TestSource | None
    missing: frozenset[Wanted]
    maker: PageMaker

    def _getobj(self) -> ModuleType:
        """Import the test file; a missing name of the student's modules does not stop it."""
        self.workspace = self.maker.workspaces.enter(self.path.parent)
        self.missing = frozenset()
        self.source = read_tests(self.path)
        if self.source is not None:
            self._prepare(self.source)
        with importing():
            module = self.workspace.load(self.path.stem)
        if module is not None:
            return module
        # The student may write test files too: then their mistakes are shown like those in any other file.
        error = self.workspace.broken[self.path.stem]
        if isinstance(error, pytest.skip.Exception):
            raise error
        failure, state = broken_file(error, self.path.parent, self.path)
        problem = {"file": self.path.name, "state": state.value, "failure": failure_document(failure)}
        raise PageError(as_text(failure_lines(failure, self.maker.width)), problem)

    def _prepare(self, source: TestSource) -> None:
        """Import the student's modules that the tests use, and put stand-ins in the place of what is missing."""
        missing: set[Wanted] = set()
        for name in sorted(source.modules):
            if not self.workspace.holds(name) and not self.folder.is_students_module(name):
                continue
            module = self._load(name)
            if module is None:
                module = self.workspace.stand_for(name)
                missing_here = source.wanted_of(name)
            else:
                missing_here = frozenset(item for item in source.wanted_of(name) if not hasattr(module, item))
                missing.update(Wanted(name, item) for item in missing_here)
            for item in missing_here:
                setattr(module, item, stand_in(name, item))
        self.missing = frozenset(missing)

    def _load(self, name: str) -> ModuleType | None:
        """Import a module of the student's, which may never end."""
        limit = seconds_for(self.folder)
        try:
            with Deadline(limit) if limit else nullcontext():
                return self.workspace.load(name)
        except TookTooLong as error:
            self.workspace.broken[name] = error
            return None


class PageMaker:
    """What the plugin keeps during a run, and its hooks."""

    NAME = "quayside-pages"

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.workspaces = Workspaces()
        self.outcomes: dict[str, list[TestOutcome]] = {}
        self.compared: Compared | None = None
        self.explained: dict[str, Explained] = {}
        self.shown_reasons: set[tuple[Path, str]] = set()
        self.longest = 1_000_000 if os.environ.get(FULL) or config.getoption("verbose", 0) > 1 else LONGEST

    @property
    def width(self) -> int:
        """Columns of pytest's terminal."""
        reporter = self.config.pluginmanager.get_plugin("terminalreporter")
        return int(getattr(getattr(reporter, "_tw", None), "fullwidth", 80))

    @cached_property
    def replaces(self) -> bool:
        """Whether pages take the place of tracebacks: not if another kind was asked for."""
        return bool(self.config.getoption("tbstyle", "auto") == "auto")

    # --- collection -------------------------------------------------------------------------------------------------

    def pytest_pycollect_makemodule(self, module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
        """A module of ours for the test file of an exercise; None leaves it to pytest."""
        folder = read_folder(module_path.parent)
        if folder is None:
            return None
        module: ExerciseModule = ExerciseModule.from_parent(parent, path=module_path)
        module.folder = folder
        module.maker = self
        return module

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Put the plain data of a file that cannot be imported on its report."""
        report = yield
        error = report.call.excinfo.value if report.failed and report.call and report.call.excinfo else None
        if isinstance(collector, ExerciseModule) and isinstance(error, PageError):
            report.quayside_problem = error.problem  # type: ignore[attr-defined] # pytest lets plugins add
        return report

    # --- running ----------------------------------------------------------------------------------------------------

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """The modules of the item's own exercise are in place while it runs."""
        module = module_of(item)
        self.compared = None
        if module is not None:
            self.workspaces.enter(module.path.parent)
        return (yield)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """A test that cannot run is not set up either."""
        module = module_of(item)
        if module is not None and (self._broken(module) is not None or self._missing(item, module)):
            raise BlockedError

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        """A test that does not end is stopped, unless somebody is debugging it."""
        module = module_of(item)
        seconds = seconds_for(module.folder) if module is not None else 0.0
        if not seconds or self.config.getoption("usepdb", default=None):
            return (yield)
        with Deadline(seconds):
            return (yield)

    def pytest_assertrepr_compare(self, op: str, left: object, right: object) -> None:
        """Keep the two values that an assertion compared; how pytest shows them is left to it."""
        self.compared = Compared(op, left, right)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """The outcome of an exercise's test as plain data, and as a page in the place of a traceback."""
        module = module_of(item)
        if module is None:
            return (yield)
        if self.replaces:
            # Writing a traceback takes longer than the test, and nobody will see it.
            vars(item)["repr_failure"] = _no_traceback
        report = yield
        if report.failed:
            if call.excinfo is not None and isinstance(call.excinfo.value, BlockedError):
                report.when = "call"  # to pytest, what happens before is an error and not a failure
            self._explain(item, module, call, report)
        elif report.when == "call" or report.skipped:
            state = State.PASSED if report.passed else State.SKIPPED
            self._keep(item, module, report, Explained(state, None))
        return report

    def _explain(
        self, item: pytest.Item, module: ExerciseModule, call: pytest.CallInfo[None], report: pytest.TestReport
    ) -> None:
        error = call.excinfo.value if call.excinfo is not None else AssertionError("")
        broken = self._broken(module)
        explained = broken or explain(error, self._circumstances(item, module))
        if explained.failure is not None and report.capstdout:
            explained = replace(explained, failure=replace(explained.failure, printed=report.capstdout[-2000:]))
        outcome = self._keep(item, module, report, explained)
        if self.replaces or isinstance(error, BlockedError):
            reason = (module.path.parent, explained.waits_for)
            follows = reason in self.shown_reasons and outcome.state in (*BROKEN_FILE, State.MISSING_NAME)
            self.shown_reasons.add(reason)
            report.longrepr = PageRepr(outcome, module.path.parent, self.width, short=follows)

    def _circumstances(self, item: pytest.Item, module: ExerciseModule) -> Circumstances:
        callspec = getattr(item, "callspec", None)
        return Circumstances(
            home=Home(module.path.parent, module.path),
            source=module.source,
            function=getattr(item, "originalname", item.name),
            task=module.folder.task_of(module.path.name, item.name),
            arguments=dict(callspec.params) if callspec else {},
            case=callspec.id if callspec else "",
            compared=self.compared,
            missing=self._missing(item, module),
            longest=self.longest,
        )

    def _keep(
        self, item: pytest.Item, module: ExerciseModule, report: pytest.TestReport, explained: Explained
    ) -> TestOutcome:
        outcome = replace(
            outcome_of(item, module),
            state=explained.state,
            failure=explained.failure,
            waits_for=explained.waits_for,
            seconds=report.duration,
        )
        # Reports travel between processes under xdist: only plain data may be on them.
        report.quayside = {"folder": str(module.path.parent), "outcome": outcome_document(outcome)}  # type: ignore[attr-defined] # pytest lets plugins add
        return outcome

    def _broken(self, module: ExerciseModule) -> Explained | None:
        """The page of the first module of the student's that cannot be imported."""
        used = module.source.modules if module.source is not None else frozenset()
        for name, error in module.workspace.broken.items():
            if name in used:
                failure, state = broken_file(error, module.path.parent, module.path, name)
                return Explained(state, failure)
        return None

    def _missing(self, item: pytest.Item, module: ExerciseModule) -> frozenset[Wanted]:
        """Which of the names that are missing this test uses."""
        if not module.missing or module.source is None:
            return frozenset()
        path = item.nodeid.partition("::")[2]
        return module.source.used_by(path) & module.missing

    # --- reporting --------------------------------------------------------------------------------------------------

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        """Words for what pytest knows no word for; tests that wait for the same broken file are shown once."""
        outcome = outcome_on(report)
        if outcome is None or not report.failed or not self.replaces:
            return None
        if is_short(report):
            return WORDS[State.WAITING]
        return WORDS.get(outcome.state)

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Gather the outcomes for the table at the end; with xdist they come from other processes."""
        outcome = outcome_on(report)
        if outcome is not None:
            self.outcomes.setdefault(report.quayside["folder"], []).append(outcome)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """A line for each task of each exercise."""
        if self.config.getoption("verbose", 0) < 0:
            return
        for path, outcomes in self.outcomes.items():
            folder = read_folder(Path(path))
            if folder is not None:
                terminalreporter.write_line("")
                write_lines(terminalreporter._tw, summary_lines(folder.run(outcomes), self.width))  # noqa: SLF001 (as plugins do: there is no other)

    def pytest_unconfigure(self) -> None:
        """Leave Python's imports as they were."""
        self.workspaces.leave()


def _no_traceback(*_arguments: object, **_options: object) -> str:
    return ""


def seconds_for(folder: ExerciseFolder) -> float:
    """How long a test of this exercise may take; 0 for no limit."""
    text = os.environ.get(SECONDS, "")
    try:
        return max(0.0, float(text)) if text else folder.test_seconds
    except ValueError:
        return folder.test_seconds


def module_of(item: pytest.Item) -> ExerciseModule | None:
    """The exercise's test file that an item comes from; None for any other item."""
    return item.getparent(ExerciseModule)


def outcome_of(item: pytest.Item, module: ExerciseModule) -> TestOutcome:
    """A test that has not run yet."""
    callspec = getattr(item, "callspec", None)
    name = getattr(item, "originalname", item.name)
    return TestOutcome(
        id=f"{module.path.name}::{item.nodeid.partition('::')[2]}",
        task=module.folder.task_of(module.path.name, name),
        title=sentence_of(name, getattr(getattr(item, "obj", None), "__doc__", None)),
        case=callspec.id if callspec else "",
    )


def outcome_on(report: object) -> TestOutcome | None:
    """The outcome that a report carries, if it is one of an exercise's test."""
    document = getattr(report, "quayside", None)
    return outcome_from(document["outcome"]) if document else None


def problem_on(report: object) -> dict[str, Any] | None:
    """What a report of collection says of a test file that cannot be imported, as plain data."""
    return getattr(report, "quayside_problem", None)


def is_short(report: pytest.TestReport) -> bool:
    """Whether the page of a report only says that it is the same as another's."""
    return str(report.longrepr).startswith(SAME)
