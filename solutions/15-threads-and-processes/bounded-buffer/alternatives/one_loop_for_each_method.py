"""Writes the wait out in each method, and wakes others only when the change can matter to them.

Threads sleep for a place only while the buffer is full, and for an item only while it is empty.
So a put need wake others only if the buffer was empty, and a get only if it was full;
and then all of them, for both kinds may be asleep.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from queue import Empty, Full
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
        if capacity < 1:
            raise ValueError(capacity)
        self.capacity = capacity
        self._queue: deque[Item] = deque()
        self._over = False
        self._condition = condition if condition is not None else threading.Condition()
        self._clock = clock

    def __len__(self) -> int:
        return len(self._queue)

    def put(self, item: Item, timeout: float | None = None) -> None:
        """Add `item` at the end; wait for a place, but no longer than `timeout`."""
        if len(self.put_all([item], timeout)) == 1:
            with self._condition:
                raise Closed if self._over else Full

    def get(self, timeout: float | None = None) -> Item:
        """Remove and return the first item; wait for one, but no longer than `timeout`."""
        (item,) = self.get_batch(1, timeout)
        return item

    def close(self) -> None:
        """Take no more items, and let nobody wait any longer."""
        with self._condition:
            self._over = True
            self._condition.notify_all()

    def put_all(self, items: Iterable[Item], timeout: float | None = None) -> list[Item]:
        """Put the items in order, all before one deadline; return those that found no place."""
        rest = deque(items)
        until = float("inf") if timeout is None else self._clock() + timeout
        with self._condition:
            while rest and not self._over:
                if len(self._queue) < self.capacity:
                    self._queue.append(rest.popleft())
                    if len(self._queue) == 1:
                        self._condition.notify_all()
                elif not self._sleep(until):
                    break
        return list(rest)

    def get_batch(self, most: int, timeout: float | None = None) -> list[Item]:
        """Wait for one item; return it with those behind it, at most `most` together."""
        if most < 1:
            raise ValueError(most)
        until = float("inf") if timeout is None else self._clock() + timeout
        with self._condition:
            while not self._queue:
                if self._over:
                    raise Closed
                if not self._sleep(until):
                    raise Empty
            if len(self._queue) == self.capacity:
                self._condition.notify_all()
            batch: list[Item] = []
            while self._queue and len(batch) < most:
                batch.append(self._queue.popleft())
            return batch

    def _sleep(self, until: float) -> bool:
        """Wait until something happens, at most until `until`; False if that is over."""
        left = until - self._clock()
        if left <= 0:
            return False
        self._condition.wait(None if left == float("inf") else left)
        return True
