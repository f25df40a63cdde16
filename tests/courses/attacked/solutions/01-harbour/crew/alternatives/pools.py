"""Leaves threads and processes to the pools of the library."""

import functools
import multiprocessing
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any


def tally(words: list[str], hands: int) -> dict[str, int]:
    """Count words with so many threads."""
    with ThreadPoolExecutor(hands) as pool:
        return dict(Counter(pool.map(str, words)))


def together(jobs: list[Callable[[], Any]]) -> list[Any]:
    """Call all jobs at the same time; what they give comes in their order."""
    with ThreadPoolExecutor(len(jobs) or 1) as pool:
        return [future.result() for future in [pool.submit(job) for job in jobs]]


def apart(job: Callable[[Any], Any], value: Any) -> Any:
    """Call a job in a child process; raise RuntimeError where that ends without an answer."""
    global _work
    _work = functools.partial(job, value)
    with ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as pool:
        try:
            return pool.submit(_do).result()
        except BrokenProcessPool:
            raise RuntimeError("the child ended without an answer") from None


def _do() -> Any:
    return _work()


_work: Callable[[], Any] = int
