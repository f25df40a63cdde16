"""What a service tells about itself: traces, counters, logs and health, from one call."""

import json
import logging
import math
import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from typing import Any, TextIO, TypeVar

Token = Callable[[int], str]
Result = TypeVar("Result")

_HEADER = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LEVELS = {"pass": logging.INFO, "warn": logging.WARNING, "fail": logging.ERROR}


@dataclass(frozen=True)
class Trace:
    """One step of one request."""

    trace_id: str
    span_id: str
    sampled: bool


_current: ContextVar[Trace | None] = ContextVar("current_trace", default=None)


def read_traceparent(header: str | None) -> Trace | None:
    """The trace that a header names; None if it names none."""
    found = _HEADER.fullmatch(header or "")
    if found is None:
        return None
    version, trace_id, span_id, flags, more = found.groups()
    if version == "ff" or (version == "00" and more is not None):
        return None
    if not trace_id.strip("0") or not span_id.strip("0"):
        return None
    return Trace(trace_id, span_id, sampled=int(flags, 16) % 2 == 1)


def write_traceparent(trace: Trace) -> str:
    """The header that hands a trace on."""
    return f"00-{trace.trace_id}-{trace.span_id}-{'01' if trace.sampled else '00'}"


def current_trace() -> Trace | None:
    """The trace of the innermost block."""
    return _current.get()


@contextmanager
def tracing(header: str | None = None, *, token: Token = secrets.token_hex) -> Iterator[Trace]:
    """A step of the trace that the header names, or of the current one, or of a new one."""
    origin = read_traceparent(header) or current_trace()
    trace_id, sampled = (origin.trace_id, origin.sampled) if origin else (token(16), True)
    trace = Trace(trace_id, token(8), sampled)
    before = _current.set(trace)
    try:
        yield trace
    finally:
        _current.reset(before)


class Counter:
    """Numbers that only grow, one for each combination of label values."""

    def __init__(self, name: str, help_text: str, labels: Iterable[str] = ()) -> None:
        self.name = name
        self.help_text = help_text
        self.labels = tuple(labels)
        if not all(_NAME.fullmatch(each) for each in (name, *self.labels)):
            raise ValueError(f"a name with other characters: {name!r}, {self.labels}")
        if not name.endswith("_total"):
            raise ValueError(f"the name of a counter ends in _total: {name!r}")
        if any(label.startswith("__") for label in self.labels):
            raise ValueError(f"two underscores begin a reserved name: {self.labels}")
        if len(set(self.labels)) < len(self.labels):
            raise ValueError(f"a label comes twice: {self.labels}")
        self._values: dict[tuple[str, ...], float] = {} if self.labels else {(): 0}

    def inc(self, amount: float = 1, /, **labels: object) -> None:
        """Add an amount to the number with these labels."""
        key = self._key(labels)
        if not 0 <= amount < math.inf:
            raise ValueError(f"a counter does not grow by {amount}")
        self._values[key] = self._values.get(key, 0) + amount

    def value(self, /, **labels: object) -> float:
        """The number with these labels."""
        return self._values.get(self._key(labels), 0)

    def __str__(self) -> str:
        help_text = _escape(self.help_text)
        lines = [f"# HELP {self.name} {help_text}", f"# TYPE {self.name} counter"]
        for key, value in sorted(self._values.items()):
            lines.append(f"{self.name}{_in_braces(self.labels, key)} {value}")
        return "".join(f"{line}\n" for line in lines)

    def _key(self, labels: dict[str, object]) -> tuple[str, ...]:
        if labels.keys() != set(self.labels):
            raise ValueError(f"{self.name} has the labels {self.labels}")
        return tuple(str(labels[name]) for name in self.labels)


class Metrics:
    """All counters of a service, by name."""

    def __init__(self) -> None:
        self._counters: dict[str, Counter] = {}

    def counter(self, name: str, help_text: str, labels: Iterable[str] = ()) -> Counter:
        """The counter of this name, made if there is none."""
        wanted = Counter(name, help_text, labels)
        known = self._counters.setdefault(name, wanted)
        if (known.help_text, known.labels) != (wanted.help_text, wanted.labels):
            raise ValueError(f"another counter has the name {name!r}")
        return known

    def render(self) -> str:
        """All counters in the text exposition format."""
        return "".join(str(self._counters[name]) for name in sorted(self._counters))


class JsonHandler(logging.StreamHandler[TextIO]):
    """Counts the records it gets and writes them as lines of JSON, with the current trace."""

    def __init__(self, stream: TextIO, metrics: Metrics) -> None:
        super().__init__(stream)
        self.setFormatter(_JsonFormatter())
        self._records = metrics.counter("log_records_total", "Records by level.", ["level"])

    def emit(self, record: logging.LogRecord) -> None:
        """Count one record; write it unless its trace is not sampled and it is of no weight."""
        self._records.inc(level=record.levelname)
        trace = current_trace()
        if trace is None or trace.sampled or record.levelno >= logging.WARNING:
            super().emit(record)


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
        self._service = service
        self._essential = frozenset(essential)
        self._failing_after = failing_after
        self._token = token
        self._log = logging.getLogger(service)
        self._calls = self.metrics.counter(
            "calls_total", "Calls by outcome.", ["component", "outcome"]
        )
        self._conditions: dict[str, _Condition] = {}

    def call(self, component: str, work: Callable[[], Result], header: str | None = None) -> Result:
        """Do some work as a step of a trace, and note how it ended."""
        with tracing(header, token=self._token) as trace:
            try:
                result = work()
            except Exception as error:  # every failure counts, and passes on
                failures = self._condition(component).failures + 1
                kind = type(error).__name__
                self._note(component, "failed", _Condition(failures, kind, trace.trace_id))
                raise
            self._note(component, "ok", _Condition())
            return result

    def health(self) -> dict[str, Any]:
        """How the service and its components are."""
        components = {
            name: {"status": self._status(condition), **asdict(condition)}
            for name, condition in self._conditions.items()
        }
        failing = {name for name, told in components.items() if told["status"] == "fail"}
        if failing & self._essential:
            status = "fail"
        elif any(told["status"] != "pass" for told in components.values()):
            status = "warn"
        else:
            status = "pass"
        return {"service": self._service, "status": status, "components": components}

    def respond(self, path: str) -> tuple[int, str, str]:
        """Status, content type and body for scrapers and probes."""
        if path == "/metrics":
            return 200, "text/plain; version=0.0.4; charset=utf-8", self.metrics.render()
        if path == "/health":
            health = self.health()
            status = 503 if health["status"] == "fail" else 200
            return status, "application/json", json.dumps(health)
        return 404, "text/plain; charset=utf-8", ""

    def _condition(self, component: str) -> "_Condition":
        return self._conditions.get(component, _Condition())

    def _status(self, condition: "_Condition") -> str:
        if condition.failures >= self._failing_after:
            return "fail"
        return "warn" if condition.failures else "pass"

    def _note(self, component: str, outcome: str, condition: "_Condition") -> None:
        """Count a call, keep the condition of its component, and log if the status changes."""
        self._calls.inc(component=component, outcome=outcome)
        before = self._status(self._condition(component))
        self._conditions[component] = condition
        status = self._status(condition)
        if status != before:
            fields = {"component": component, "failures": condition.failures}
            self._log.log(
                _LEVELS[status], "%s is now %s", component, status, extra={"fields": fields}
            )


@dataclass(frozen=True)
class _Condition:
    """How the last calls of a component ended."""

    failures: int = 0
    error: str | None = None
    trace_id: str | None = None


class _JsonFormatter(logging.Formatter):
    """One JSON object for a record."""

    def format(self, record: logging.LogRecord) -> str:
        trace = current_trace()
        told = {
            "time": record.created,
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "trace_id": trace.trace_id if trace else None,
            "span_id": trace.span_id if trace else None,
            "fields": getattr(record, "fields", {}),
            "error": self.formatException(record.exc_info) if record.exc_info else None,
        }
        return json.dumps(told, default=str)


def _in_braces(labels: Iterable[str], values: Iterable[str]) -> str:
    """Labels as they stand in a sample; nothing if there are none."""
    quoted = (_escape(value).replace('"', '\\"') for value in values)
    pairs = [f'{label}="{value}"' for label, value in zip(labels, quoted, strict=True)]
    return "{" + ",".join(pairs) + "}" if pairs else ""


def _escape(text: str) -> str:
    """Backslashes and line breaks as two characters each."""
    return text.replace("\\", "\\\\").replace("\n", "\\n")
