"""`python -m tests.security.timed_grade LOG grade ...`: the command itself, with what each job took written to LOG.

LOG gets a line of JSON for each job: its name, its seconds, and the process that judged it.
"""

from __future__ import annotations

import json
import sys
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from grader.cli.main import run
from grader.judge import scheduler


def measure(log: Path) -> None:
    """Make the scheduler tell when jobs begin and end."""
    began: dict[str, float] = {}
    give, heed, lost = scheduler._Judge.give, scheduler.Scheduler._heed, scheduler.Scheduler._lost

    def note(judge: scheduler._Judge, name: str) -> None:
        line = {"job": name, "seconds": time.monotonic() - began[name], "pid": judge.process.pid}
        with log.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line) + "\n")

    def timed_give(judge: scheduler._Judge, job: scheduler.Job) -> None:
        began[job.name] = time.monotonic()
        give(judge, job)

    def timed_heed(self: scheduler.Scheduler, judge: scheduler._Judge, line: bytes) -> scheduler.Done | None:
        done = heed(self, judge, line)
        if done is not None:
            note(judge, done.job.name)
        return done

    def timed_lost(
        self: scheduler.Scheduler, judge: scheduler._Judge, waiting: deque[scheduler.Job]
    ) -> Iterator[scheduler.Done]:
        if judge.job is not None:
            note(judge, judge.job.name)
        yield from lost(self, judge, waiting)

    scheduler._Judge.give = timed_give  # type: ignore[method-assign, assignment] # timed
    scheduler.Scheduler._heed = timed_heed  # type: ignore[method-assign]
    scheduler.Scheduler._lost = timed_lost  # type: ignore[method-assign]


if __name__ == "__main__":
    measure(Path(sys.argv[1]))
    sys.exit(run(sys.argv[2:]))
