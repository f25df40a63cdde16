"""A semaphore of places and a SimpleQueue with a sentinel for each clerk, one condition for the
counts alone, and tickets that wrap the Future of `concurrent.futures`."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Condition, Lock, Semaphore, Thread, current_thread
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
        self._future: Future[str] = Future()

    def done(self) -> bool:
        """Whether there is an answer or an exception."""
        return self._future.done()

    def settle(self, answer: str) -> None:
        """Give the answer to all who wait."""
        self._future.set_result(answer)

    def fail(self, error: BaseException) -> None:
        """Give an exception to all who wait."""
        self._future.set_exception(error)

    def result(self, timeout: float | None = None) -> str:
        """Wait for the answer and return it, or raise the exception."""
        return self._future.result(timeout)


class Gatehouse:
    """Takes arrivals in while it is open; its clerks handle them."""

    def __init__(self, handler: Handler, *, clerks: int = 2, capacity: int = 10) -> None:
        if clerks < 1:
            raise ValueError("no clerks")
        if capacity < 1:
            raise ValueError("no places")
        self._handler = handler
        self._places = Semaphore(capacity)
        self._queue: SimpleQueue[Ticket | None] = SimpleQueue()
        self._closed = False
        self._working = clerks
        self._counts: dict[str, int] = {}
        self._changed = Condition(Lock())
        self._clerks = [
            Thread(target=self._serve, name=f"clerk-{1 + at}", daemon=True) for at in range(clerks)
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
        self.stop(drain=error is None)

    def submit(self, plate: str, timeout: float | None = None) -> Ticket:
        """Put an arrival at the end of the queue, waiting for a place if there is none."""
        if not self._places.acquire(blocking=False):
            with self._changed:
                self._add(outside=1)
            try:
                free = self._places.acquire(timeout=timeout)
            finally:
                with self._changed:
                    self._add(outside=-1)
            if not free:
                with self._changed:
                    self._add(refused=1)
                    raise GateClosed(plate) if self._closed else GateFull(plate)
        with self._changed:
            if self._closed:
                self._places.release()
                self._add(refused=1)
                raise GateClosed(plate)
            ticket = Ticket(plate)
            self._add(accepted=1, waiting=1)
            longest = max(self._counts["waiting"], self._counts.get("most_waiting", 0))
            self._counts["most_waiting"] = longest
            self._queue.put(ticket)
            return ticket

    def counts(self) -> Counts:
        """All counts of one moment."""
        with self._changed:
            return Counts(**self._counts)

    def wait_for(self, timeout: float, **wanted: int) -> bool:
        """Wait until these counts have these values at one moment; False if they do not in time."""
        with self._changed:
            return self._changed.wait_for(
                lambda: all(self._counts.get(name, 0) == wanted[name] for name in wanted), timeout
            )

    def stop(self, *, drain: bool = True, timeout: float | None = None) -> bool:
        """Close the gate and wait for the clerks; say whether all of them have ended."""
        if current_thread() in self._clerks:
            raise RuntimeError("called by a clerk")
        with self._changed:
            first, self._closed = not self._closed, True
            self._places.release()  # whoever it wakes passes it on
            if not drain:
                self._drop()
            if first or not drain:
                for _ in self._clerks:
                    self._queue.put(None)
            self._changed.notify_all()
            if not self._changed.wait_for(lambda: self._working == 0, timeout):
                return False
        for clerk in self._clerks:
            clerk.join()
        return True

    def _drop(self) -> None:
        """Turn away all that wait, and take the sentinels out as well."""
        while True:
            try:
                ticket = self._queue.get_nowait()
            except Empty:
                return
            if ticket is not None:
                self._add(waiting=-1, dropped=1)
                ticket.fail(GateClosed(ticket.plate))

    def _add(self, **changes: int) -> None:
        for name, change in changes.items():
            self._counts[name] = self._counts.get(name, 0) + change
        self._changed.notify_all()

    def _next(self) -> Ticket | None:
        """Take one from the queue; whoever takes it counts it under the same lock."""
        while True:
            with self._changed:
                try:
                    ticket = self._queue.get_nowait()
                except Empty:
                    self._changed.wait()
                    continue
                if ticket is not None:
                    self._add(waiting=-1, busy=1)
                    self._places.release()
                return ticket

    def _serve(self) -> None:
        while (ticket := self._next()) is not None:
            try:
                answer = self._handler(ticket.plate)
            except BaseException as error:
                with self._changed:
                    self._add(busy=-1, failed=1)
                ticket.fail(error)
            else:
                with self._changed:
                    self._add(busy=-1, handled=1)
                ticket.settle(answer)
        with self._changed:
            self._working -= 1
            self._changed.notify_all()
