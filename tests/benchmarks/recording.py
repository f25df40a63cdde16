"""A judge process that also writes down what it says to its sandboxes, so that the same can be said without a judge.

    python -I recording.py FOLDER READ_FD WRITE_FD      like grader.judge.process

One pickled list of events for each job: ("open",), ("tell", message), ("ask", questions, replies that came) and
("close",).
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.harness.answers import Fault
from grader.harness.worker import Assignment, ExerciseWorker, SubmissionSandbox
from grader.judge import process
from grader.sandbox.launch import Sandbox

Event = tuple[Any, ...]
_events: list[Event] = []


class RecordingSandbox(SubmissionSandbox):
    """Notes when it is opened and closed, and what the zygote is told."""

    def worker(self, assignment: Assignment) -> ExerciseWorker:
        """One that notes what is asked."""
        return RecordingWorker(self, assignment)

    def open(self) -> Sandbox:
        """As always, and noted."""
        fresh = self.sandbox is None
        opened = super().open()
        if fresh:
            _events.append(("open",))
        return opened

    def close(self) -> None:
        """As always, and noted."""
        if self.sandbox is not None:
            _events.append(("close",))
        super().close()

    def tell(self, message: list[Any]) -> None:
        """As always, and noted."""
        _events.append(("tell", message))
        super().tell(message)


class RecordingWorker(ExerciseWorker):
    """Notes what is asked, and how many replies came."""

    def _converse(
        self, questions: Sequence[bytes], each: float, end: float, *, greeting: bool = False
    ) -> list[bytes | Fault]:
        number = len(_events)
        _events.append(())
        replies = super()._converse(questions, each, end, greeting=greeting)
        _events[number] = ("ask", list(questions), sum(isinstance(reply, bytes) for reply in replies))
        return replies


class RecordingJudge(process.JudgeProcess):
    """Writes the events of each job to a file of the job's name."""

    def judge_job(self, job: dict[str, Any]) -> list[dict[str, Any]]:
        """As always, and noted."""
        _events.clear()
        try:
            return super().judge_job(job)
        finally:
            (Path(sys.argv[1]) / job["job"]).write_bytes(pickle.dumps(_events))


if __name__ == "__main__":
    process.SubmissionSandbox = RecordingSandbox  # type: ignore[attr-defined] # stands in
    process.JudgeProcess = RecordingJudge  # type: ignore[misc]
    process.main(sys.argv[2:])
