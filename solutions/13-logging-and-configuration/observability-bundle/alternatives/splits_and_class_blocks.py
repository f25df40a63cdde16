"""The same bundle with other means.

What is different: the header is split and its characters are looked at; the block is a class with
`__enter__` and `__exit__`; the metrics write all lines themselves; the handler writes to its stream
without `StreamHandler`; a component keeps its own status and changes in place.
"""

import json
import logging
import math
import secrets
import string
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from contextvars import Token as Reset
from dataclasses import dataclass
from types import TracebackType
from typing import Any, TextIO, TypeVar

Token = Callable[[int], str]
Result = TypeVar("Result")

DIGITS = frozenset("0123456789abcdef")
LETTERS = frozenset(string.ascii_letters + "_")
SIGNS = LETTERS | frozenset(string.digits)


@dataclass(frozen=True)
class Trace:
    """One step of one request."""

    trace_id: str
    span_id: str
    sampled: bool


CURRENT: ContextVar[tuple[Trace, ...]] = ContextVar("steps", default=())


def read_traceparent(header: str | None) -> Trace | None:
    """The trace that a header names; None if it names none."""
    parts = header.split("-") if header is not None else []
    if [len(part) for part in parts[:4]] != [2, 32, 16, 2]:
        return None
    if any(set(part) - DIGITS for part in parts[:4]):
        return None
    version, trace_id, span_id, flags = parts[:4]
    if version == "00" and len(parts) > 4:
        return None
    if version == "ff" or set(trace_id) == {"0"} or set(span_id) == {"0"}:
        return None
    return Trace(trace_id, span_id, flags[1] in "13579bdf")


def write_traceparent(trace: Trace) -> str:
    """The header that hands a trace on."""
    return "-".join(["00", trace.trace_id, trace.span_id, f"{int(trace.sampled):02}"])


def current_trace() -> Trace | None:
    """The trace of the innermost block."""
    return CURRENT.get()[-1] if CURRENT.get() else None


class Step:
    """A block in which a trace is current."""

    def __init__(self, header: str | None, token: Token) -> None:
        self._header = header
        self._token = token
        self._resets: list[Reset[tuple[Trace, ...]]] = []

    def __enter__(self) -> Trace:
        known = read_traceparent(self._header) or current_trace()
        if known is None:
            known = Trace(self._token(16), "", True)
        trace = Trace(known.trace_id, self._token(8), known.sampled)
        self._resets.append(CURRENT.set((*CURRENT.get(), trace)))
        return trace

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        CURRENT.reset(self._resets.pop())


def tracing(header: str | None = None, *, token: Token = secrets.token_hex) -> Step:
    """A step of the trace that the header names, or of the current one, or of a new one."""
    return Step(header, token)


def _check(name: str) -> None:
    if not name or name[0] not in LETTERS or set(name) - SIGNS:
        raise ValueError(f"this is no name: {name!r}")


def _escaped(text: str, others: str = "") -> str:
    table = {"\\": "\\\\", "\n": "\\n", **{each: "\\" + each for each in others}}
    return "".join(table.get(sign, sign) for sign in text)


class Counter:
    """Numbers that only grow, one for each combination of label values."""

    def __init__(self, name: str, help_text: str, labels: Iterable[str] = ()) -> None:
        self.labels = list(labels)
        for each in [name, *self.labels]:
            _check(each)
        reserved = [label for label in self.labels if label[:2] == "__"]
        repeated = [label for label in self.labels if self.labels.count(label) > 1]
        if reserved or repeated or name[-6:] != "_total":
            raise ValueError(f"{name} cannot be a counter of {self.labels}")
        self.name = name
        self.help_text = help_text
        self.numbers: dict[tuple[str, ...], float] = {}
        if not self.labels:
            self.numbers[()] = 0

    def inc(self, amount: float = 1, /, **labels: object) -> None:
        """Add an amount to the number with these labels."""
        now = self.value(**labels)
        if amount < 0 or math.isnan(amount) or math.isinf(amount):
            raise ValueError(f"{amount} is no amount")
        self.numbers[self._place(labels)] = now + amount

    def value(self, /, **labels: object) -> float:
        """The number with these labels."""
        place = self._place(labels)
        return self.numbers[place] if place in self.numbers else 0

    def _place(self, labels: dict[str, object]) -> tuple[str, ...]:
        if sorted(labels) != sorted(self.labels):
            raise ValueError(f"{self.name} wants {self.labels}")
        return tuple(f"{labels[label]!s}" for label in self.labels)


class Metrics:
    """All counters of a service, in a list that is sorted when it is wanted."""

    def __init__(self) -> None:
        self._all: list[Counter] = []

    def counter(self, name: str, help_text: str, labels: Iterable[str] = ()) -> Counter:
        """The counter of this name, made if there is none."""
        made = Counter(name, help_text, labels)
        for known in self._all:
            if known.name == name:
                if known.help_text != help_text or known.labels != made.labels:
                    raise ValueError(f"{name} is something else")
                return known
        self._all.append(made)
        return made

    def render(self) -> str:
        """All counters in the text exposition format."""
        lines = []
        for counter in sorted(self._all, key=lambda counter: counter.name):
            lines.append(f"# HELP {counter.name} {_escaped(counter.help_text)}")
            lines.append(f"# TYPE {counter.name} counter")
            for place in sorted(counter.numbers):
                pairs = [
                    f'{label}="{_escaped(value, chr(34))}"'
                    for label, value in zip(counter.labels, place, strict=True)
                ]
                braces = f"{{{','.join(pairs)}}}" if pairs else ""
                lines.append(f"{counter.name}{braces} {counter.numbers[place]}")
        return "\n".join([*lines, ""]) if lines else ""


class JsonHandler(logging.Handler):
    """Counts the records it gets and writes them as lines of JSON, with the current trace."""

    def __init__(self, stream: TextIO, metrics: Metrics) -> None:
        logging.Handler.__init__(self)
        self._stream = stream
        self._counter = metrics.counter("log_records_total", "Records by level.", ["level"])

    def emit(self, record: logging.LogRecord) -> None:
        """Count one record; write it unless its trace is not sampled and it is of no weight."""
        self._counter.inc(level=record.levelname)
        trace = current_trace()
        if trace is not None and not trace.sampled and record.levelno < logging.WARNING:
            return
        try:
            self._stream.write(json.dumps(self._row(record, trace), default=str) + "\n")
        except Exception:
            self.handleError(record)

    def _row(self, record: logging.LogRecord, trace: Trace | None) -> dict[str, Any]:
        row: dict[str, Any] = {"error": None, "trace_id": None, "span_id": None}
        row["time"] = record.created
        row["level"], row["logger"] = record.levelname, record.name
        row["message"] = record.getMessage()
        row["fields"] = vars(record).get("fields", {})
        if record.exc_info:
            row["error"] = logging.Formatter().formatException(record.exc_info)
        if trace is not None:
            row["trace_id"], row["span_id"] = trace.trace_id, trace.span_id
        return row


class Component:
    """What is known of one component."""

    def __init__(self) -> None:
        self.status = "pass"
        self.failures = 0
        self.error: str | None = None
        self.trace_id: str | None = None


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
        self.metrics = Metrics()
        self.service = service
        self.essential = list(essential)
        self.failing_after = failing_after
        self.token = token
        self.components: dict[str, Component] = {}
        self.counter = self.metrics.counter(
            "calls_total", "Calls by outcome.", ("component", "outcome")
        )

    def call(self, component: str, work: Callable[[], Result], header: str | None = None) -> Result:
        """Do some work as a step of a trace, and note how it ended."""
        with tracing(header, token=self.token) as trace:
            try:
                result = work()
            except Exception as error:
                self.counter.inc(component=component, outcome="failed")
                self._failed(component, type(error).__name__, trace.trace_id)
                raise
            self.counter.inc(component=component, outcome="ok")
            known = self.components.get(component, Component())
            self.components[component] = Component()
            self._tell(component, known.status, self.components[component])
            return result

    def _failed(self, name: str, error: str, trace_id: str) -> None:
        component = self.components.setdefault(name, Component())
        old = component.status
        component.failures += 1
        component.error, component.trace_id = error, trace_id
        component.status = "warn" if component.failures < self.failing_after else "fail"
        self._tell(name, old, component)

    def _tell(self, name: str, old: str, component: Component) -> None:
        if old == component.status:
            return
        log = logging.getLogger(self.service)
        say = {"pass": log.info, "warn": log.warning, "fail": log.error}[component.status]
        fields = {"component": name, "failures": component.failures}
        say("%s is now %s", name, component.status, extra={"fields": fields})

    def health(self) -> dict[str, Any]:
        """How the service and its components are."""
        told = {name: dict(vars(component)) for name, component in self.components.items()}
        worst = "pass"
        for name, component in told.items():
            if component["status"] == "fail" and name in self.essential:
                worst = "fail"
            elif component["status"] != "pass" and worst == "pass":
                worst = "warn"
        return {"status": worst, "service": self.service, "components": told}

    def respond(self, path: str) -> tuple[int, str, str]:
        """Status, content type and body for scrapers and probes."""
        match path:
            case "/metrics":
                return (200, "text/plain; version=0.0.4; charset=utf-8", self.metrics.render())
            case "/health":
                told = self.health()
                code = {"fail": 503}.get(told["status"], 200)
                return (code, "application/json", json.dumps(told))
        return (404, "text/plain; charset=utf-8", "")
