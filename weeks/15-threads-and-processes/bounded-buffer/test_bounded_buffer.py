"""Visible tests of bounded-buffer. None of them sleeps: see Interruptions."""

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

import pytest
from bounded_buffer import BoundedBuffer, Closed

Result = TypeVar("Result")


class Interruptions(threading.Condition):
    """A condition that does not sleep: instead of each wait the next of its `steps` is called.

    It is its own clock: `pass_time` sets the clock forward, and so does a wait with a timeout
    when no steps are left.
    """

    def __init__(self) -> None:
        super().__init__()
        self.now = 5000.0
        self.steps: list[Callable[[], object]] = []
        self.waits = 0

    def clock(self) -> float:
        return self.now

    def pass_time(self, seconds: float) -> None:
        self.now += seconds

    def wait(self, timeout: float | None = None) -> bool:
        self.waits += 1
        assert self.waits < 100, "this thread never gives up"
        if self.steps:
            self.steps.pop(0)()
            return True
        assert timeout is not None, "nothing will ever wake this thread"
        self.pass_time(max(timeout, 0))
        return False

    def wait_for(self, predicate: Callable[[], Result], timeout: float | None = None) -> Result:
        deadline = None if timeout is None else self.now + timeout
        while not (result := predicate()):
            if deadline is not None and deadline <= self.now:
                break
            self.wait(None if deadline is None else deadline - self.now)
        return result


def made(capacity: int) -> tuple[BoundedBuffer[str], Interruptions]:
    """A buffer and the condition on which it waits."""
    condition = Interruptions()
    return BoundedBuffer(capacity, condition=condition, clock=condition.clock), condition


def test_t1_items_leave_in_the_order_they_came() -> None:
    """The first item in is the first one out."""
    buffer, _ = made(3)
    for item in ["crane 4", "crane 2", "crane 9"]:
        buffer.put(item)

    assert [buffer.get() for _ in range(3)] == ["crane 4", "crane 2", "crane 9"]


@pytest.mark.parametrize("timeout", [0, -3], ids=["timeout=0", "timeout=-3"])
def test_t1_without_time_nobody_waits(timeout: float) -> None:
    """With a timeout of 0 or less a full and an empty buffer refuse at once."""
    buffer, _ = made(1)
    with pytest.raises(queue.Empty):
        buffer.get(timeout)
    buffer.put("crane 1", timeout)
    with pytest.raises(queue.Full):
        buffer.put("crane 2", timeout)

    assert len(buffer) == 1


def test_t1_a_buffer_has_at_least_one_place() -> None:
    """A capacity of 0 raises ValueError; one of 1 is kept."""
    with pytest.raises(ValueError):
        BoundedBuffer(0)

    assert BoundedBuffer[str](1).capacity == 1


def test_t2_a_wake_up_without_an_item_is_no_item() -> None:
    """A thread that wakes for no reason waits again."""
    buffer, condition = made(2)
    condition.steps = [lambda: None, lambda: None, lambda: buffer.put("crane 6")]

    assert buffer.get() == "crane 6"


def test_t2_two_real_threads_pass_everything_on() -> None:
    """Through a single place, a hundred items reach another thread in order."""
    buffer = BoundedBuffer[int](1)
    received: list[int] = []
    reader = threading.Thread(target=lambda: received.extend(buffer.get() for _ in range(100)))
    reader.start()
    for number in range(100):
        buffer.put(number)
    reader.join()

    assert received == list(range(100))


def test_t3_a_call_waits_for_its_time_and_no_longer() -> None:
    """A call that nobody wakes asks the condition to wait for its timeout, then gives up."""
    buffer, condition = made(1)
    with pytest.raises(queue.Empty):
        buffer.get(timeout=2.5)

    assert condition.now == 5002.5


def test_t3_waking_up_does_not_extend_the_time() -> None:
    """Two wake-ups in vain, after 4 and after 8 seconds, leave 2 of 10 seconds."""
    buffer, condition = made(1)
    four = lambda: condition.pass_time(4)  # noqa: E731
    condition.steps = [four, four, lambda: condition.pass_time(2)]
    with pytest.raises(queue.Empty):
        buffer.get(timeout=10)

    assert condition.now == 5010.0


def test_t3_an_item_that_came_late_is_still_taken() -> None:
    """A thread that wakes after its deadline and finds an item returns it."""
    buffer, condition = made(1)

    def late() -> None:
        condition.pass_time(60)
        buffer.put("crane 3")

    condition.steps = [late]

    assert buffer.get(timeout=5) == "crane 3"


def test_t4_closing_ends_a_wait() -> None:
    """A thread that waits for an item gets Closed when the buffer is closed."""
    buffer, condition = made(1)
    condition.steps = [buffer.close]
    with pytest.raises(Closed):
        buffer.get(timeout=30)


def test_t4_what_is_left_can_still_be_taken() -> None:
    """A closed buffer takes nothing more and hands out what it has."""
    buffer, _ = made(2)
    buffer.put("crane 8")
    buffer.close()
    with pytest.raises(Closed):
        buffer.put("crane 5")

    assert buffer.get() == "crane 8"


def test_t5_put_all_returns_what_found_no_place() -> None:
    """Five items, two places, one freed in time: two items come back."""
    buffer, condition = made(2)
    condition.steps = [buffer.get, lambda: condition.pass_time(7)]

    assert buffer.put_all(iter("ABCDE"), timeout=7) == ["D", "E"]
    assert buffer.get_batch(5) == ["B", "C"]


def test_t5_a_batch_waits_for_its_first_item_only() -> None:
    """get_batch(3) returns as soon as there is one item."""
    buffer, condition = made(4)
    condition.steps = [lambda: buffer.put("crane 7")]

    assert buffer.get_batch(3) == ["crane 7"]
