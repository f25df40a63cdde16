"""Lets the readers report on a queue and waits in the caller: no barrier is needed.

The caller counts the reports and opens one event for all; if a report is an error,
the event is opened, too, and tells the threads to write nothing. The counter locks in a decorator.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack
from functools import wraps
from queue import Queue
from threading import Event as Signal
from threading import RLock, Thread
from typing import Any, Protocol

Event = tuple[str, str, str]


class Register(Protocol):
    """A number in a crane's controller. Each call is safe in itself; two calls are not."""

    def read(self) -> int: ...

    def write(self, value: int, /) -> None: ...


def force_lost_update(register: Register, threads: int) -> None:
    """Let `threads` threads add one to the register so that all updates but one are lost."""
    if threads <= 0:
        raise ValueError(threads)
    reports: Queue[Exception | None] = Queue()
    decided = Signal()
    go: list[bool] = []

    def update() -> None:
        try:
            seen = register.read()
        except Exception as error:
            reports.put(error)
            return
        reports.put(None)
        decided.wait()
        if go:
            register.write(seen + 1)

    workers = [Thread(target=update) for _ in range(threads)]
    for worker in workers:
        worker.start()
    errors = [error for error in (reports.get() for _ in workers) if error]
    if not errors:
        go.append(True)
    decided.set()
    for worker in workers:
        worker.join()
    for error in errors:
        raise error


def locked(method: Callable[..., Any]) -> Callable[..., Any]:
    """A method that runs while its object's lock is held."""

    @wraps(method)
    def guarded(self: "Counter", *args: int) -> Any:
        with self.lock:
            return method(self, *args)

    return guarded


class Counter:
    """A count that threads share."""

    def __init__(
        self, number: int, register: Register, lock: AbstractContextManager[object] | None = None
    ) -> None:
        self.number = number
        self.register = register
        self.lock = lock if lock is not None else RLock()

    @locked
    def value(self) -> int:
        return self.register.read()

    @locked
    def add(self, count: int = 1) -> int:
        self.register.write(self.register.read() + count)
        return self.register.read()

    @locked
    def claim(self, limit: int) -> bool:
        free = self.register.read() < limit
        if free:
            self.register.write(self.register.read() + 1)
        return free


def transfer(source: Counter, target: Counter, count: int) -> bool:
    """Move `count` from `source` to `target`; a counter may be its own target."""
    if count <= 0:
        raise ValueError(count)
    with ExitStack() as stack:
        for counter in sorted({source, target}, key=lambda counter: counter.number):
            stack.enter_context(counter.lock)
        left = source.register.read() - count
        if left < 0:
            return False
        if source is not target:
            moved = target.register.read() + count
            source.register.write(left)
            target.register.write(moved)
        return True


def inversions(events: Iterable[Event]) -> list[tuple[str, str]]:
    """Pairs of locks that were taken in both orders; depths are counted."""
    depth: dict[tuple[str, str], int] = {}
    orders: set[tuple[str, str]] = set()
    for thread, action, lock in events:
        key = thread, lock
        if action == "acquire":
            if not depth.get(key):
                for (who, other), times in depth.items():
                    if who == thread and times:
                        orders.add((other, lock))
            depth[key] = depth.get(key, 0) + 1
        else:
            depth[key] -= 1
    return sorted(pair for pair in orders if pair[0] < pair[1] and pair[::-1] in orders)
