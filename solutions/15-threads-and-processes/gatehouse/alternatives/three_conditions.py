"""Three conditions on one lock, one for each kind of waiting, counts in a dict, and joins against a
deadline; tickets have a condition of their own."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
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
        self._permits = threading.Semaphore(0)

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
        self._news = threading.Condition()
        self._outcome: list[str | BaseException] = []

    def done(self) -> bool:
        """Whether there is an answer or an exception."""
        return bool(self._outcome)

    def settle(self, answer: str) -> None:
        """Give the answer to all who wait."""
        self._put(answer)

    def fail(self, error: BaseException) -> None:
        """Give an exception to all who wait."""
        self._put(error)

    def _put(self, outcome: str | BaseException) -> None:
        with self._news:
            self._outcome.append(outcome)
            self._news.notify_all()

    def result(self, timeout: float | None = None) -> str:
        """Wait for the answer and return it, or raise the exception."""
        with self._news:
            if not self._news.wait_for(self.done, timeout):
                raise TimeoutError(self.plate)
        (outcome,) = self._outcome
        if isinstance(outcome, str):
            return outcome
        raise outcome


class Gatehouse:
    """Takes arrivals in while it is open; its clerks handle them."""

    def __init__(self, handler: Handler, *, clerks: int = 2, capacity: int = 10) -> None:
        if min(clerks, capacity) <= 0:
            raise ValueError("both numbers have to be positive")
        self._handler = handler
        self._places = capacity
        self._lines: list[Ticket] = []
        self._open = True
        self._tally = dict.fromkeys(Counts.__dataclass_fields__, 0)
        lock = threading.Lock()
        self._arrival = threading.Condition(lock)
        self._place = threading.Condition(lock)
        self._change = threading.Condition(lock)
        self._threads: list[threading.Thread] = []
        for number in range(clerks):
            thread = threading.Thread(target=self._serve, name=f"clerk-{number + 1}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def __enter__(self) -> "Gatehouse":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self.stop()
        else:
            self.stop(drain=False)

    def submit(self, plate: str, timeout: float | None = None) -> Ticket:
        """Put an arrival at the end of the queue, waiting for a place if there is none."""
        deadline = None if timeout is None else time.monotonic() + timeout
        with self._place:
            while self._open and len(self._lines) == self._places:
                left = None if deadline is None else deadline - time.monotonic()
                if left is not None and left <= 0:
                    self._add(refused=1)
                    raise GateFull(plate)
                self._add(outside=1)
                self._place.wait(left)
                self._add(outside=-1)
            if not self._open:
                self._add(refused=1)
                raise GateClosed(plate)
            ticket = Ticket(plate)
            self._lines.append(ticket)
            self._tally["most_waiting"] = max(self._tally["most_waiting"], len(self._lines))
            self._add(accepted=1, waiting=1)
            self._arrival.notify()
            return ticket

    def counts(self) -> Counts:
        """All counts of one moment."""
        with self._change:
            return Counts(**self._tally)

    def wait_for(self, timeout: float, **wanted: int) -> bool:
        """Wait until these counts have these values at one moment; False if they do not in time."""
        with self._change:
            return self._change.wait_for(lambda: wanted.items() <= self._tally.items(), timeout)

    def stop(self, *, drain: bool = True, timeout: float | None = None) -> bool:
        """Close the gate and wait for the clerks; say whether all of them have ended."""
        if any(thread is threading.current_thread() for thread in self._threads):
            raise RuntimeError("called by a clerk")
        dropped: list[Ticket] = []
        with self._change:
            self._open = False
            if not drain:
                dropped, self._lines = self._lines, []
                self._add(waiting=-len(dropped), dropped=len(dropped))
            self._arrival.notify_all()
            self._place.notify_all()
        for ticket in dropped:
            ticket.fail(GateClosed(ticket.plate))
        deadline = None if timeout is None else time.monotonic() + timeout
        for thread in self._threads:
            thread.join(None if deadline is None else max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _add(self, **changes: int) -> None:
        for name, change in changes.items():
            self._tally[name] += change
        self._change.notify_all()

    def _serve(self) -> None:
        while True:
            with self._arrival:
                while self._open and not self._lines:
                    self._arrival.wait()
                if not self._lines:
                    return
                ticket = self._lines.pop(0)
                self._add(waiting=-1, busy=1)
                self._place.notify()
            error: BaseException | None = None
            answer = ""
            try:
                answer = self._handler(ticket.plate)
            except BaseException as caught:
                error = caught
            with self._change:
                self._add(busy=-1, **({"handled": 1} if error is None else {"failed": 1}))
            if error is None:
                ticket.settle(answer)
            else:
                ticket.fail(error)
