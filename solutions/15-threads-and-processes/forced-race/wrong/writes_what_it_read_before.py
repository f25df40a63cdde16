"""Reads both counters and writes both afterwards, as if they were always two.

Reply: A transfer from a counter to itself has changed its value. What do your second reading and
your two writings mean if source and target are the same?

Fails: check_containers_move check_any_row_of_transfers check_both_locks_are_held
check_crossing_transfers_pass
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager, suppress
from threading import Barrier, BrokenBarrierError, RLock, Thread
from typing import Protocol

Event = tuple[str, str, str]


class Register(Protocol):
    """A number in a crane's controller. Each call is safe in itself; two calls are not."""

    def read(self) -> int: ...

    def write(self, value: int, /) -> None: ...


def force_lost_update(register: Register, threads: int) -> None:
    """Let `threads` threads add one to the register so that all updates but one are lost."""
    if threads < 1:
        raise ValueError("at least one thread is needed")
    all_have_read = Barrier(threads)
    errors: list[Exception] = []

    def update() -> None:
        try:
            seen = register.read()
        except Exception as error:
            errors.append(error)
            all_have_read.abort()
            return
        with suppress(BrokenBarrierError):
            all_have_read.wait()
            register.write(seen + 1)

    workers = [Thread(target=update) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if errors:
        raise errors[0]


class Counter:
    """A count that threads share; hold `lock` around calls that belong together."""

    def __init__(
        self, number: int, register: Register, lock: AbstractContextManager[object] | None = None
    ) -> None:
        self.number = number
        self.lock = RLock() if lock is None else lock
        self._register = register

    def value(self) -> int:
        """The count now."""
        with self.lock:
            return self._register.read()

    def add(self, count: int = 1) -> int:
        """Add `count`, which may be negative, and return the new value."""
        with self.lock:
            total = self._register.read() + count
            self._register.write(total)
            return total

    def claim(self, limit: int) -> bool:
        """Add one if the count is below `limit`, and say whether it was."""
        with self.lock:
            if self.value() >= limit:
                return False
            self.add()
            return True


def transfer(source: Counter, target: Counter, count: int) -> bool:
    """Move `count` from `source` to `target` if there are as many, and say whether there were."""
    if count < 1:
        raise ValueError("at least one must move")
    first, second = sorted((source, target), key=lambda counter: counter.number)
    with first.lock, second.lock:
        here, there = source.value(), target.value()
        if here < count:
            return False
        source._register.write(here - count)
        target._register.write(there + count)
        return True


def inversions(events: Iterable[Event]) -> list[tuple[str, str]]:
    """Pairs of locks that were taken in both orders."""
    held: dict[str, list[str]] = {}
    taken: set[tuple[str, str]] = set()
    for thread, action, lock in events:
        mine = held.setdefault(thread, [])
        if action == "release":
            mine.remove(lock)
            continue
        if lock not in mine:
            taken.update((other, lock) for other in mine)
        mine.append(lock)
    return sorted((one, other) for one, other in taken if one < other and (other, one) in taken)
