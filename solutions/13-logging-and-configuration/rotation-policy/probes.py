"""Drives handlers and policies in a fresh folder under a clock that stands still; returns plain data."""

import calendar
import io
import logging
import os
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import rotation_policy as rotation


@contextmanager
def _folder():
    """A new folder, gone afterwards."""
    made = tempfile.mkdtemp(dir=".")
    try:
        yield Path(made)
    finally:
        shutil.rmtree(made)


class _Clock:
    """Stands where it was put: "2026-03-28 23:59:58" is a moment in UTC."""

    def __init__(self, moment):
        self.now = 0.0
        self.put(moment)

    def put(self, moment):
        self.now = float(calendar.timegm(time.strptime(moment, "%Y-%m-%d %H:%M:%S")))


@contextmanager
def _clock(moment, zone="UTC0"):
    """Puts a clock in place of the real one, in a time zone; both are put back."""
    clock = _Clock(moment)
    kept, kept_ns, kept_zone = time.time, time.time_ns, os.environ.get("TZ")
    time.time, time.time_ns = lambda: clock.now, lambda: int(clock.now * 1_000_000_000)
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield clock
    finally:
        time.time, time.time_ns = kept, kept_ns
        if kept_zone is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = kept_zone
        time.tzset()


def _logger(name, *handlers):
    """A logger that hangs in no tree."""
    logger = logging.Logger(name, logging.DEBUG)
    for handler in handlers:
        logger.addHandler(handler)
    return logger


def _texts(folder):
    """All files below a folder with their lines."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8").splitlines()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _messages(folder):
    """All files below a folder with the messages of their lines."""
    return {
        name: [line.rpartition(": ")[2] for line in lines] for name, lines in _texts(folder).items()
    }


def _rule(numbers):
    return rotation.BySize(*numbers) if len(numbers) == 2 else rotation.ByDay(*numbers)


def _policy(folder, environment):
    return rotation.Policy(folder, "tide", rotation.BySize(9_999, 1), environment=environment)


def rule(numbers):
    """What a rule and a policy with it hold; both can be in a set, for they never change."""
    made = _rule(numbers)
    policy = rotation.Policy(Path("logs"), "tide", made)
    held = [made.max_bytes, made.backups] if len(numbers) == 2 else [made.days]
    errors = policy.errors
    return held, [errors.max_bytes, errors.backups, policy.environment], len({made, policy})


def written(zone, moment, level, name, message, argument):
    """One record in a file, as bytes."""
    with _folder() as folder, _clock(moment, zone):
        handler = rotation.file_handler(folder / "one.log", rotation.BySize(10_000, 1))
        try:
            _logger(name, handler).log(level, message, argument)
        finally:
            handler.close()
        return (folder / "one.log").read_bytes()


def written_elsewhere(numbers, texts):
    """Records in a file as bytes, where text that names no encoding is written in ASCII."""
    kept = io.text_encoding
    io.text_encoding = lambda encoding, stacklevel=2: encoding or "ascii"
    try:
        with _folder() as folder:
            handler = rotation.file_handler(folder / "one.log", _rule(numbers))
            handler.handleError = lambda record: None
            try:
                for text in texts:
                    _logger("tide", handler).info("%s", text)
            finally:
                handler.close()
            written = (folder / "one.log").read_bytes()
    finally:
        io.text_encoding = kept
    return [line.rpartition(b": ")[2] for line in written.splitlines()]


def other_formatters(zone):
    """A line of a formatter that is not the module's, after a handler of the module was made."""
    with _folder() as folder, _clock("2026-03-28 12:00:00", zone):
        rotation.file_handler(folder / "one.log", rotation.BySize(10_000, 1)).close()
        record = logging.makeLogRecord({"msg": "calm", "created": 1_774_000_000.0})
        return logging.Formatter("%(asctime)s %(message)s", "%H:%M").format(record)


def by_size(numbers, messages):
    """The files after one record a message."""
    with _folder() as folder:
        handler = rotation.file_handler(folder / "yard.log", _rule(numbers))
        try:
            logger = _logger("yard", handler)
            for message in messages:
                logger.info("%s", message)
        finally:
            handler.close()
        return _messages(folder)


def before_the_first_record(numbers):
    """What there is below a folder before and after the first record."""
    with _folder() as folder:
        handler = rotation.file_handler(folder / "var" / "log" / "gate.log", _rule(numbers))
        try:
            made = sorted(path.name for path in folder.rglob("*"))
            _logger("gate", handler).warning("first")
        finally:
            handler.close()
        return made, _messages(folder)


def goes_on(numbers):
    """A file that is there already, and a folder that is, too."""
    with _folder() as folder, _clock("2026-03-28 12:00:00"):
        path = folder / "gate.log"
        path.write_text("earlier: kept\n", encoding="utf-8")
        for message in ["one", "two"]:
            os.utime(path, (time.time(), time.time()))
            handler = rotation.file_handler(path, _rule(numbers))
            try:
                _logger("gate", handler).info(message)
            finally:
                handler.close()
        return _messages(folder)


def by_day(days, zone, moments):
    """The files after one record a moment, the first of which sees the handler made."""
    with _folder() as folder, _clock(moments[0], zone) as clock:
        handler = rotation.file_handler(folder / "tide.log", rotation.ByDay(days))
        try:
            logger = _logger("tide", handler)
            for number, moment in enumerate(moments):
                clock.put(moment)
                logger.info("record %d", number)
        finally:
            handler.close()
        return _messages(folder)


def after_a_night(days, zone, before, after):
    """The files when a service was restarted in between."""
    with _folder() as folder, _clock(before, zone) as clock:
        path = folder / "tide.log"
        for moment in [before, after]:
            clock.put(moment)
            handler = rotation.file_handler(path, rotation.ByDay(days))
            try:
                _logger("tide", handler).info("record of %s", moment[:10])
            finally:
                handler.close()
            os.utime(path, (clock.now, clock.now))
        return _messages(folder)


def purged(main, names, today, service="tide", folders=()):
    """What `purge` says, and what is left; the files were all changed just now."""
    with _folder() as folder:
        for name in names:
            (folder / name).write_text("x\n", encoding="utf-8")
        for name in folders:
            (folder / name).mkdir()
        policy = rotation.Policy(folder, service, _rule(main))
        told = rotation.purge(policy, date.fromisoformat(today))
        return told, sorted(path.name for path in folder.iterdir())


def purged_twice(main, names, today):
    with _folder() as folder:
        for name in names:
            (folder / name).write_text("x\n", encoding="utf-8")
        policy = rotation.Policy(folder, "tide", _rule(main))
        day = date.fromisoformat(today)
        return rotation.purge(policy, day), rotation.purge(policy, day)


def purged_without_a_folder(main):
    with _folder() as folder:
        policy = rotation.Policy(folder / "nowhere", "tide", _rule(main))
        told = rotation.purge(policy, date(2026, 3, 28))
        return told, sorted(path.name for path in folder.iterdir())


def _all_levels(logger):
    logger.debug("debug")
    logger.info("info")
    logger.warning("warning")
    logger.error("error")
    logger.critical("critical")


def _recorded(environment, main, errors, times):
    with _folder() as folder, _clock("2026-03-28 12:00:00"):
        policy = rotation.Policy(folder, "tide", _rule(main), _rule(errors), environment)
        logger = _logger("tide")
        logger.setLevel(logging.ERROR)
        console = io.StringIO()
        for _ in range(times):
            with rotation.recording(logger, policy, console):
                _all_levels(logger)
        return _texts(folder), None if console.closed else console.getvalue()


def recorded(environment, main=(10_000, 1), errors=(10_000, 1), times=1):
    """The files after one record of each level, in one block or in several."""
    return _recorded(environment, main, errors, times)[0]


def on_the_console(environment, times=1):
    """What the console got; None if it was closed."""
    return _recorded(environment, (10_000, 1), (10_000, 1), times)[1]


def recorded_to_stderr(environment):
    """What a block without a console writes to sys.stderr, which was replaced after the import."""
    kept, sys.stderr = sys.stderr, io.StringIO()
    try:
        with _folder() as folder:
            policy = _policy(folder, environment)
            logger = _logger("tide")
            with rotation.recording(logger, policy):
                logger.warning("high water")
        text = sys.stderr.getvalue()
    finally:
        sys.stderr = kept
    return [line.rpartition("Z ")[2] for line in text.splitlines()]


def with_a_parent(environment):
    """What handlers of the parent and of the logger itself get before, in and after a block."""
    heard = []

    class Listener(logging.Handler):
        def __init__(self, name):
            super().__init__()
            self.title = name

        def emit(self, record):
            heard.append((self.title, record.getMessage()))

    with _folder() as folder:
        policy = _policy(folder, environment)
        logger = _logger("tide", Listener("own"))
        logger.parent = _logger("all", Listener("parent"))
        logger.warning("before")
        with rotation.recording(logger, policy, io.StringIO()):
            logger.warning("within")
        logger.warning("after")
    return heard


class _Surge(Exception):
    """Ends a block; no code under test knows it."""


def afterwards(environment, level, propagate, fails):
    """What a logger is like after a block, what became of an error, and what is still open."""
    with _folder() as folder:
        policy = _policy(folder, environment)
        kept = logging.NullHandler()
        logger = _logger("tide", kept)
        logger.setLevel(level)
        logger.propagate = propagate
        console = io.StringIO()
        inside = []
        outcome = "no error"
        try:
            with rotation.recording(logger, policy, console):
                inside.extend(logger.handlers)
                logger.error("surge")
                if fails:
                    raise _Surge("over the wall")
        except _Surge as error:
            outcome = str(error)
        added = [handler for handler in inside if handler is not kept]
        open_files = [one for one in added if isinstance(one, logging.FileHandler) and one.stream]
        return {
            "level": logger.level,
            "enabled": [logger.isEnabledFor(one) for one in (10, 20, 30, 40)],
            "propagate": logger.propagate,
            "handlers": [one is kept for one in logger.handlers],
            "in the block": kept in inside,
            "still open": len(open_files),
            "outcome": outcome,
            "files": sorted(path.name for path in folder.iterdir()),
        }
