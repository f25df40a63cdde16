"""Marks each object in a `finally`, and lets an executor run the planners.

A crane loops for ever and leaves by `return`, which passes through the `finally`, too.
The planners run in a ThreadPoolExecutor that has a thread for each; its `map` keeps their order.
"""

import queue
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Thread
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
    while True:
        job = jobs.get()
        try:
            if job is STOP:
                return
            moves.append(Move(job, work(job)))
        except Exception as error:
            moves.append(Move(job, error=error))
        finally:
            jobs.task_done()


class CranePool:
    """A few threads that share the work of one queue."""

    def __init__(self, work: Callable[[object], object], cranes: int = 2, room: int = 0) -> None:
        if cranes <= 0:
            raise ValueError(cranes)
        self.jobs: queue.Queue[object] = queue.Queue(maxsize=room)
        self.moves: list[Move] = []
        self.threads: dict[str, Thread] = {}
        self.over = False
        while len(self.threads) < cranes:
            name = f"crane-{len(self.threads) + 1}"
            self.threads[name] = Thread(target=self._run, args=[work], name=name)
            self.threads[name].start()

    def _run(self, work: Callable[[object], object]) -> None:
        serve(self.jobs, work, self.moves)

    def submit(self, job: object) -> None:
        """Put `job` into the queue; wait for room."""
        if self.over:
            raise RuntimeError("no jobs after the end")
        self.jobs.put(job)

    def wait(self) -> None:
        """Return when everything submitted so far is worked off."""
        self.jobs.join()

    def finish(self) -> list[Move]:
        """Work everything off, end the threads, and return the moves."""
        sentinels = [] if self.over else [STOP] * len(self.threads)
        self.over = True
        for sentinel in sentinels:
            self.jobs.put(sentinel)
        for thread in self.threads.values():
            thread.join()
        return self.moves[:]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            self.abandon()
        self.finish()

    def abandon(self) -> list[object]:
        """End the shift after the moves that have begun; return the jobs that have not."""
        left = []
        while True:
            try:
                job = self.jobs.get(block=False)
            except queue.Empty:
                break
            left.append(job)
            self.jobs.task_done()
        self.finish()
        return left


def run_planners(
    planners: Iterable[Iterable[object]],
    work: Callable[[object], object],
    cranes: int = 2,
    room: int = 4,
) -> tuple[list[Move], list[Exception]]:
    """Read all planners at the same time into one pool; return the moves and the errors."""
    plans = list(planners)

    def plan(jobs: Iterable[object]) -> Exception | None:
        try:
            for job in jobs:
                pool.submit(job)
        except Exception as error:
            return error
        return None

    with CranePool(work, cranes, room) as pool, ThreadPoolExecutor(len(plans) + 1) as threads:
        ended = list(threads.map(plan, plans))
    return pool.moves, [error for error in ended if error is not None]
