"""Waits for a permit once, and takes it for granted when the wait is over.

Reply: Two vessels came in for one permit that came back: somebody was quicker than the one you
woke. What has to be asked again after a wait?

Fails: check_a_full_quay_lets_wait
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

Crew = Callable[[int], object]


class BerthPermits:
    """A fixed number of permits, and how many were out at the same time."""

    def __init__(self, berths: int) -> None:
        if berths <= 0:
            raise ValueError(berths)
        self._berths = berths
        self._changed = threading.Condition()
        self.moored = self.peak = 0

    def enter(self) -> None:
        """Take a permit; wait for one if all are out."""
        with self._changed:
            if self.moored == self._berths:
                self._changed.wait()
            self.moored += 1
            if self.moored > self.peak:
                self.peak = self.moored

    def try_enter(self) -> bool:
        """Take a permit if there is one; say whether there was."""
        with self._changed:
            if self.moored == self._berths:
                return False
            self.enter()  # the lock of a condition may be taken again
            return True

    def leave(self) -> None:
        """Give a permit back."""
        with self._changed:
            if not self.moored:
                raise ValueError("too many")
            self.moored -= 1
            self._changed.notify()

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
        self._text: str | None = None
        self._changed = threading.Condition()

    def publish(self, text: str) -> None:
        """Publish the text; wake everybody who waits for it."""
        with self._changed:
            if self._text is not None:
                raise RuntimeError(self._text)
            self._text = text
            self._changed.notify_all()

    def read(self, timeout: float | None = None) -> str:
        """Wait for the text and return it."""
        with self._changed:
            self._changed.wait_for(lambda: self._text is not None, timeout)
            if self._text is None:
                raise TimeoutError(timeout)
            return self._text


def run_rounds(
    crews: Sequence[Crew], rounds: int, between: Callable[[int], object] | None = None
) -> list[list[object]]:
    """Let the crews work side by side and meet after each round."""
    results: list[list[object]] = [[] for _ in crews]
    errors: dict[int, Exception] = {}
    changed = threading.Condition()
    closed = arrived = 0

    def meet(number: int) -> None:
        nonlocal closed, arrived
        with changed:
            arrived += 1
            if arrived == len(crews) * (number + 1):
                if between is not None and not errors:
                    between(number)
                closed = number + 1
                changed.notify_all()
            changed.wait_for(lambda: closed > number or errors)

    def work(at: int, crew: Crew) -> None:
        for number in range(rounds):
            if errors:
                return
            try:
                results[at].append(crew(number))
                meet(number)
            except Exception as error:
                with changed:
                    errors[at] = error
                    changed.notify_all()

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(crews)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[min(errors)]
    return results
