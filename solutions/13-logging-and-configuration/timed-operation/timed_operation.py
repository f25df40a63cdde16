"""Measure operations and report how long they took and how they ended."""

import functools
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


@dataclass
class Operation:
    """One measured run of something; `seconds` is None until it is over."""

    name: str
    seconds: float | None = None


@contextmanager
def timed(
    name: str,
    log: logging.Logger,
    *,
    slow_after: float | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> Iterator[Operation]:
    """Measure the block of a with statement, and report its begin and its end in `log`."""
    operation = Operation(name)
    log.debug("%s begins", name, extra={"operation": name})
    level, template = logging.INFO, "%s took %.3f s"
    begun = clock()
    try:
        yield operation
    except Exception:  # measured and passed on, whatever it is
        level, template = logging.ERROR, "%s failed after %.3f s"
        raise
    except BaseException:  # Ctrl-C and exits are no failures of the operation
        level, template = logging.WARNING, "%s stopped after %.3f s"
        raise
    finally:
        seconds = operation.seconds = clock() - begun
        if level == logging.INFO and slow_after is not None and seconds > slow_after:
            level, template = logging.WARNING, "%s was slow: %.3f s"
        fields = {"operation": name, "seconds": seconds}
        log.log(level, template, name, seconds, exc_info=level == logging.ERROR, extra=fields)


def timed_calls(
    log: logging.Logger,
    *,
    slow_after: float | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A decorator that measures every call of a function, under the qualified name of it."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def measured(*args: P.args, **kwargs: P.kwargs) -> R:
            with timed(function.__qualname__, log, slow_after=slow_after, clock=clock):
                return function(*args, **kwargs)

        return measured

    return decorate
