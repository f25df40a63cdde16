"""Lets the exception of a handler end the thread of its clerk, so that the next arrivals wait for
nobody.

Reply: After a handler raised, its ticket is never done. Where does an exception go that leaves
the function of a thread?

Fails: check_a_clerk_survives_its_handler check_counts_of_a_day check_everybody_hears_of_a_change
check_a_full_queue_makes_wait check_nobody_is_left_outside check_a_clerk_cannot_stop check_any_day
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Condition, Event, Semaphore, Thread, current_thread
from types import TracebackType

Handler = Callable[[str], str]


class GateFull(Exception):
    """No place became free in time."""


class GateClosed(Exception):
    """The gatehouse takes nothing in any more."""


@dataclass(frozen=True)
class Counts:
    """What happened in a gatehouse until one moment, and what it is doing then."""

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
    """A handler for tests: holds each clerk, and fails for the plates named."""

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

    def __init__(self, plate: str) -> None:
        self.plate = plate
        self._done = Event()
        self._answer = ""
        self._error: BaseException | None = None

    def done(self) -> bool:
        """Whether there is an answer or an exception."""
        return self._done.is_set()

    def settle(self, answer: str) -> None:
        """Give the answer to all who wait."""
        self._answer = answer
        self._done.set()

    def fail(self, error: BaseException) -> None:
        """Give an exception to all who wait."""
        self._error = error
        self._done.set()

    def result(self, timeout: float | None = None) -> str:
        """Wait for the answer and return it, or raise the exception."""
        if not self._done.wait(timeout):
            raise TimeoutError(f"no answer for {self.plate} yet")
        if self._error is not None:
            raise self._error
        return self._answer


class Gatehouse:
    """Takes arrivals in while it is open; its clerks handle them, each in a thread of its own.

    One condition guards the queue, the counts and whether the gate is closed, so that the three
    always fit together. No handler runs while it is held.
    """

    def __init__(self, handler: Handler, *, clerks: int = 2, capacity: int = 10) -> None:
        if clerks < 1 or capacity < 1:
            raise ValueError("a gatehouse needs at least one clerk and one place")
        self._handler = handler
        self._capacity = capacity
        self._queue: deque[Ticket] = deque()
        self._counts = Counts()
        self._closed = False
        self._on_duty = clerks
        self._changed = Condition()
        self._clerks = [
            Thread(target=self._work, name=f"clerk-{number}", daemon=True)
            for number in range(1, clerks + 1)
        ]
        for clerk in self._clerks:
            clerk.start()

    def __enter__(self) -> "Gatehouse":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop(drain=kind is None)

    def submit(self, plate: str, timeout: float | None = None) -> Ticket:
        """Put an arrival at the end of the queue, waiting for a place if there is none."""
        with self._changed:
            if not self._decided():
                self._count(outside=1)
                try:
                    self._changed.wait_for(self._decided, timeout)
                finally:
                    self._count(outside=-1)
            if not self._decided():
                self._count(refused=1)
                raise GateFull(f"no place for {plate}")
            if self._closed:
                self._count(refused=1)
                raise GateClosed(f"too late for {plate}")
            ticket = Ticket(plate)
            self._queue.append(ticket)
            longest = len(self._queue) > self._counts.most_waiting
            self._count(accepted=1, waiting=1, most_waiting=int(longest))
            return ticket

    def counts(self) -> Counts:
        """All counts of one moment."""
        with self._changed:
            return self._counts

    def wait_for(self, timeout: float, **wanted: int) -> bool:
        """Wait until these counts have these values at one moment; False if they do not in time."""

        def reached() -> bool:
            return all(getattr(self._counts, name) == value for name, value in wanted.items())

        with self._changed:
            return self._changed.wait_for(reached, timeout)

    def stop(self, *, drain: bool = True, timeout: float | None = None) -> bool:
        """Close the gate and wait for the clerks; say whether all of them have ended."""
        if current_thread() in self._clerks:
            raise RuntimeError("a clerk cannot wait for its own end")
        with self._changed:
            self._closed = True
            if not drain:
                self._drop_all()
            self._changed.notify_all()
            if not self._changed.wait_for(lambda: self._on_duty == 0, timeout):
                return False
        for clerk in self._clerks:
            clerk.join()
        return True

    def _decided(self) -> bool:
        """Whether an arrival need not wait: there is a place, or there will never be one."""
        return self._closed or len(self._queue) < self._capacity

    def _drop_all(self) -> None:
        """Turn away all that wait; the condition is held."""
        dropped = list(self._queue)
        self._queue.clear()
        self._count(waiting=-len(dropped), dropped=len(dropped))
        for ticket in dropped:
            ticket.fail(GateClosed(f"{ticket.plate} was turned away"))

    def _count(self, **changes: int) -> None:
        """Change some counts together and wake all who wait for a change; the condition is held."""
        now = {name: getattr(self._counts, name) + change for name, change in changes.items()}
        self._counts = replace(self._counts, **now)
        self._changed.notify_all()

    def _work(self) -> None:
        """The whole day of one clerk."""
        while (ticket := self._next()) is not None:
            answer = self._handler(ticket.plate)
            self._finish(handled=1)
            ticket.settle(answer)
        with self._changed:
            self._on_duty -= 1
            self._changed.notify_all()

    def _next(self) -> Ticket | None:
        """The first ticket in the queue as soon as there is one, or None after the last."""
        with self._changed:
            self._changed.wait_for(lambda: self._queue or self._closed)
            if not self._queue:
                return None
            self._count(waiting=-1, busy=1)
            return self._queue.popleft()

    def _finish(self, **outcome: int) -> None:
        with self._changed:
            self._count(busy=-1, **outcome)
