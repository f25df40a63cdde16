"""Cranes that work off a queue of jobs, and a shift that always ends."""

import queue
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

STOP = object()


@dataclass(frozen=True)
class Move:
    """What became of one job: a result, or the error that ended it."""

    job: object
    result: object = None
    error: Exception | None = None


def serve(jobs: queue.Queue[object], work: Callable[[object], object], moves: list[Move]) -> None:
    """Work off `jobs` until a STOP comes; add a Move for each to `moves`."""
    # TODO Tasks 1 to 5: replace each raise
    raise NotImplementedError("Task 1: take a job, do it, report it, mark it as done")


class CranePool:
    """A few threads that share the work of one queue."""

    def __init__(self, work: Callable[[object], object], cranes: int = 2, room: int = 0) -> None:
        self.jobs: queue.Queue[object] = queue.Queue(room)
        raise NotImplementedError("Task 2: start the cranes")

    def submit(self, job: object) -> None:
        """Put `job` into the queue; wait for room."""
        raise NotImplementedError("Task 2: put the job into the queue")

    def wait(self) -> None:
        """Return when everything submitted so far is worked off."""
        raise NotImplementedError("Task 2: wait for the jobs, not for the threads")

    def finish(self) -> list[Move]:
        """Work everything off, end the threads, and return the moves."""
        raise NotImplementedError("Task 3: one sentinel is for one crane")

    def __enter__(self) -> Self:
        raise NotImplementedError("Task 3: the block works with this pool")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        raise NotImplementedError("Task 3: finish or abandon")

    def abandon(self) -> list[object]:
        """End the shift after the moves that have begun; return the jobs that have not."""
        raise NotImplementedError("Task 4: empty the queue, then end the threads")


def run_planners(
    planners: Iterable[Iterable[object]],
    work: Callable[[object], object],
    cranes: int = 2,
    room: int = 4,
) -> tuple[list[Move], list[Exception]]:
    """Read all planners at the same time into one pool; return the moves and the errors."""
    raise NotImplementedError("Task 5: a thread for each planner, and one pool for all")
