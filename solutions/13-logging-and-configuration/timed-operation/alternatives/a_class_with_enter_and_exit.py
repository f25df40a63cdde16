"""Measures with a class that has __enter__ and __exit__, and looks at the end by its type."""

import functools
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


@dataclass
class Operation:
    """One measured run of something; `seconds` is None until it is over."""

    name: str
    seconds: float | None = None


class _Timed:
    """One measurement: entered and left once."""

    def __init__(
        self,
        operation: Operation,
        log: logging.Logger,
        slow_after: float | None,
        clock: Callable[[], float],
    ) -> None:
        self._operation, self._log = operation, log
        self._slow_after, self._clock = slow_after, clock
        self._begun = 0.0

    def __enter__(self) -> Operation:
        name = self._operation.name
        self._log.debug("%s begins", name, extra={"operation": name})
        self._begun = self._clock()
        return self._operation

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        seconds = self._clock() - self._begun
        self._operation.seconds = seconds
        match error:
            case None if self._slow_after is not None and seconds > self._slow_after:
                self._report("WARNING", "%(operation)s was slow: %(seconds).3f s", None)
            case None:
                self._report("INFO", "%(operation)s took %(seconds).3f s", None)
            case Exception():
                self._report("ERROR", "%(operation)s failed after %(seconds).3f s", error)
            case _:
                self._report("WARNING", "%(operation)s stopped after %(seconds).3f s", None)

    def _report(self, level: str, template: str, error: BaseException | None) -> None:
        fields = {"operation": self._operation.name, "seconds": self._operation.seconds}
        number = getattr(logging, level)
        self._log.log(number, template, fields, exc_info=error, extra=fields)


def timed(
    name: str,
    log: logging.Logger,
    *,
    slow_after: float | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> _Timed:
    """Measure the block of a with statement, and report its begin and its end in `log`."""
    return _Timed(Operation(name), log, slow_after, clock)


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
