"""Measures the time with time.monotonic() instead of the clock that was passed in.

Reply: Your buffer gives up at another moment than its clock says, or never. How long may each
wait of the condition last, and on which clock is that counted?

Fails: check_a_call_gives_up_on_time check_the_timeout_is_for_the_whole_call
check_any_naps_leave_the_deadline check_put_all_has_one_deadline
check_a_batch_waits_for_one_item check_any_calls_of_one_thread
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
            raise ValueError(f"a buffer needs a place, not {capacity}")
        self.capacity = capacity
        self._items: deque[Item] = deque()
        self._closed = False
        self._changed = threading.Condition() if condition is None else condition
        self._clock = clock

    def __len__(self) -> int:
        with self._changed:
            return len(self._items)

    def put(self, item: Item, timeout: float | None = None) -> None:
        """Add `item` at the end; wait for a place, but no longer than `timeout`."""
        with self._changed:
            self._put_until(self._deadline(timeout), item)

    def get(self, timeout: float | None = None) -> Item:
        """Remove and return the first item; wait for one, but no longer than `timeout`."""
        return self.get_batch(1, timeout)[0]

    def close(self) -> None:
        """Take no more items, and let nobody wait any longer."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def put_all(self, items: Iterable[Item], timeout: float | None = None) -> list[Item]:
        """Put the items in order, all before one deadline; return those that found no place."""
        left = deque(items)
        with self._changed:
            deadline = self._deadline(timeout)
            try:
                while left:
                    self._put_until(deadline, left[0])
                    left.popleft()
            except (Full, Closed):
                pass
        return list(left)

    def get_batch(self, most: int, timeout: float | None = None) -> list[Item]:
        """Wait for one item; return it with those behind it, at most `most` together."""
        if most < 1:
            raise ValueError(f"a batch has at least one item, not {most}")
        with self._changed:
            if not self._wait_until(self._deadline(timeout), lambda: len(self._items) > 0):
                raise Closed if self._closed else Empty
            batch = [self._items.popleft() for _ in range(min(most, len(self._items)))]
            self._changed.notify_all()
            return batch

    def _put_until(self, deadline: float | None, item: Item) -> None:
        has_place = self._wait_until(deadline, lambda: len(self._items) < self.capacity)
        if self._closed:
            raise Closed
        if not has_place:
            raise Full
        self._items.append(item)
        self._changed.notify_all()

    def _deadline(self, timeout: float | None) -> float | None:
        return None if timeout is None else time.monotonic() + timeout

    def _wait_until(self, deadline: float | None, holds: Callable[[], bool]) -> bool:
        """Wait until `holds`, the deadline or the closing; say whether it holds now."""
        while not holds() and not self._closed:
            left = None if deadline is None else deadline - time.monotonic()
            if left is not None and left <= 0:
                break
            self._changed.wait(left)
        return holds()
