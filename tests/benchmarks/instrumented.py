"""A judge process that also says where its time goes.

    python -I instrumented.py FILE READ_FD WRITE_FD      like grader.judge.process

Each moment counts for the innermost part that it is spent in, except that all of a search for a small counterexample
counts as that. FILE gets JSON: for each part, seconds on the clock and seconds of this process's processor time.
"""

from __future__ import annotations

import functools
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from grader.harness.worker import ExerciseWorker, SubmissionSandbox
from grader.judge import process
from grader.judge.exercise import ExerciseJudge

Given = ParamSpec("Given")
Result = TypeVar("Result")
SEARCH = "search for small counterexamples"


class Clock:
    """Which part is running, and what each has taken."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.spent: dict[str, list[float]] = {}
        self.since = (0.0, 0.0)

    def turn(self) -> None:
        """Count the time since the last turn for the part that was running."""
        now = (time.perf_counter(), time.process_time())
        if self.parts:
            spent = self.spent.setdefault(SEARCH if SEARCH in self.parts else self.parts[-1], [0.0, 0.0])
            spent[0] += now[0] - self.since[0]
            spent[1] += now[1] - self.since[1]
        self.since = now

    def counts(self, part: str, function: Callable[Given, Result]) -> Callable[Given, Result]:
        """`function`, whose time counts as `part`; the outermost part decides whether anything counts."""

        @functools.wraps(function)
        def counted(*args: Given.args, **kwargs: Given.kwargs) -> Result:
            if not self.parts and part != OUTERMOST:
                return function(*args, **kwargs)
            self.turn()
            self.parts.append(part)
            try:
                return function(*args, **kwargs)
            finally:
                self.turn()
                self.parts.pop()

        return counted


OUTERMOST = "judging: compare, add up"
CLOCK = Clock()
PARTS: dict[str, tuple[tuple[type[Any], str], ...]] = {
    OUTERMOST: ((process.JudgeProcess, "judge_job"),),
    "start of sandboxes": ((SubmissionSandbox, "open"),),
    "spawn and load of workers": ((ExerciseWorker, "load"),),
    "questions": ((ExerciseWorker, "exchange"),),
    SEARCH: ((ExerciseJudge, "_shrink"),),
    "end of workers": ((SubmissionSandbox, "reap"),),
    "end of sandboxes": ((SubmissionSandbox, "close"),),
}


if __name__ == "__main__":
    for name, places in PARTS.items():
        for owner, method in places:
            setattr(owner, method, CLOCK.counts(name, getattr(owner, method)))
    try:
        process.main(sys.argv[2:])
    finally:
        Path(sys.argv[1]).write_text(json.dumps(CLOCK.spent), encoding="utf-8")
