"""What a service tells about itself: traces, counters, logs and health, from one call."""

import logging
import secrets
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, TextIO, TypeVar

Token = Callable[[int], str]
Result = TypeVar("Result")


@dataclass(frozen=True)
class Trace:
    """One step of one request (finished)."""

    trace_id: str
    span_id: str
    sampled: bool


def read_traceparent(header: str | None) -> Trace | None:
    """The trace that a header names; None if it names none."""
    raise NotImplementedError("Task 1: take the header apart")


def write_traceparent(trace: Trace) -> str:
    """The header that hands a trace on."""
    raise NotImplementedError("Task 1: put the header together")


def current_trace() -> Trace | None:
    """The trace of the innermost block."""
    raise NotImplementedError("Task 2: ask the context variable")


def tracing(
    header: str | None = None, *, token: Token = secrets.token_hex
) -> AbstractContextManager[Trace]:
    """A step of the trace that the header names, or of the current one, or of a new one."""
    raise NotImplementedError("Task 2: write a context manager")


class Counter:
    """Numbers that only grow, one for each combination of label values."""

    def __init__(self, name: str, help_text: str, labels: Iterable[str] = ()) -> None:
        raise NotImplementedError("Task 3: check the names, begin to count")

    def inc(self, amount: float = 1, /, **labels: object) -> None:
        """Add an amount to the number with these labels."""
        raise NotImplementedError("Task 3: check, then add")

    def value(self, /, **labels: object) -> float:
        """The number with these labels."""
        raise NotImplementedError("Task 3: look the number up")


class Metrics:
    """All counters of a service, by name."""

    def __init__(self) -> None:
        raise NotImplementedError("Task 3: begin without counters")

    def counter(self, name: str, help_text: str, labels: Iterable[str] = ()) -> Counter:
        """The counter of this name, made if there is none."""
        raise NotImplementedError("Task 3: make or find")

    def render(self) -> str:
        """All counters in the text exposition format."""
        raise NotImplementedError("Task 3: write the lines")


class JsonHandler(logging.Handler):  # TODO Task 4: another handler of the library may serve better
    """Counts the records it gets and writes them as lines of JSON, with the current trace."""

    def __init__(self, stream: TextIO, metrics: Metrics) -> None:
        raise NotImplementedError("Task 4: set up the handler, find the counter")


class Bundle:
    """Everything that one service tells about itself."""

    def __init__(
        self,
        service: str,
        *,
        essential: Iterable[str] = (),
        failing_after: int = 3,
        token: Token = secrets.token_hex,
    ) -> None:
        raise NotImplementedError("Task 5: keep what the methods need")

    def call(self, component: str, work: Callable[[], Result], header: str | None = None) -> Result:
        """Do some work as a step of a trace, and note how it ended."""
        raise NotImplementedError("Task 5: call, count, note")

    def health(self) -> dict[str, Any]:
        """How the service and its components are."""
        raise NotImplementedError("Task 5: tell what is noted")

    def respond(self, path: str) -> tuple[int, str, str]:
        """Status, content type and body for scrapers and probes."""
        raise NotImplementedError("Task 5: answer the two paths")
