"""Keeps jobs in a table by ticket and sorts it whenever it looks; a repetition keeps its place among equals.

A job knows its start, its interval and how many steps it has gone, so that nothing is ever added up. The
alarm numbers its feeds.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Protocol

Action = Callable[[], object]
Clock = Callable[[], float]
Wait = Callable[[float], object]
MakeTimer = Callable[[float, Action], "TimerLike"]


class TimerLike(Protocol):
    """What an alarm needs of a threading.Timer."""

    daemon: bool

    def start(self) -> None: ...

    def cancel(self) -> None: ...


@dataclass
class _Job:
    ticket: int
    name: str
    action: Action
    priority: int
    start: float
    interval: float
    left: int
    step: int = 1
    cancelled: bool = False

    @property
    def due(self) -> float:
        return self.start + self.step * self.interval

    @property
    def order(self) -> tuple[float, int, int]:
        return self.due, self.priority, self.ticket

    def skip_past(self, now: float) -> None:
        """Step to the first planned time that is later than `now`."""
        self.step = max(self.step, int((now - self.start) // self.interval))
        while self.due <= now:
            self.step += 1


class Plan:
    """Jobs that run at their time, in the thread that calls run()."""

    def __init__(self, clock: Clock = time.monotonic, wait: Wait = time.sleep) -> None:
        self._clock = clock
        self._wait = wait
        self._tickets = count(1)
        self._waiting: dict[int, _Job] = {}
        self._running: dict[int, _Job] = {}

    def add(self, delay: float, name: str, action: Action, priority: int = 5) -> int:
        if delay < 0:
            raise ValueError(f"a job cannot run {-delay} s ago")
        return self._plan(name, action, priority, delay, 1)

    def repeat(
        self, interval: float, name: str, action: Action, times: int, priority: int = 5
    ) -> int:
        if interval <= 0 or times < 1:
            raise ValueError("a repetition needs an interval above 0 and at least one run")
        return self._plan(name, action, priority, interval, times)

    def _plan(self, name: str, action: Action, priority: int, interval: float, times: int) -> int:
        job = _Job(next(self._tickets), name, action, priority, self._clock(), interval, times)
        self._waiting[job.ticket] = job
        return job.ticket

    def cancel(self, ticket: int) -> bool:
        if self._waiting.pop(ticket, None):
            return True
        job = self._running.get(ticket)
        if job is None or job.left == 0 or job.cancelled:
            return False
        job.cancelled = True
        return True

    def _in_order(self) -> list[_Job]:
        return sorted(self._waiting.values(), key=lambda job: job.order)

    def pending(self) -> list[str]:
        return [job.name for job in self._in_order()]

    def run(self) -> None:
        while (seconds := self.run_due()) is not None:
            self._wait(seconds)

    def run_due(self) -> float | None:
        while self._waiting:
            job = self._in_order()[0]
            early = job.due - self._clock()
            if early > 0:
                return early
            self._run(job)
        return None

    def _run(self, job: _Job) -> None:
        self._running[job.ticket] = self._waiting.pop(job.ticket)
        job.left -= 1
        try:
            job.action()
        finally:
            del self._running[job.ticket]
            if job.left and not job.cancelled:
                job.skip_past(self._clock())
                self._waiting[job.ticket] = job


class LateAlarm:
    """Calls its action when nobody has fed it for some seconds."""

    def __init__(
        self, seconds: float, action: Action, make_timer: MakeTimer = threading.Timer
    ) -> None:
        self._seconds = seconds
        self._action = action
        self._make_timer = make_timer
        self._lock = threading.RLock()
        self._timer: TimerLike | None = None
        self._feeds = 0
        self._armed = 0

    def feed(self) -> None:
        with self._lock:
            self.stop()
            self._feeds += 1
            self._armed = self._feeds
            self._timer = self._make_timer(self._seconds, partial(self._ring, self._feeds))
            self._timer.daemon = True
            self._timer.start()

    def stop(self) -> None:
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = None
            self._armed = 0

    def _ring(self, feed: int) -> None:
        with self._lock:
            if feed != self._armed:
                return
            self._armed = 0
        self._action()
