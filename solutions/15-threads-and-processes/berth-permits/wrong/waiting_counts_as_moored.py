"""Counts a vessel before it has its permit.

Reply: At a full quay, vessels were counted as moored, or asked again and again instead of waiting.
At which line of enter() does a thread really hold a permit?

Fails: check_a_full_quay_lets_wait check_blocks_wait_their_turn
"""

import itertools
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

Crew = Callable[[int], object]


class BerthPermits:
    """A fixed number of permits, and how many were out at the same time."""

    def __init__(self, berths: int) -> None:
        if berths < 1:
            raise ValueError("a harbour needs a berth")
        self._permits = threading.Semaphore(berths)
        self._counting = threading.Lock()
        self.moored = 0
        self.peak = 0

    def enter(self) -> None:
        """Take a permit; wait for one if all are out."""
        self._count_in()
        self._permits.acquire()

    def try_enter(self) -> bool:
        """Take a permit if there is one; say whether there was."""
        taken = self._permits.acquire(blocking=False)
        if taken:
            self._count_in()
        return taken

    def _count_in(self) -> None:
        with self._counting:
            self.moored += 1
            self.peak = max(self.peak, self.moored)

    def leave(self) -> None:
        """Give a permit back."""
        with self._counting:
            if self.moored == 0:
                raise ValueError("no permit is out")
            self.moored -= 1
        self._permits.release()

    @contextmanager
    def berth(self) -> Iterator[None]:
        """Hold a permit for the length of a with block."""
        self.enter()
        try:
            yield
        finally:
            self.leave()


class Notice:
    """A text that is published once, for all who wait and all who come later."""

    def __init__(self) -> None:
        self._posted = threading.Event()
        self._text = ""

    def publish(self, text: str) -> None:
        """Publish the text; wake everybody who waits for it."""
        if self._posted.is_set():
            raise RuntimeError("the notice is published")
        self._text = text
        self._posted.set()

    def read(self, timeout: float | None = None) -> str:
        """Wait for the text and return it."""
        if not self._posted.wait(timeout):
            raise TimeoutError("nothing was published")
        return self._text


def run_rounds(
    crews: Sequence[Crew], rounds: int, between: Callable[[int], object] | None = None
) -> list[list[object]]:
    """Let the crews work side by side and meet after each round."""
    if not crews:
        return []
    results: list[list[object]] = [[] for _ in crews]
    errors: list[Exception | None] = [None for _ in crews]
    ended = itertools.count()

    def close_round() -> None:
        if between is not None:
            between(next(ended))

    meeting = threading.Barrier(len(crews), action=close_round)

    def work(at: int) -> None:
        try:
            for number in range(rounds):
                results[at].append(crews[at](number))
                try:
                    meeting.wait()
                except threading.BrokenBarrierError:
                    return  # whoever broke it reports why
        except Exception as error:
            errors[at] = error
            meeting.abort()

    threads = [threading.Thread(target=work, args=(at,)) for at in range(len(crews))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for error in errors:
        if error is not None:
            raise error
    return results
