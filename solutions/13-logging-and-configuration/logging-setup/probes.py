"""Drive the gatehouse's logging in a tree of its own, put back afterwards; return plain data."""

import codecs
import importlib.util
import io
import logging
import logging.handlers
import re
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import logging_setup as setup

STAMP = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} ")


def _loggers():
    root = logging.getLogger()
    known = [one for one in root.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    return [root, *known]


@contextmanager
def _tree():
    """A root logger without handlers and a scratch folder; all loggers are as before afterwards."""
    before = {one: (one.handlers[:], one.level, one.propagate, one.disabled) for one in _loggers()}
    folder = Path(tempfile.mkdtemp(dir="."))
    root = logging.getLogger()
    root.handlers[:] = []
    root.setLevel(logging.WARNING)
    try:
        yield folder
    finally:
        try:
            setup.tear_down()
        except Exception:
            pass
        for one in _loggers():
            handlers, level, propagate, disabled = before.get(one, ([], 0, True, False))
            added = [handler for handler in one.handlers if handler not in handlers]
            one.handlers[:] = handlers
            one.setLevel(level)
            one.propagate, one.disabled = propagate, disabled
            for handler in added:
                handler.close()
        shutil.rmtree(folder, ignore_errors=True)


class _Keep(logging.Handler):
    """Keeps the records that it is given."""

    def __init__(self):
        super().__init__()
        self.records = []

    def emit(self, record):
        self.records.append(record)

    def told(self):
        return [[one.name, one.levelname, one.getMessage()] for one in self.records]


def _say(events):
    for name, level, text in events:
        logging.getLogger(name or None).log(level, "%s", text)


def _all_five(name):
    _say([(name, level, "step") for level in (10, 20, 30, 40, 50)])


def _lines(path):
    """The lines of a log file, each without its time, which has to be there."""
    lines = path.read_bytes().decode("utf-8").splitlines()
    return [STAMP.sub("<time> ", line, count=1) for line in lines]


def _files():
    return [one for one in logging.getLogger().handlers if isinstance(one, logging.FileHandler)]


# --- Task 1


def names_of_the_loggers():
    return [[one.name, type(one).__name__] for one in (setup.plates_log, setup.lanes_log)]


def import_afresh():
    """What importing the module does to a logging tree in which nothing is set."""
    with _tree():
        for one in _loggers():
            one.handlers[:] = []
            one.propagate = True
            if one.parent is not None:
                one.setLevel(logging.NOTSET)
        spec = importlib.util.spec_from_file_location("logging_setup_again", setup.__file__)
        again = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(again)
        seen = []
        for name in ("", "gatehouse", "gatehouse.plates", "gatehouse.lanes"):
            one = logging.getLogger(name or None)
            kinds = [type(handler).__name__ for handler in one.handlers]
            seen.append([name, kinds, one.level, one.propagate, one.disabled])
        return seen, [again.plates_log.name, again.lanes_log.name]


def heard_without_a_set_up():
    """What a program that has set up nothing shows on standard error."""
    with _tree():
        kept, sys.stderr = sys.stderr, io.StringIO()
        try:
            setup.close_gate("no power")
            return sys.stderr.getvalue()
        finally:
            sys.stderr = kept


# --- Task 2


def tracebacks(lane, raw, booked):
    """The class of the exception in each record that carries one."""
    with _tree():
        keep = _Keep()
        logging.getLogger().addHandler(keep)
        logging.getLogger().setLevel(1)
        setup.admit(lane, raw, booked)
        infos = [one.exc_info for one in keep.records]
        return [info[0].__name__ if info and info[0] else None for info in infos]


# --- Task 3


def where_five_levels_go(name, verbose):
    with _tree() as folder:
        console = io.StringIO()
        setup.set_up(folder, console, verbose=verbose)
        _all_five(name)
        return console.getvalue(), _lines(folder / "gatehouse.log")


def where_events_go(events, verbose):
    with _tree() as folder:
        console = io.StringIO()
        setup.set_up(folder, console, verbose=verbose)
        _say(events)
        return console.getvalue(), _lines(folder / "gatehouse.log")


def file_handler():
    with _tree() as folder:
        setup.set_up(folder / "deep" / "er", io.StringIO())
        found = _files()
        return [
            [
                isinstance(one, logging.handlers.RotatingFileHandler),
                Path(one.baseFilename).relative_to(folder.resolve()).as_posix(),
                getattr(one, "maxBytes", None),
                getattr(one, "backupCount", None),
            ]
            for one in found
        ]


def encoding_of_the_file():
    with _tree() as folder:
        setup.set_up(folder, io.StringIO())
        logging.getLogger("gatehouse").info("%s", "Mooring at Kvæfjord → berth 2")
        said = [str(one.encoding) for one in _files()]
        known = [codecs.lookup(name).name if name != "locale" else name for name in said]
        return known, _lines(folder / "gatehouse.log")


def handlers_by_logger():
    """How many handlers each logger has after a set-up, and whether propagation is untouched."""
    with _tree() as folder:
        setup.set_up(folder, io.StringIO())
        names = ("", "gatehouse", "gatehouse.plates", "gatehouse.lanes")
        loggers = [logging.getLogger(name or None) for name in names]
        return [
            [sum(not isinstance(it, logging.NullHandler) for it in one.handlers), one.propagate]
            for one in loggers
        ]


def default_console():
    with _tree() as folder:
        kept, sys.stderr = sys.stderr, io.StringIO()
        try:
            setup.set_up(folder)
            logging.getLogger("gatehouse.lanes").info("lane %d opened", 2)
            return sys.stderr.getvalue()
        finally:
            sys.stderr = kept


# --- Task 4


def set_up_again_and_again(calls):
    """Each call names a folder and says whether to be verbose; each has a console of its own."""
    with _tree() as folder:
        consoles, opened = [], []
        for which, verbose in calls:
            consoles.append(io.StringIO())
            setup.set_up(folder / which, consoles[-1], verbose=verbose)
            opened += [one for one in _files() if one not in opened]
        _all_five("gatehouse.plates")
        in_use = _files()
        left = [one for one in opened if one not in in_use]
        closed = all(one.stream is None or one.stream.closed for one in left)
        files = {one.name: _lines(one / "gatehouse.log") for one in folder.iterdir()}
        shown = [None if console.closed else console.getvalue() for console in consoles]
        return shown, files, len(in_use), closed


def tear_down_after(count):
    with _tree() as folder:
        console, opened = io.StringIO(), []
        for _ in range(count):
            setup.set_up(folder, console)
            opened += _files()
        setup.tear_down()
        setup.tear_down()
        _all_five("gatehouse.lanes")
        closed = all(one.stream is None or one.stream.closed for one in opened)
        files = [(one.name, one.read_bytes()) for one in folder.iterdir()]
        left = len(logging.getLogger().handlers)
        return None if console.closed else console.getvalue(), files, closed, left


def set_up_after_tear_down():
    with _tree() as folder:
        consoles = [io.StringIO(), io.StringIO()]
        setup.set_up(folder, consoles[0])
        setup.tear_down()
        setup.set_up(folder, consoles[1])
        _all_five("gatehouse.lanes")
        return [one.getvalue() for one in consoles], _lines(folder / "gatehouse.log")


def others_on_the_root(times):
    """Handlers of others: a stream, a rotating file and some that keep records, early and late."""
    with _tree() as folder:
        root = logging.getLogger()
        foreign, keep, late = io.StringIO(), _Keep(), _Keep()
        rotating = logging.handlers.RotatingFileHandler(folder / "other.log", encoding="utf-8")
        theirs = [logging.StreamHandler(foreign), rotating, keep]
        for one in theirs:
            root.addHandler(one)
        consoles = [io.StringIO() for _ in range(times)]
        for console in consoles:
            setup.set_up(folder, console)
            if late not in root.handlers:
                root.addHandler(late)
                theirs.append(late)
        logging.getLogger("gatehouse.lanes").error("one")
        setup.tear_down()
        logging.getLogger("gatehouse.lanes").error("two")
        still = [one in root.handlers for one in theirs]
        shown = [console.getvalue() for console in consoles]
        other = (folder / "other.log").read_text(encoding="utf-8")
        ours = _lines(folder / "gatehouse.log")
        return shown, ours, still, len(root.handlers), foreign.getvalue(), other, keep.told()


def set_up_where_nothing_can_be_made(blocked):
    with _tree() as folder:
        console = io.StringIO()
        setup.set_up(folder / "good", console)
        (folder / "occupied").write_bytes(b"no folder")
        (folder / "taken" / "gatehouse.log").mkdir(parents=True)
        try:
            setup.set_up(folder / blocked, io.StringIO(), verbose=True)
            outcome = "no error"
        except OSError:
            outcome = "OSError"
        _all_five("gatehouse.plates")
        return outcome, console.getvalue(), _lines(folder / "good" / "gatehouse.log")
