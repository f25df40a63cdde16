"""Writes the context manager as a class, masks text by text, and builds the record step by step.

The secrets are replaced one after the other, the longest first, instead of by one pattern;
extras are found by comparing with a bare record, so that nothing else is touched.
"""

import logging
from collections.abc import Iterable, Mapping, MutableMapping
from contextvars import ContextVar, Token
from types import TracebackType
from typing import Any

SECRET_KEYS = frozenset({"authorization", "password", "pin", "token"})
MASK = "***"

NUMBER: ContextVar[str | None] = ContextVar("number", default=None)
STANDARD = vars(logging.makeLogRecord({})).keys()


class visit:  # noqa: N801
    """Makes `number` the current visit for the block."""

    def __init__(self, number: str) -> None:
        self.number = number

    def __enter__(self) -> None:
        self.token: Token[str | None] = NUMBER.set(self.number)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        NUMBER.reset(self.token)


class VisitFilter(logging.Filter):
    """Puts the current visit on each record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Set `record.visit`, unless the record has one."""
        if not hasattr(record, "visit"):
            number = NUMBER.get()
            record.__dict__["visit"] = "-" if number is None else number
        return True


class LaneAdapter(logging.LoggerAdapter[logging.Logger]):
    """A logger for one lane of the gate."""

    def __init__(self, logger: logging.Logger, lane: int) -> None:
        super().__init__(logger, None)
        self.lane = lane

    def process(
        self, msg: Any, kwargs: MutableMapping[str, Any]
    ) -> tuple[Any, MutableMapping[str, Any]]:
        """Add the lane to the extra of the call, which wins."""
        extra = dict(kwargs.get("extra") or {})
        extra.setdefault("lane", self.lane)
        kwargs["extra"] = extra
        return msg, kwargs


class Redactor(logging.Filter):
    """Takes secrets out of values and out of records."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        self.secrets = sorted({secret for secret in secrets if secret}, key=lambda one: -len(one))

    def masked(self, text: str) -> str:
        """`text` without secrets."""
        for secret in self.secrets:
            text = text.replace(secret, MASK)
        return text

    def clean(self, value: object) -> object:
        """`value`, or a copy of it without secrets."""
        if isinstance(value, str):
            return self.masked(value)
        if value is None or isinstance(value, (int, float)):
            return value
        if isinstance(value, dict):
            return {self.clean(name): one for name, one in self.items(value)}
        if isinstance(value, (list, tuple)):
            cleaned = [self.clean(one) for one in value]
            return cleaned if isinstance(value, list) else tuple(cleaned)
        try:
            told = str(value)
        except Exception:
            return MASK
        return value if self.masked(told) == told else self.masked(told)

    def items(self, values: Mapping[Any, object]) -> list[tuple[Any, object]]:
        """The items of a mapping with clean values; the names are as they were."""
        return [
            (name, MASK if str(name).lower() in SECRET_KEYS else self.clean(value))
            for name, value in values.items()
        ]

    def filter(self, record: logging.LogRecord) -> bool:
        """Clean the record in place."""
        template, args = self.clean(record.msg), self.clean(record.args)
        text = str(template)
        if args:
            try:
                text = text % args
            except Exception:
                text = f"{template} {args!r}"
        record.msg, record.args = self.masked(text), ()
        if record.exc_info:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
            record.exc_info = None
        if record.exc_text:
            record.exc_text = self.masked(record.exc_text)
        if record.stack_info:
            record.stack_info = self.masked(record.stack_info)
        given = {name: one for name, one in vars(record).items() if name not in STANDARD}
        vars(record).update(self.items(given))
        return True


def protect(logger: logging.Logger, secrets: Iterable[str]) -> None:
    """Add both filters to each handler of `logger`."""
    known = list(secrets)
    for handler in logger.handlers:
        for each in (VisitFilter(), Redactor(known)):
            handler.addFilter(each)
