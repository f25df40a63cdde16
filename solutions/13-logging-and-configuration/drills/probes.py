"""Runs beside the student's code: what the drills do to loggers and records, as plain data.

Each probe puts the logging tree back as it was.
"""

import contextlib
import importlib
import io
import itertools
import logging
import shutil
import sys
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import drills

COUNT = itertools.count(1)
PLAIN = {"message", "asctime", *vars(logging.makeLogRecord({}))}


class Sink(logging.Handler):
    """Takes whatever comes."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[Any] = []

    def emit(self, record: Any) -> None:
        """Keep the record."""
        self.records.append(record)


@contextlib.contextmanager
def own_tree(level: int = logging.NOTSET) -> Iterator[Sink]:
    """Collect all records; put levels, handlers, filters and loggers back afterwards."""
    manager = logging.root.manager
    known = dict(manager.loggerDict)
    loggers = [logging.root, *(item for item in known.values() if isinstance(item, logging.Logger))]
    before = [
        (item, item.level, item.propagate, item.disabled, list(item.handlers), list(item.filters))
        for item in loggers
    ]
    parents = [(item, item.parent) for item in loggers]
    collector = Sink()
    logging.root.handlers = [collector]
    logging.root.setLevel(level)
    try:
        yield collector
    finally:
        manager.loggerDict.clear()
        manager.loggerDict.update(known)
        for item, old_level, propagate, disabled, handlers, filters in before:
            item.propagate, item.disabled = propagate, disabled
            item.handlers, item.filters = handlers, filters
            item.setLevel(old_level)
        for item, parent in parents:
            item.parent = parent


def told(record: logging.LogRecord) -> list[Any]:
    """What matters of a record: who, how grave, template, arguments, traceback or not, extras."""
    extras = {name: value for name, value in vars(record).items() if name not in PLAIN}
    arguments = list(record.args) if isinstance(record.args, tuple) else record.args
    traceback = bool(record.exc_info and record.exc_info[0])
    return [record.name, record.levelno, record.msg, arguments, traceback, extras]


def handlers_now(*names: str) -> list[int]:
    """How many handlers these loggers have."""
    return [len(logging.getLogger(name).handlers) for name in names]


# --- Task 1 -------------------------------------------------------------------------------------


def announced(name: str, text: str) -> list[Any]:
    """What was logged, and the levels of the logger, its parent and the root."""
    with own_tree(logging.ERROR) as collector:
        drills.announce(name, text)
        seen = [told(record)[:2] + [record.getMessage()] for record in collector.records]
        levels = [logging.getLogger(item).level for item in (name, "quay", "")]
        return [seen, levels, handlers_now(name, "quay", "")]


# --- Task 2 -------------------------------------------------------------------------------------


def configured() -> str:
    """The text that a stream got after one call."""
    with own_tree(logging.ERROR):
        stream = io.StringIO()
        drills.configure(stream)
        logging.getLogger("tide").debug("low")
        logging.getLogger("tide.gauge").info("%d cm", 310)
        logging.warning("slack water")
        return stream.getvalue()


def configured_again(times: int) -> list[Any]:
    """The texts that streams got, one stream for each call; only the last should have any."""
    with own_tree(logging.ERROR):
        streams = [io.StringIO() for _ in range(times)]
        for stream in streams:
            drills.configure(stream)
        logging.getLogger("tide").info("high")
        return [[stream.getvalue() for stream in streams], handlers_now("", "tide")]


# --- Task 3 -------------------------------------------------------------------------------------


def weighed(text: str) -> list[Any]:
    """The result, and what was logged."""
    with own_tree() as collector:
        found = drills.read_weight(text, logging.getLogger("scales.north"))
        return [found, [told(record) for record in collector.records]]


# --- Task 4 -------------------------------------------------------------------------------------


def rotated() -> list[Any]:
    """How the handler is made, and what it writes."""
    path = Path(f"rotating-{next(COUNT)}.log")
    handler = drills.rotating(path)
    try:
        early = path.exists()
        handler.emit(logging.makeLogRecord({"msg": "größer"}))
        return [
            isinstance(handler, RotatingFileHandler),
            handler.maxBytes,
            handler.backupCount,
            str(handler.encoding).lower().replace("_", "-") in ("utf-8", "utf8"),
            early,
            path.read_bytes().strip(),
        ]
    finally:
        handler.close()
        path.unlink(missing_ok=True)


# --- Task 5 -------------------------------------------------------------------------------------


def gate_speaker(number: int) -> list[Any]:
    """Through which logger was logged, and what became of its level."""
    with own_tree() as collector:
        own = logging.getLogger(drills.__name__)
        level = own.level
        drills.open_gate(number)
        mine = [record.name == drills.__name__ for record in collector.records]
        return [mine, drills.logger is own, own.level == level, handlers_now(drills.__name__)]


def gate_opened(number: int) -> list[Any]:
    """What was logged."""
    with own_tree() as collector:
        drills.open_gate(number)
        return [told(record)[1:] for record in collector.records]


# --- Task 6 -------------------------------------------------------------------------------------


def levels_set(levels: dict[str, str]) -> list[Any]:
    """The levels of some loggers afterwards: their own, and the effective ones."""
    with own_tree(logging.ERROR):
        drills.set_levels(levels)
        names = ["", "yard", "yard.rows", "yard.rows.b", "gate", "gate.lane"]
        loggers = [logging.getLogger(name) for name in names]
        return [[item.level, item.getEffectiveLevel()] for item in loggers]


# --- Task 7 -------------------------------------------------------------------------------------


def choices(cases: str) -> dict[str, str]:
    """The answers to some of the cases."""
    return {case: drills.error_or_exception()[case] for case in cases}


# --- Task 8 -------------------------------------------------------------------------------------


def reading(values: list[Any]) -> Any:
    """The record's values by name, after it was made of these values in their order."""
    made = drills.Reading(*values)
    return [repr(made), made == drills.Reading(*values)]


# --- Task 9 -------------------------------------------------------------------------------------


def re_exported(exports: dict[str, list[str]]) -> list[Any]:
    """What a package with this `__init__.py` offers."""
    package = f"kit{next(COUNT)}"
    folder = Path(package)
    folder.mkdir()
    before = list(sys.path)
    sys.path.insert(0, str(Path.cwd()))
    try:
        for module, names in exports.items():
            lines = [f"{name} = {module + '.' + name!r}" for name in [*names, "spare"]]
            (folder / f"{module}.py").write_text("\n".join(lines), encoding="utf-8")
        (folder / "__init__.py").write_text(drills.init_source(exports), encoding="utf-8")
        importlib.invalidate_caches()
        made = importlib.import_module(package)
        return [
            made.__all__,
            [getattr(made, name) for name in made.__all__],
            hasattr(made, "spare"),
        ]
    finally:
        sys.path[:] = before
        for name in [name for name in sys.modules if name.partition(".")[0] == package]:
            del sys.modules[name]
        shutil.rmtree(folder)


# --- Task 11 ------------------------------------------------------------------------------------


def passed(levelno: int, template: str, arguments: list[Any]) -> list[Any]:
    """Whether a record passes, and the record afterwards."""
    record = logging.makeLogRecord(
        {"name": "web", "levelno": levelno, "msg": template, "args": tuple(arguments)}
    )
    return [bool(drills.DropHealthChecks().filter(record)), told(record)]


# --- Task 12 ------------------------------------------------------------------------------------


def adapted(own: dict[str, Any] | None, of_call: dict[str, Any] | None, stated: bool) -> list[Any]:
    """The record that an adapter makes, and both dicts afterwards."""
    with own_tree() as collector:
        adapter = drills.VesselAdapter(logging.getLogger("berths"), own)
        options: dict[str, Any] = {"extra": of_call} if stated else {}
        adapter.warning("moored at %d", 3, **options)
        return [[told(record) for record in collector.records], own, of_call]


def adapted_error() -> list[Any]:
    """What an adapter makes of a call in an except block."""
    with own_tree() as collector:
        adapter = drills.VesselAdapter(logging.getLogger("berths"), {"vessel": "Aurora"})
        try:
            int("three")
        except ValueError:
            adapter.exception("no berth %s", "three", extra={"pilot": 7})
        return [told(record) for record in collector.records]
