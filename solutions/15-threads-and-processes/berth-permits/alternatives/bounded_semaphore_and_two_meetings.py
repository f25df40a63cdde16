"""A BoundedSemaphore refuses what is too much, and crews meet twice around `between`.

The permit is given back while the counting lock is held. The main thread closes each round:
it is a party of the barrier, which lets the crews go again when the round is closed.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

Crew = Callable[[int], object]


class BerthPermits:
    """A fixed number of permits, and how many were out at the same time."""

    def __init__(self, berths: int) -> None:
        if berths < 1:
            raise ValueError("at least one")
        self._permits = threading.BoundedSemaphore(berths)
        self._counting = threading.RLock()
        self.moored = self.peak = 0

    def enter(self) -> None:
        """Take a permit; wait for one if all are out."""
        self._take(True)

    def try_enter(self) -> bool:
        """Take a permit if there is one; say whether there was."""
        return self._take(False)

    def _take(self, wait: bool) -> bool:
        if not self._permits.acquire(wait):
            return False
        with self._counting:
            self.moored += 1
            self.peak = max(self.moored, self.peak)
        return True

    def leave(self) -> None:
        """Give a permit back."""
        with self._counting:
            self._permits.release()
            self.moored -= 1

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
        self._texts: list[str] = []

    def publish(self, text: str) -> None:
        """Publish the text; wake everybody who waits for it."""
        if self._texts:
            raise RuntimeError("once only")
        self._texts.append(text)
        self._posted.set()

    def read(self, timeout: float | None = None) -> str:
        """Wait for the text and return it."""
        if self._posted.wait(timeout):
            return self._texts[0]
        raise TimeoutError


def run_rounds(
    crews: Sequence[Crew], rounds: int, between: Callable[[int], object] | None = None
) -> list[list[object]]:
    """Let the crews work side by side and meet after each round."""
    results: list[list[object]] = [[] for _ in crews]
    errors: list[tuple[int, Exception]] = []
    meeting = threading.Barrier(len(crews) + 1)

    def work(at: int) -> None:
        for number in range(rounds):
            try:
                results[at].append(crews[at](number))
            except Exception as error:
                errors.append((at, error))
                meeting.abort()
                return
            try:
                meeting.wait()
                meeting.wait()
            except threading.BrokenBarrierError:
                return

    threads = [threading.Thread(target=work, args=[at]) for at in range(len(crews))]
    for thread in threads:
        thread.start()
    try:
        for number in range(rounds if crews else 0):
            meeting.wait()
            if between is not None:
                between(number)
            meeting.wait()
    except threading.BrokenBarrierError:
        pass
    finally:
        meeting.abort()
        for thread in threads:
            thread.join()
    if errors:
        raise min(errors, key=lambda pair: pair[0])[1]
    return results
