"""Where the time of this grader goes, measured inside a judge that counts and around it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from grader.reports import html, json_report
from tests.benchmarks.classes import Field
from tests.benchmarks.contestants import HERE, Ours, judge_program

Result = TypeVar("Result")
Spent = dict[str, tuple[float, float]]


def where_time_goes(found: Field, folders: Sequence[Path], scratch: Path) -> tuple[Spent, Spent]:
    """Seconds a submission: of the judge's parts, and of what goes on beside it in the scheduler's process."""
    counters = scratch / "parts.json"
    with judge_program(str(HERE / "instrumented.py"), str(counters)):
        ours = Ours(found, scratch / "instrumented")
        ours.start()
        beside = _Beside(ours)
        try:
            ours.grade(folders)
        finally:
            ours.close()
    count = len(folders)
    judge = {name: (wall / count, cpu / count) for name, (wall, cpu) in json.loads(counters.read_text()).items()}
    began = time.perf_counter()
    report = ours.grading.report(beside.results)
    json_report.render(report)
    beside.add("report as JSON", time.perf_counter() - began)
    began = time.perf_counter()
    html.render(report)
    beside.add("report as HTML", time.perf_counter() - began)
    return judge, {name: (wall / count, -1.0) for name, wall in beside.spent.items()}


class _Beside:
    """Counts what the scheduler's process does for a submission."""

    def __init__(self, ours: Ours) -> None:
        self.spent: dict[str, float] = {}
        self.results: list[Any] = []
        judging, grading = ours.judging, ours.grading
        grading._take = self.counted("intake and digest", grading._take)  # type: ignore[method-assign] # counted
        grading._save = self.counted("store", grading._save)  # type: ignore[method-assign] # counted
        judging._job = self.counted("staging of files", judging._job)  # type: ignore[method-assign] # counted
        judging._judged = self.counted("verdicts", judging._judged)  # type: ignore[method-assign] # counted
        judging.staging.drop = self.counted("removal of files", judging.staging.drop)  # type: ignore[method-assign] # counted
        kept = ours.results

        def results(folders: Sequence[Path]) -> list[Any]:
            self.results = kept(folders)
            return self.results

        ours.results = results  # type: ignore[method-assign] # counted

    def add(self, part: str, seconds: float) -> None:
        """Count seconds for a part."""
        self.spent[part] = self.spent.get(part, 0.0) + seconds

    def counted(self, part: str, function: Callable[..., Result]) -> Callable[..., Result]:
        """`function`, whose time counts as `part`."""

        def call(*args: Any) -> Result:
            began = time.perf_counter()
            try:
                return function(*args)
            finally:
                self.add(part, time.perf_counter() - began)

        return call
