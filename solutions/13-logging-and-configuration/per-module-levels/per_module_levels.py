"""Sets the verbosity of each module, and lets a background thread do the slow part of logging."""

import copy
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from logging.config import dictConfig
from logging.handlers import QueueHandler, QueueListener
from queue import Full, Queue
from typing import Any

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
"""The levels that a text may name."""

Records = Queue[logging.LogRecord]
Target = Callable[[], logging.Handler]


def parse_levels(text: str) -> dict[str, str]:
    """The level of each logger in a text such as `root=WARNING, yardmap=DEBUG`."""
    levels = {}
    for part in filter(None, map(str.strip, text.split(","))):
        name, _, level = (word.strip() for word in part.partition("="))
        if not name or level.upper() not in LEVELS:
            raise ValueError(f"not a logger and its level: {part!r}")
        levels[name] = level.upper()
    return levels


class Forwarder(QueueHandler):
    """Puts records into a queue and counts those that find no room."""

    def __init__(self, records: Records) -> None:
        super().__init__(records)
        self.dropped = 0

    def prepare(self, record: logging.LogRecord) -> logging.LogRecord:
        """A copy of `record` whose message is finished now."""
        ready = copy.copy(record)
        ready.msg, ready.args = record.getMessage(), None
        return ready

    def enqueue(self, record: logging.LogRecord) -> None:
        """Put `record` into the queue, or drop it; never wait."""
        try:
            self.queue.put_nowait(record)
        except Full:
            self.dropped += 1


def build_config(levels: Mapping[str, str], records: Records) -> dict[str, Any]:
    """A configuration for dictConfig: levels for loggers, and one handler for all of them."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "handlers": {"forwarder": {"()": Forwarder, "records": records}},
        "root": {"level": levels.get("root", "WARNING"), "handlers": ["forwarder"]},
        "loggers": {name: {"level": level} for name, level in levels.items() if name != "root"},
    }


class _Listener(QueueListener):
    """Hands each record to the targets; one that raises does not end the round."""

    def handle(self, record: logging.LogRecord) -> None:
        for target in self.handlers:
            if record.levelno >= target.level:
                try:
                    target.handle(record)
                except Exception:  # one target's trouble must not end the thread for the others
                    target.handleError(record)


@contextmanager
def log_pipeline(
    levels: Mapping[str, str], make_targets: Iterable[Target], *, capacity: int = 1000
) -> Iterator[Forwarder]:
    """Configure logging for the block; its records reach the targets through a queue."""
    records = Records(capacity)
    dictConfig(build_config(levels, records))
    root = logging.getLogger()
    forwarder = next(handler for handler in root.handlers if isinstance(handler, Forwarder))
    targets = [make() for make in make_targets]
    listener = _Listener(records, *targets)
    listener.start()
    try:
        yield forwarder
    finally:
        root.removeHandler(forwarder)
        records.join()
        listener.stop()
        for target in targets:
            target.close()
