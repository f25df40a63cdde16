"""The intake service of a gate: arrivals wait in a bounded queue, and clerks handle them."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Semaphore
from types import TracebackType

Handler = Callable[[str], str]


class GateFull(Exception):
    """No place became free in time (finished)."""


class GateClosed(Exception):
    """The gatehouse takes nothing in any more (finished)."""


@dataclass(frozen=True)
class Counts:
    """What happened in a gatehouse until one moment, and what it is doing then (finished)."""

    accepted: int = 0
    refused: int = 0
    outside: int = 0
    waiting: int = 0
    most_waiting: int = 0
    busy: int = 0
    handled: int = 0
    failed: int = 0
    dropped: int = 0


class Rehearsal:
    """A handler for tests: holds each clerk, and fails for the plates named (finished)."""

    def __init__(self, *failing: str) -> None:
        self.seen: list[str] = []
        self._failing = failing
        self._permits = Semaphore(0)

    def let_go(self, count: int = 1) -> None:
        """Let this many arrivals pass: those that are held now, or those that come next."""
        self._permits.release(count)

    def __call__(self, plate: str) -> str:
        self.seen.append(plate)
        self._permits.acquire()
        if plate in self._failing:
            raise ValueError(plate)
        return f"welcome, {plate}"


class Ticket:
    """What a driver holds until there is an answer."""

    # TODO Task 1

    def __init__(self, plate: str) -> None:
        raise NotImplementedError("Task 1: keep the plate")

    def done(self) -> bool:
        raise NotImplementedError("Task 1: say whether there is an answer")

    def settle(self, answer: str) -> None:
        raise NotImplementedError("Task 1: give the answer to all who wait")

    def fail(self, error: BaseException) -> None:
        raise NotImplementedError("Task 1: give the exception to all who wait")

    def result(self, timeout: float | None = None) -> str:
        raise NotImplementedError("Task 1: wait, then return or raise")


class Gatehouse:
    """Takes arrivals in while it is open; its clerks handle them."""

    # TODO Tasks 2 to 5

    def __init__(self, handler: Handler, *, clerks: int = 2, capacity: int = 10) -> None:
        raise NotImplementedError("Task 2: start the clerks")

    def __enter__(self) -> "Gatehouse":
        raise NotImplementedError("Task 5: return the gatehouse")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        raise NotImplementedError("Task 5: stop")

    def submit(self, plate: str, timeout: float | None = None) -> Ticket:
        """Put an arrival at the end of the queue."""
        raise NotImplementedError("Task 2: queue a ticket; Task 4: wait for a place")

    def counts(self) -> Counts:
        raise NotImplementedError("Task 3: return what was counted")

    def wait_for(self, timeout: float, **wanted: int) -> bool:
        raise NotImplementedError("Task 3: wait until the counts are as wanted")

    def stop(self, *, drain: bool = True, timeout: float | None = None) -> bool:
        raise NotImplementedError("Task 5: close the gate and wait for the clerks")
