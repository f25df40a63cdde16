"""The pytest plugin: pytest collects every hidden check once, then this takes over the run and serves submissions.

Collected functions are called directly instead of through pytest's run protocol, which would cost more than the
questions they ask. pytest's exit code is never read, and a check that is not in the plan cannot count.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest

from grader.checks.author import SPEC, CheckSpec
from grader.errors import Problem
from grader.judge.prepared import CheckFunction


class JudgePlugin:
    """Groups what was collected by file and hands it to `serve` in place of a test run."""

    def __init__(self, serve: Callable[[dict[Path, list[CheckFunction]], list[Problem]], None]) -> None:
        self._serve = serve
        self.problems: list[Problem] = []

    @pytest.fixture
    def student(self) -> None:
        """Named so that collection knows the argument; sessions are passed by the judge."""

    @pytest.fixture
    def reference(self) -> None:
        """Named so that collection knows the argument; sessions are passed by the judge."""

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """A `checks.py` that does not import is a fault of the course."""
        report = yield
        if report.failed:
            # The lines that pytest marks hold the error itself; above them is where it came from.
            marked = [line[1:].strip() for line in report.longreprtext.splitlines() if line.startswith("E ")]
            detail = marked[0] if marked else "unknown error"
            self.problems.append(Problem(str(collector.path), "", f"cannot be imported: {detail}", "mend the checks"))
        return report

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take over from pytest."""
        grouped: dict[Path, list[CheckFunction]] = {}
        for item in session.items:
            if isinstance(item, pytest.Function):
                grouped.setdefault(item.path, []).append(self._check(item))
        self._serve(grouped, self.problems)
        return True

    def _check(self, item: pytest.Function) -> CheckFunction:
        function = item.obj
        spec = getattr(function, SPEC, None)
        if spec is None or spec.points is None:
            spec = CheckSpec(points=0)
            self.problems.append(
                Problem(str(item.path), item.name, "the check has no points", "decorate it with @points(...)")
            )
        params: dict[str, Any] = dict(item.callspec.params) if hasattr(item, "callspec") else {}
        lines = (function.__doc__ or "").strip().splitlines()
        if not lines:
            self.problems.append(
                Problem(str(item.path), item.name, "the check has no docstring", "its first line is what students read")
            )
        return CheckFunction(item.name, function, params, spec, lines[0] if lines else item.name)


def collect(files: list[Path], root: Path, plugin: JudgePlugin) -> None:
    """Run pytest over `files` with nothing but our plugin and options; `root` must be a folder of our own."""
    configuration = root / "judge.ini"
    configuration.write_text("[pytest]\npython_files = checks.py\npython_functions = check_*\n", encoding="utf-8")
    pytest.main(
        [
            *["-c", str(configuration), "--rootdir", str(root), "--noconftest", "--import-mode=importlib"],
            # Without a border pytest would also look at every folder above the checks, and at all that lies beside it.
            *["--confcutdir", os.path.commonpath([file.parent for file in files])],
            *["--assert=plain", "-p", "no:cacheprovider", "-p", "no:terminal", "-p", "no:faulthandler"],
            *["-p", "no:logging", "-p", "no:unraisableexception", "-p", "no:threadexception", "-p", "no:doctest"],
            *[str(file) for file in files],
        ],
        plugins=[plugin],
    )
