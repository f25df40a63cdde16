"""A buffer with few places between threads, built on one condition."""

import threading
import time
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Closed(Exception):
    """The buffer has been closed."""


class BoundedBuffer(Generic[Item]):
    """Hands items from thread to thread, in order, and never holds more than `capacity`."""

    def __init__(
        self,
        capacity: int,
        *,
        condition: threading.Condition | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.capacity = capacity
        raise NotImplementedError("Task 1: check the capacity and begin without items")

    def __len__(self) -> int:
        raise NotImplementedError("Task 1: say how many items there are")

    def put(self, item: Item, timeout: float | None = None) -> None:
        """Add `item` at the end; wait for a place, but no longer than `timeout`."""
        # TODO Task 1: timeout 0. Task 2: timeout None. Task 3: any timeout.
        raise NotImplementedError("Task 1: add the item, or raise queue.Full")

    def get(self, timeout: float | None = None) -> Item:
        """Remove and return the first item; wait for one, but no longer than `timeout`."""
        raise NotImplementedError("Task 1: return the first item, or raise queue.Empty")

    def close(self) -> None:
        """Take no more items, and let nobody wait any longer."""
        raise NotImplementedError("Task 4: close the buffer and wake whoever waits")

    def put_all(self, items: Iterable[Item], timeout: float | None = None) -> list[Item]:
        """Put the items in order, all before one deadline; return those that found no place."""
        raise NotImplementedError("Task 5: put the items one after the other")

    def get_batch(self, most: int, timeout: float | None = None) -> list[Item]:
        """Wait for one item; return it with those behind it, at most `most` together."""
        raise NotImplementedError("Task 5: wait for one item, then take what is there")
