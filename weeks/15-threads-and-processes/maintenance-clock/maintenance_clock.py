"""Plan the jobs of a maintenance window, and ring when a crane has been silent for too long."""

import threading
import time
from collections.abc import Callable
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


# TODO: everything below


class Plan:
    """Jobs that run at their time, in the thread that calls run()."""

    def __init__(self, clock: Clock = time.monotonic, wait: Wait = time.sleep) -> None:
        raise NotImplementedError("Task 1: make a scheduler of the clock and the waiting")

    def add(self, delay: float, name: str, action: Action, priority: int = 5) -> int:
        raise NotImplementedError("Task 1: plan an action for once, and return its ticket")

    def repeat(
        self, interval: float, name: str, action: Action, times: int, priority: int = 5
    ) -> int:
        raise NotImplementedError("Task 3: plan `times` runs, and return the ticket")

    def cancel(self, ticket: int) -> bool:
        raise NotImplementedError("Task 2: take a job off the plan")

    def pending(self) -> list[str]:
        raise NotImplementedError("Task 1: list the names in the order of their runs")

    def run(self) -> None:
        raise NotImplementedError("Task 1: wait for each job and run it")

    def run_due(self) -> float | None:
        raise NotImplementedError("Task 2: run what is due, and wait for nothing")


class LateAlarm:
    """Calls its action when nobody has fed it for some seconds."""

    def __init__(
        self, seconds: float, action: Action, make_timer: MakeTimer = threading.Timer
    ) -> None:
        raise NotImplementedError("Task 4: keep what is needed, and start nothing")

    def feed(self) -> None:
        raise NotImplementedError("Task 4: replace the timer by a new one")

    def stop(self) -> None:
        raise NotImplementedError("Task 4: cancel the timer")
