"""Marks every job, but returns at the sentinel without marking it.

Reply: After the shift a join() of the queue never returns. Which objects were put into it, and
which of them were marked as done?

Fails: check_a_crane_works_until_stop check_only_stop_stops check_a_bad_job_is_reported
check_everything_taken_is_marked check_any_queue_is_served check_wait_is_for_the_work
check_a_shift_ends_with_any_room check_any_shift_ends check_abandon_gives_back_the_rest
check_a_quick_crane_does_no_harm check_planners_share_a_pool
check_planners_work_at_the_same_time check_a_failing_planner_ends_alone
"""

import queue
import threading
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
    while (job := jobs.get()) is not STOP:
        try:
            move = Move(job, work(job))
        except Exception as error:
            move = Move(job, None, error)
        moves.append(move)
        jobs.task_done()


class CranePool:
    """A few threads that share the work of one queue."""

    def __init__(self, work: Callable[[object], object], cranes: int = 2, room: int = 0) -> None:
        if cranes < 1:
            raise ValueError(f"a pool needs a crane, not {cranes}")
        self.jobs: queue.Queue[object] = queue.Queue(room)
        self._moves: list[Move] = []
        self._is_open = True
        self._cranes = [
            threading.Thread(
                target=serve, args=(self.jobs, work, self._moves), name=f"crane-{number}"
            )
            for number in range(1, cranes + 1)
        ]
        for crane in self._cranes:
            crane.start()

    def submit(self, job: object) -> None:
        """Put `job` into the queue; wait for room."""
        if not self._is_open:
            raise RuntimeError("the shift is over")
        self.jobs.put(job)

    def wait(self) -> None:
        """Return when everything submitted so far is worked off."""
        self.jobs.join()

    def finish(self) -> list[Move]:
        """Work everything off, end the threads, and return the moves."""
        if self._is_open:
            self._is_open = False
            for _ in self._cranes:
                self.jobs.put(STOP)
            for crane in self._cranes:
                crane.join()
        return list(self._moves)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self.abandon()
        self.finish()

    def abandon(self) -> list[object]:
        """End the shift after the moves that have begun; return the jobs that have not."""
        left: list[object] = []
        try:
            while True:
                left.append(self.jobs.get_nowait())
                self.jobs.task_done()
        except queue.Empty:
            self.finish()
        return left


def run_planners(
    planners: Iterable[Iterable[object]],
    work: Callable[[object], object],
    cranes: int = 2,
    room: int = 4,
) -> tuple[list[Move], list[Exception]]:
    """Read all planners at the same time into one pool; return the moves and the errors."""
    errors: dict[int, Exception] = {}

    def plan(number: int, jobs: Iterable[object]) -> None:
        try:
            for job in jobs:
                pool.submit(job)
        except Exception as error:
            errors[number] = error

    with CranePool(work, cranes, room) as pool:
        threads = [threading.Thread(target=plan, args=pair) for pair in enumerate(planners)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return pool.finish(), [errors[number] for number in sorted(errors)]
