"""A crew that works side by side: threads for many hands, a child process for what may end badly."""

from collections.abc import Callable
from typing import Any


def tally(words: list[str], hands: int) -> dict[str, int]:
    """Count words with so many threads."""
    raise NotImplementedError("Task 1: count with many hands")


def together(jobs: list[Callable[[], Any]]) -> list[Any]:
    """Call all jobs at the same time; what they give comes in their order."""
    raise NotImplementedError("Task 1: work at the same time")


def apart(job: Callable[[Any], Any], value: Any) -> Any:
    """Call a job in a child process; raise RuntimeError where that ends without an answer."""
    raise NotImplementedError("Task 2: let another process work")
