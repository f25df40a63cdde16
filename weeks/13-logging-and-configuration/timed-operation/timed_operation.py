"""Measure operations and report how long they took and how they ended."""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


@dataclass
class Operation:
    """Given: one measured run of something; `seconds` is None until it is over."""

    name: str
    seconds: float | None = None


# TODO Task 1: a generator function is no context manager yet
def timed(
    name: str,
    log: logging.Logger,
    *,
    slow_after: float | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> Iterator[Operation]:
    """Measure the block of a with statement, and report its begin and its end in `log`."""
    # TODO Task 2: report an end by an exception
    # TODO Task 3: report what is slow
    raise NotImplementedError("Task 1: report the begin, yield the operation, report the end")


def timed_calls(
    log: logging.Logger,
    *,
    slow_after: float | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A decorator that measures every call of a function, under the qualified name of it."""
    raise NotImplementedError("Task 4: return a decorator that runs each call in a timed block")
