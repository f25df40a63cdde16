"""Plan the jobs of a maintenance window, and ring when a crane has been silent for too long."""

import sched
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import count
from typing import Protocol

Action = Callable[[], object]
Clock = Callable[[], float]
Wait = Callable[[float], object]
Job = Callable[[str], object]
MakeTimer = Callable[[float, Action], "TimerLike"]


class TimerLike(Protocol):
    """What an alarm needs of a threading.Timer."""

    daemon: bool

    def start(self) -> None: ...

    def cancel(self) -> None: ...


class Plan:
    """Jobs that run at their time, in the thread that calls run()."""

    def __init__(self, clock: Clock = time.monotonic, wait: Wait = time.sleep) -> None:
        self._clock = clock
        self._scheduler = sched.scheduler(clock, wait)
        self._tickets = count(1)
        self._events: dict[int, sched.Event] = {}

    def add(self, delay: float, name: str, action: Action, priority: int = 5) -> int:
        """Plan an action for once, and return its ticket."""
        if delay < 0:
            raise ValueError("a job cannot run in the past")
        ticket = next(self._tickets)

        def run_once(_: str) -> None:
            del self._events[ticket]
            action()

        self._enter(ticket, self._clock() + delay, priority, run_once, name)
        return ticket

    def repeat(
        self, interval: float, name: str, action: Action, times: int, priority: int = 5
    ) -> int:
        """Plan an action for `times` runs, one each interval, and return its ticket."""
        if interval <= 0 or times < 1:
            raise ValueError("repeat after a while, and at least once")
        ticket, began, left = next(self._tickets), self._clock(), times

        def run_again(_: str) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                del self._events[ticket]
            try:
                action()
            finally:
                if ticket in self._events:
                    ahead = (self._clock() - began) // interval + 1
                    self._enter(ticket, began + ahead * interval, priority, run_again, name)

        self._enter(ticket, began + interval, priority, run_again, name)
        return ticket

    def cancel(self, ticket: int) -> bool:
        """Take a job off the plan; False if there is none any more."""
        if (event := self._events.pop(ticket, None)) is None:
            return False
        with suppress(ValueError):  # it is being run
            self._scheduler.cancel(event)
        return True

    def pending(self) -> list[str]:
        """Names of the jobs that wait, in the order in which they are to run."""
        return [event.argument[0] for event in self._scheduler.queue]

    def run(self) -> None:
        """Wait for each job and run it, until none is left."""
        self._scheduler.run()

    def run_due(self) -> float | None:
        """Run what is due, and return the seconds until the next job, or None without one."""
        return self._scheduler.run(blocking=False)

    def _enter(self, ticket: int, at: float, priority: int, job: Job, name: str) -> None:
        self._events[ticket] = self._scheduler.enterabs(at, priority, job, (name,))


class LateAlarm:
    """Calls its action when nobody has fed it for some seconds."""

    def __init__(
        self, seconds: float, action: Action, make_timer: MakeTimer = threading.Timer
    ) -> None:
        self._begin, self._action = partial(make_timer, seconds), action
        self._lock = threading.Lock()
        self._timer: TimerLike | None = None

    def feed(self) -> None:
        """Begin to count from the start."""
        with self._lock:
            self._drop()
            self._round: object = object()
            self._timer = self._begin(partial(self._ring, self._round))
            self._timer.daemon = True
            self._timer.start()

    def stop(self) -> None:
        """Count no more."""
        with self._lock:
            self._drop()

    def _drop(self) -> None:
        """Forget the timer, which may be too late to cancel."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._round = None

    def _ring(self, of_round: object) -> None:
        with self._lock:
            if of_round is not self._round:
                return
            self._drop()
        self._action()
