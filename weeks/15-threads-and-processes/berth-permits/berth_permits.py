"""Permits for berths, a notice for everybody, and crews that work in step."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

Crew = Callable[[int], object]


class BerthPermits:
    """A fixed number of permits, and how many were out at the same time."""

    def __init__(self, berths: int) -> None:
        # TODO Tasks 1 to 4: replace each raise
        self.moored = 0
        self.peak = 0
        raise NotImplementedError("Task 1: make the permits")

    def enter(self) -> None:
        """Take a permit; wait for one if all are out."""
        raise NotImplementedError("Task 1: wait for a permit, then count")

    def try_enter(self) -> bool:
        """Take a permit if there is one; say whether there was."""
        raise NotImplementedError("Task 1: take a permit without waiting")

    def leave(self) -> None:
        """Give a permit back."""
        raise NotImplementedError("Task 1: count, and give the permit back")

    @contextmanager
    def berth(self) -> Iterator[None]:
        """Hold a permit for the length of a with block."""
        yield  # here the block runs
        raise NotImplementedError("Task 2: take a permit, and give it back whatever happens")


class Notice:
    """A text that is published once, for all who wait and all who come later."""

    def __init__(self) -> None:
        raise NotImplementedError("Task 3: what do readers wait for?")

    def publish(self, text: str) -> None:
        """Publish the text; wake everybody who waits for it."""
        raise NotImplementedError("Task 3: keep the text and announce it")

    def read(self, timeout: float | None = None) -> str:
        """Wait for the text and return it."""
        raise NotImplementedError("Task 3: wait, but not for ever")


def run_rounds(
    crews: Sequence[Crew], rounds: int, between: Callable[[int], object] | None = None
) -> list[list[object]]:
    """Let the crews work side by side and meet after each round."""
    raise NotImplementedError("Task 4: a thread for each crew, and a meeting after each round")
