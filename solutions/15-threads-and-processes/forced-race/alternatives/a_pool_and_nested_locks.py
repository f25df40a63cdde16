"""Runs the threads in a pool of exactly their number, with futures for the errors.

The barrier is aborted by whoever fails; the pool's end waits for all. The transfer locks with two
nested blocks in an `if`, and pairs of locks are kept as a table of what was taken under what.
"""

from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from threading import Barrier, BrokenBarrierError, RLock
from typing import Protocol

Event = tuple[str, str, str]


class Register(Protocol):
    """A number in a crane's controller. Each call is safe in itself; two calls are not."""

    def read(self) -> int: ...

    def write(self, value: int, /) -> None: ...


def force_lost_update(register: Register, threads: int) -> None:
    """Let `threads` threads add one to the register so that all updates but one are lost."""
    if threads < 1:
        raise ValueError("no threads")
    line = Barrier(threads)

    def update() -> None:
        try:
            seen = register.read()
        except BaseException:
            line.abort()
            raise
        line.wait()
        register.write(seen + 1)

    with ThreadPoolExecutor(max_workers=threads) as pool:
        futures = [pool.submit(update) for _ in range(threads)]
    errors = [future.exception() for future in futures]
    for error in errors:
        if error is not None and not isinstance(error, BrokenBarrierError):
            raise error


class Counter:
    """A count that threads share."""

    def __init__(
        self, number: int, register: Register, lock: AbstractContextManager[object] | None = None
    ) -> None:
        self.number = number
        self.lock: AbstractContextManager[object] = RLock()
        if lock is not None:
            self.lock = lock
        self._register = register

    def _add_below(self, limit: float, count: int) -> tuple[bool, int]:
        with self.lock:
            before = self._register.read()
            if before >= limit:
                return False, before
            self._register.write(before + count)
            return True, before + count

    def value(self) -> int:
        with self.lock:
            return self._register.read()

    def add(self, count: int = 1) -> int:
        return self._add_below(float("inf"), count)[1]

    def claim(self, limit: int) -> bool:
        return self._add_below(limit, 1)[0]


def transfer(source: Counter, target: Counter, count: int) -> bool:
    """Move `count` from `source` to `target`."""
    if count < 1:
        raise ValueError(count)
    if source.number > target.number:
        with target.lock:
            with source.lock:
                return _move(source, target, count)
    with source.lock:
        with target.lock:
            return _move(source, target, count)


def _move(source: Counter, target: Counter, count: int) -> bool:
    enough = source.value() >= count
    if enough:
        target.add(count)
        source.add(-count)
    return enough


def inversions(events: Iterable[Event]) -> list[tuple[str, str]]:
    """Pairs of locks that were taken in both orders."""
    held: defaultdict[str, list[str]] = defaultdict(list)
    under: defaultdict[str, set[str]] = defaultdict(set)
    for thread, action, lock in events:
        if action == "release":
            held[thread].remove(lock)
        else:
            if held[thread].count(lock) == 0:
                for outer in held[thread]:
                    under[outer].add(lock)
            held[thread].append(lock)
    names = sorted(under)
    return [(a, b) for a in names for b in names if a < b and b in under[a] and a in under[b]]
