"""Writes the context manager as a class, and lets the sign to stop wait for room in the queue.

The listener asks for levels itself; each target is wrapped into a function that cannot raise.
The copy of a record is made from its attributes, and the text is read with a regular expression.
"""

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from logging.config import dictConfig
from logging.handlers import QueueHandler, QueueListener
from queue import Queue
from types import TracebackType
from typing import Any

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

Records = Queue[logging.LogRecord]
Target = Callable[[], logging.Handler]

PART = re.compile(rf"\s*([^=\s][^=]*?)\s*=\s*({'|'.join(LEVELS)})\s*", re.IGNORECASE)


def parse_levels(text: str) -> dict[str, str]:
    """The level of each logger in a text such as `root=WARNING, yardmap=DEBUG`."""
    found: dict[str, str] = {}
    for part in text.split(","):
        if not part or part.isspace():
            continue
        match = PART.fullmatch(part)
        if match is None:
            raise ValueError(f"cannot read {part!r}")
        found[match[1]] = match[2].upper()
    return found


class Forwarder(QueueHandler):
    """Puts records into a queue and counts those that find no room."""

    def __init__(self, records: Records) -> None:
        super().__init__(records)
        self.records = records
        self.dropped = 0

    def prepare(self, record: logging.LogRecord) -> logging.LogRecord:
        """A new record with the attributes of the old one and a finished message."""
        return logging.makeLogRecord({**vars(record), "msg": record.getMessage(), "args": ()})

    def enqueue(self, record: logging.LogRecord) -> None:
        """Put `record` into the queue if there is room: only this handler puts records in."""
        if self.records.full():
            self.dropped = self.dropped + 1
        else:
            self.records.put(record)


def build_config(levels: Mapping[str, str], records: Records) -> dict[str, Any]:
    """A configuration for dictConfig."""
    config: dict[str, Any] = {"version": 1, "disable_existing_loggers": False}
    config["handlers"] = {"queue": {"()": lambda: Forwarder(records)}}
    config["loggers"] = {name: {"level": levels[name]} for name in levels}
    config["loggers"].pop("root", None)
    config["root"] = {"handlers": ["queue"], "level": dict(levels).get("root", "WARNING")}
    return config


def careful(target: logging.Handler) -> Callable[[logging.LogRecord], None]:
    """A function that hands a record to `target` and never raises."""

    def hand_over(record: logging.LogRecord) -> None:
        if record.levelno < target.level:
            return
        try:
            target.handle(record)
        except Exception:
            target.handleError(record)

    return hand_over


class Listener(QueueListener):
    """A listener whose sign to stop waits until there is room for it."""

    def __init__(self, records: Records, targets: list[logging.Handler]) -> None:
        super().__init__(records)
        self.records: Queue[Any] = records
        self.hands = [careful(target) for target in targets]

    def handle(self, record: logging.LogRecord) -> None:
        """Hand the record to each target."""
        for hand_over in self.hands:
            hand_over(record)

    def enqueue_sentinel(self) -> None:
        """Put the sign to stop into the queue behind all records."""
        self.records.put(None)


class log_pipeline:  # noqa: N801
    """Configures logging for a block; its records reach the targets through a queue."""

    def __init__(
        self, levels: Mapping[str, str], make_targets: Iterable[Target], *, capacity: int = 1000
    ) -> None:
        self.levels, self.make_targets, self.capacity = levels, make_targets, capacity

    def __enter__(self) -> Forwarder:
        records = Records(self.capacity)
        dictConfig(build_config(self.levels, records))
        (handler,) = logging.root.handlers
        assert isinstance(handler, Forwarder)
        self.forwarder = handler
        self.targets = [make() for make in self.make_targets]
        self.listener = Listener(records, self.targets)
        self.listener.start()
        return handler

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        logging.root.removeHandler(self.forwarder)
        self.listener.stop()
        while self.targets:
            self.targets.pop().close()
