"""Drive the converted script where nothing is configured, and put all back; return plain data."""

import importlib.util
import io
import logging
import os
import re
import runpy
import shutil
import sys
import tempfile
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

import print_to_logging as script

STAMP = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} ")


def _loggers():
    root = logging.getLogger()
    known = [one for one in root.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    return [root, *known]


@contextmanager
def _nothing_configured():
    """No handler and no level anywhere, in a new working folder; all is as before afterwards."""
    before = {one: (one.handlers[:], one.level, one.propagate, one.disabled) for one in _loggers()}
    here, factory = os.getcwd(), logging.getLogRecordFactory()
    folder = tempfile.mkdtemp(dir=here)
    for one in before:
        one.handlers[:] = []
        one.setLevel(logging.NOTSET)
    logging.getLogger().setLevel(logging.WARNING)
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)
        logging.setLogRecordFactory(factory)
        for one in _loggers():
            handlers, level, propagate, disabled = before.get(one, ([], 0, True, False))
            added = [handler for handler in one.handlers if handler not in handlers]
            one.handlers[:] = handlers
            one.setLevel(level)
            one.propagate, one.disabled = propagate, disabled
            for handler in added:
                handler.close()
        shutil.rmtree(folder, ignore_errors=True)


def _told(record):
    """A record in plain data; of an exception only its class."""
    trouble = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
    return [record.name, record.levelname, record.getMessage(), trouble]


def _note_records():
    """A list that gets every record that is made from now on, whatever handlers there are."""
    noted, make = [], logging.getLogRecordFactory()

    def factory(*args, **kwargs):
        record = make(*args, **kwargs)
        noted.append(record)
        return record

    logging.setLogRecordFactory(factory)
    return noted


def _heads(text):
    """The lines of a log that begin with a time, without that time."""
    return [STAMP.sub("", line, count=1) for line in text.splitlines() if STAMP.match(line)]


def _rest(text):
    """How many lines there are without a time, and whether a traceback begins in them."""
    others = [line for line in text.splitlines() if not STAMP.match(line)]
    return len(others) > 0, sum(line.startswith("Traceback ") for line in others)


# --- Task 1


def import_as(name):
    """The module once more under another name, where nothing is configured."""
    with _nothing_configured():
        spec = importlib.util.spec_from_file_location(name, script.__file__)
        again = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(again)
        loggers = (again.log, logging.getLogger())
        return again.log.name, [[len(one.handlers), one.level] for one in loggers]


def read_readings(lines):
    return script.read_readings(iter(lines))


def read_what_is_no_line():
    """Something that is no text at all among the lines, which no bad line is."""
    with _nothing_configured():
        noted = _note_records()
        try:
            script.read_readings(["TCLU44;1;2", None])
        except NotImplementedError:
            raise
        except Exception:
            outcome = "passes on"
        else:
            outcome = "is hidden"
        return outcome, [one.getMessage() for one in noted]


def names_of_the_loggers(lines, degrees):
    """The name of the logger of each record, and which of them are that of `log`."""
    with _nothing_configured(), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        logging.getLogger().setLevel(logging.DEBUG)
        logging.getLogger().addHandler(logging.NullHandler())
        noted = _note_records()
        script.read_readings(lines)
        script.find_warm(degrees, 3)
        return [[one.name, one.name == script.log.name] for one in noted]


# --- Task 2


class _Line(str):
    """A line that counts how often a text is made of it."""

    made = 0

    def _count(self, made):
        type(self).made += 1
        return made

    def __repr__(self):
        return self._count(str.__repr__(self[:]))

    def __str__(self):
        return self._count(self[:])

    def __format__(self, form):
        return self._count(format(self[:], form))


def texts_made_of_lines(lines, level):
    """How many texts are made of the lines while the level of the root logger is `level`."""
    with _nothing_configured(), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        logging.getLogger().setLevel(level)
        logging.getLogger().addHandler(logging.StreamHandler(io.StringIO()))
        noted = _note_records()
        _Line.made = 0
        script.read_readings([_Line(line) for line in lines])
        made = _Line.made
        return made > 0, [_told(one) for one in noted]


def charts_drawn(degrees, level):
    """Whether chart() is called while the level of the root logger is `level`."""
    kept, calls = script.chart, []

    def chart(given):
        calls.append(dict(given))
        return kept(given)

    with _nothing_configured(), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        logging.getLogger().setLevel(level)
        logging.getLogger().addHandler(logging.StreamHandler(io.StringIO()))
        noted = _note_records()
        script.chart = chart
        try:
            warm = script.find_warm(degrees, 3)
        finally:
            script.chart = kept
        return warm, len(calls) > 0, [_told(one) for one in noted]


# --- Task 3


def _configured(events):
    """Standard output, standard error and the file of a program that is configured and logs."""
    with _nothing_configured(), redirect_stderr(io.StringIO()) as error:
        with redirect_stdout(io.StringIO()) as output:
            script.configure(Path("round.log"))
            for name, level, message in events:
                logging.getLogger(name).log(level, "%s", message)
        return output.getvalue(), error.getvalue(), _written(Path("round.log"))


def written(events):
    return _heads(_configured(events)[2])


def shown(events):
    output, error, _ = _configured(events)
    return output, _heads(error)


def added_to(earlier):
    """What is in a file that held `earlier` when a program wrote a line to it."""
    with _nothing_configured(), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        Path("round.log").write_bytes(earlier.encode())
        script.configure(Path("round.log"))
        logging.getLogger("yardmap").error("crane %d", 2)
        written = _written(Path("round.log"))
        return written.startswith(earlier), written.endswith("crane 2\n"), _heads(written)


def encoding_of_the_file():
    """Names of the encodings of the files that are open for the log."""
    with _nothing_configured(), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        script.configure(Path("round.log"))
        found = []
        for handler in (handler for one in _loggers() for handler in one.handlers):
            stream = getattr(handler, "stream", None)
            found.append(getattr(handler, "encoding", None) or getattr(stream, "encoding", None))
        named = [str(one).lower().replace("_", "-") for one in found if one]
        return ["utf-8" if name == "utf8" else name for name in named]


def _written(path):
    """The text in a file; none where there is no file."""
    for handler in logging.getLogger().handlers:
        handler.flush()
    return path.read_bytes().decode("utf-8") if path.exists() else ""


def _round(run, text):
    with _nothing_configured(), redirect_stderr(io.StringIO()) as error:
        if text is not None:
            Path("readings.txt").write_text(text, encoding="utf-8")
        noted = _note_records()
        with redirect_stdout(io.StringIO()) as output:
            status = run(["readings.txt", "round.log"])
        written = _written(Path("round.log"))
        shown = error.getvalue()
        return {
            "status": status,
            "printed": output.getvalue(),
            "records": [_told(one) for one in noted],
            "shown": [_heads(shown), _rest(shown)],
            "written": [_heads(written), _rest(written)],
        }


def main_round(text):
    """A run of main(); without a text there is no file of readings."""
    return _round(lambda arguments: script.main(arguments), text)


def main_on_a_folder():
    """A run of main() where the readings are a folder."""

    def run(arguments):
        Path(arguments[0]).mkdir()
        return script.main(arguments)

    return _round(run, None)


def program_round(text):
    """A run of the file as a program."""

    def run(arguments):
        kept, sys.argv = sys.argv, ["print_to_logging.py", *arguments]
        try:
            runpy.run_path(script.__file__, run_name="__main__")
        except SystemExit as error:
            return error.code
        finally:
            sys.argv = kept
        return 0

    return _round(run, text)
