"""Says in every record which visit it belongs to, and keeps secrets from handlers."""

import logging
import re
from collections.abc import Iterable, Iterator, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

SECRET_KEYS = frozenset({"authorization", "password", "pin", "token"})
"""Names, in lower case, whose values are secret whatever they are."""

MASK = "***"
"""What stands where a secret was."""

_current: ContextVar[str] = ContextVar("visit", default="-")


@contextmanager
def visit(number: str) -> Iterator[None]:
    """Make `number` the current visit for the block."""
    token = _current.set(number)
    try:
        yield
    finally:
        _current.reset(token)


class VisitFilter(logging.Filter):
    """Puts the current visit on each record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Set `record.visit`, unless the record has one."""
        vars(record).setdefault("visit", _current.get())
        return True


class LaneAdapter(logging.LoggerAdapter[logging.Logger]):
    """A logger for one lane of the gate."""

    def __init__(self, logger: logging.Logger, lane: int) -> None:
        super().__init__(logger, {"lane": lane})

    def process(
        self, msg: Any, kwargs: MutableMapping[str, Any]
    ) -> tuple[Any, MutableMapping[str, Any]]:
        """Add the lane to the extra of the call, which wins."""
        extra = {**(self.extra or {}), **(kwargs.get("extra") or {})}
        return msg, {**kwargs, "extra": extra}


class Redactor(logging.Filter):
    """Takes secrets out of values and out of records."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        longest_first = sorted(filter(None, secrets), key=len, reverse=True)
        nothing = "(?!)"
        self._secret = re.compile("|".join(map(re.escape, longest_first)) or nothing)

    def clean(self, value: object) -> object:
        """`value`, or a copy of it without secrets."""
        match value:
            case None | bool() | int() | float():
                return value
            case str():
                return self._secret.sub(MASK, value)
            case list():
                return [self.clean(item) for item in value]
            case tuple():
                return tuple(self.clean(item) for item in value)
            case dict():
                return {self.clean(key): self._named(key, item) for key, item in value.items()}
        try:
            text = str(value)
        except Exception:  # an object of anybody: whatever its text raises, the secret stays in
            return MASK
        return self.clean(text) if self._secret.search(text) else value

    def _named(self, name: object, value: object) -> object:
        """What may be known of a value that has a name."""
        if isinstance(name, str) and name.lower() in SECRET_KEYS:
            return MASK
        return self.clean(value)

    def filter(self, record: logging.LogRecord) -> bool:
        """Clean the record in place: message, arguments, exception, stack and extras."""
        if record.exc_info:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
            record.exc_info = None
        for name, value in list(vars(record).items()):
            setattr(record, name, self._named(name, value))
        try:
            message = record.getMessage()
        except Exception:  # a call with wrong arguments is logged, and masked, nevertheless
            message = f"{record.msg} {record.args!r}"
        record.msg, record.args = self._secret.sub(MASK, message), ()
        return True


def protect(logger: logging.Logger, secrets: Iterable[str]) -> None:
    """Add both filters to each handler of `logger`."""
    redactor = Redactor(secrets)
    for handler in logger.handlers:
        handler.addFilter(VisitFilter())
        handler.addFilter(redactor)
