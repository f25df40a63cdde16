"""Keeps its own heap of jobs instead of a scheduler, and numbers the rounds of the alarm.

Cancelled jobs stay in the heap and are passed over when their turn comes.
"""

import heapq
import threading
import time
from collections.abc import Callable
from typing import Protocol

Action = Callable[[], object]


class TimerLike(Protocol):
    """What an alarm needs of a threading.Timer."""

    daemon: bool

    def start(self) -> None: ...

    def cancel(self) -> None: ...


class Job:
    """A job on the plan; one that has no runs left is dead."""

    def __init__(self, name: str, action: Action, priority: int) -> None:
        self.name, self.action, self.priority = name, action, priority
        self.began = self.interval = 0.0
        self.left = 1


class Plan:
    """Jobs that run at their time, in the thread that calls run()."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        self._clock, self._wait = clock, wait
        self._heap: list[tuple[float, int, int, Job]] = []
        self._jobs: list[Job] = []
        self._planned = 0

    def add(self, delay: float, name: str, action: Action, priority: int = 5) -> int:
        if delay < 0:
            raise ValueError(delay)
        return self._plan(Job(name, action, priority), self._clock() + delay)

    def repeat(
        self, interval: float, name: str, action: Action, times: int, priority: int = 5
    ) -> int:
        if interval <= 0:
            raise ValueError(interval)
        if times <= 0:
            raise ValueError(times)
        job = Job(name, action, priority)
        job.began, job.interval, job.left = self._clock(), interval, times
        return self._plan(job, job.began + interval)

    def cancel(self, ticket: int) -> bool:
        if ticket not in range(len(self._jobs)) or self._jobs[ticket].left == 0:
            return False
        self._jobs[ticket].left = 0
        return True

    def pending(self) -> list[str]:
        return [job.name for *_, job in sorted(self._heap, key=lambda one: one[:3]) if job.left]

    def run(self) -> None:
        while (rest := self.run_due()) is not None:
            self._wait(rest)

    def run_due(self) -> float | None:
        while self._heap:
            at, _, _, job = self._heap[0]
            rest = at - self._clock()
            if job.left and rest > 0:
                return rest
            heapq.heappop(self._heap)
            if job.left:
                self._run(job)
        return None

    def _run(self, job: Job) -> None:
        job.left -= 1
        try:
            job.action()
        finally:
            if job.left:
                at = job.began
                while at <= self._clock():
                    at += job.interval
                self._push(job, at)

    def _plan(self, job: Job, at: float) -> int:
        self._push(job, at)
        self._jobs.append(job)
        return len(self._jobs) - 1

    def _push(self, job: Job, at: float) -> None:
        self._planned += 1
        heapq.heappush(self._heap, (at, job.priority, self._planned, job))


class LateAlarm:
    """Calls its action when nobody has fed it for some seconds."""

    def __init__(
        self,
        seconds: float,
        action: Action,
        make_timer: Callable[[float, Action], TimerLike] = threading.Timer,
    ) -> None:
        self._seconds, self._action, self._make_timer = seconds, action, make_timer
        self._guard = threading.RLock()
        self._rounds = 0
        self._timers: list[TimerLike] = []

    def feed(self) -> None:
        with self._guard:
            self.stop()
            mine = self._rounds
            timer = self._make_timer(self._seconds, lambda: self._ring(mine))
            timer.daemon = True
            self._timers.append(timer)
            timer.start()

    def stop(self) -> None:
        with self._guard:
            self._rounds += 1
            while self._timers:
                self._timers.pop().cancel()

    def _ring(self, of_round: int) -> None:
        with self._guard:
            counts = of_round == self._rounds
            if counts:
                self._rounds += 1
        if counts:
            self._action()
