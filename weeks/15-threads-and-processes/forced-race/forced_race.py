"""Counters that many threads share: how an update is lost, and how none is."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Protocol

Event = tuple[str, str, str]


class Register(Protocol):
    """A number in a crane's controller; each call is safe in itself, two are not (finished)."""

    def read(self) -> int: ...

    def write(self, value: int, /) -> None: ...


def force_lost_update(register: Register, threads: int) -> None:
    """Let `threads` threads add one to the register so that all updates but one are lost."""
    raise NotImplementedError("Task 1: let all threads read before one writes")


class Counter:
    """A count that threads share; hold `lock` around calls that belong together."""

    number: int
    lock: AbstractContextManager[object]

    def __init__(
        self, number: int, register: Register, lock: AbstractContextManager[object] | None = None
    ) -> None:
        # TODO: keep the number, the register and a lock
        raise NotImplementedError("Task 2: make a counter")

    def value(self) -> int:
        """The count now."""
        raise NotImplementedError("Task 2: read the count")

    def add(self, count: int = 1) -> int:
        """Add `count`, which may be negative, and return the new value."""
        raise NotImplementedError("Task 2: add without losing an update")

    def claim(self, limit: int) -> bool:
        """Add one if the count is below `limit`, and say whether it was."""
        raise NotImplementedError("Task 2: compare and add in one piece")


def transfer(source: Counter, target: Counter, count: int) -> bool:
    """Move `count` from `source` to `target` if there are as many, and say whether there were."""
    raise NotImplementedError("Task 3: move under both locks")


def inversions(events: Iterable[Event]) -> list[tuple[str, str]]:
    """Pairs of locks that were taken in both orders."""
    raise NotImplementedError("Task 4: find locks taken in both orders")
