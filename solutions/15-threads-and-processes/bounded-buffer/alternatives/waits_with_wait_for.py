"""Leaves the loop to `Condition.wait_for`, and writes put_all and get as calls of the public methods.

A condition that has an RLock, as the default one has, may be entered again by the thread that holds it.
"""

import queue
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
        if capacity <= 0:
            raise ValueError("a buffer needs a place")
        self.capacity = capacity
        self.items: list[Item] = []
        self.open = True
        self.condition = condition or threading.Condition()
        self.clock = clock

    def __len__(self) -> int:
        return len(self.items)

    def put(self, item: Item, timeout: float | None = None) -> None:
        """Add `item` at the end; wait for a place, but no longer than `timeout`."""
        with self.condition:
            ready = self.condition.wait_for(
                lambda: not self.open or len(self.items) < self.capacity, timeout
            )
            if not self.open:
                raise Closed("no more items")
            if not ready:
                raise queue.Full
            self.items.append(item)
            self.condition.notify_all()

    def get(self, timeout: float | None = None) -> Item:
        """Remove and return the first item; wait for one, but no longer than `timeout`."""
        with self.condition:
            self.condition.wait_for(lambda: self.items or not self.open, timeout)
            if self.items:
                self.condition.notify_all()
                return self.items.pop(0)
            if self.open:
                raise queue.Empty
            raise Closed("nothing is left")

    def close(self) -> None:
        """Take no more items, and let nobody wait any longer."""
        with self.condition:
            self.open = False
            self.condition.notify_all()

    def put_all(self, items: Iterable[Item], timeout: float | None = None) -> list[Item]:
        """Put the items in order, all before one deadline; return those that found no place."""
        left = list(items)
        started = self.clock()
        while left:
            spent = self.clock() - started
            try:
                self.put(left[0], None if timeout is None else timeout - spent)
            except (queue.Full, Closed):
                break
            del left[0]
        return left

    def get_batch(self, most: int, timeout: float | None = None) -> list[Item]:
        """Wait for one item; return it with those behind it, at most `most` together."""
        if most <= 0:
            raise ValueError("a batch has at least one item")
        with self.condition:
            batch = [self.get(timeout)]
            while self.items and len(batch) < most:
                batch.append(self.items.pop(0))
            return batch
