"""Sends manifests through the clinic and notes what happened in which order; returns plain data."""

import contextlib
import io
import itertools
import json
import tempfile
from pathlib import Path

import csv_clinic as clinic


def _told(row):
    return [row.line, row.container, row.weight_kg, row.remarks]


def _rows(cells):
    """Rows of triples, numbered from line 2 on."""
    return [clinic.Row(line, *triple) for line, triple in enumerate(cells, start=2)]


# --- Task 1


def examined(text):
    """Rows and rejects in the order in which they come."""
    story = []
    lines = io.StringIO(text, newline="")
    for row in clinic.examine(lines, lambda line, reason: story.append([line, reason])):
        story.append(_told(row))
    return story


def examined_body(body):
    return examined("container,weight_kg,remarks\r\n" + body)


def lines_read(text):
    """After each row or reject: the line it begins on, and how many lines were taken by then."""
    taken = []
    story = []

    def source():
        for line in io.StringIO(text, newline=""):
            taken.append(line)
            yield line

    for row in clinic.examine(source(), lambda line, _: story.append([line, len(taken)])):
        story.append([row.line, len(taken)])
    return story


def is_iterator(text):
    found = clinic.examine(io.StringIO(text, newline=""), lambda line, reason: None)
    first = next(found)
    return iter(found) is found, isinstance(first, clinic.Row)


# --- Task 2


def chunked(count, size):
    """The chunks by line numbers, with their types, and how many rows were taken by each."""
    taken = []

    def source():
        for row in _rows([("T", 1, "")] * count):
            taken.append(row)
            yield row

    cut = clinic.chunks(source(), size)
    return [[type(one).__name__, [row.line for row in one], len(taken)] for one in cut]


def chunks_of_an_endless_source(size, wanted):
    endless = (clinic.Row(line, "T", 1, "") for line in itertools.count())
    cut = itertools.islice(clinic.chunks(endless, size), wanted)
    return [[row.line for row in one] for one in cut]


def cut_only(size):
    """Call, and ask nothing of the result; then see whether a row was taken."""
    rows = iter(_rows([("T", 1, "")] * 3))
    clinic.chunks(rows, size)
    return len(list(rows))


# --- Tasks 3 and 4


def exported_csv(cells, **options):
    """What was told, each time with the rows taken and the text written by then; and the end."""
    target = io.StringIO(newline="")
    taken = []
    story = []

    def source():
        for row in _rows(cells):
            taken.append(row)
            yield row

    def tell(written):
        story.append([written, len(taken), target.getvalue()])

    clinic.export_csv(source(), target, tell, **options)
    return story, target.getvalue()


def told_for(count):
    """What is told with the default of `every`."""
    numbers = []
    clinic.export_csv(_rows([("T", 1, "")] * count), io.StringIO(newline=""), numbers.append)
    return numbers


def csv_there_and_back(cells):
    target = io.StringIO(newline="")
    clinic.export_csv(_rows(cells), target, lambda written: None, 2)
    return [one[1:] for one in examined(target.getvalue())]


def exported_json(cells):
    target = io.StringIO()
    clinic.export_json(iter(_rows(cells)), target)
    found = json.loads(target.getvalue())
    return [list(one.items()) for one in found]


def json_letters(word):
    target = io.StringIO()
    clinic.export_json(_rows([(word, 1, word)]), target)
    return target.getvalue().count(word)


def json_written_before_the_next(count):
    """Whether, each time a row is taken, all rows before it are in the target."""
    target = io.StringIO()
    story = []

    def source():
        names = [f"TCLU {number}" for number in range(count)]
        for at, row in enumerate(_rows([(name, 1, "") for name in names])):
            story.append(all(name in target.getvalue() for name in names[:at]))
            yield row

    clinic.export_json(source(), target)
    return story


# --- Task 5


def program(content, name="out.json"):
    """Run `main` on a source with this content; target and messages afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "may.csv"), Path(folder, name)
        source.write_bytes(content)
        status, out, err = _run([str(source), str(target)])
        lines = err.replace(folder, "FOLDER").splitlines()
        written = target.read_bytes() if status != 2 else b""
    if name.endswith(".json") and status != 2:
        shown = json.loads(written.decode("utf-8"))
    else:
        shown = written
    rejects = [line for line in lines if line.startswith("FOLDER/may.csv:")]
    progress = [line for line in lines if line.endswith(" rows")]
    troubles = [line.partition(":")[0] for line in lines if line not in rejects + progress]
    return {
        "status": status,
        "stdout": out,
        "rejects": rejects,
        "progress": progress,
        "troubles": troubles if status == 2 else lines[:0],
        "target": shown,
    }


def without_files(names):
    """Run `main` on paths below a new folder; only `there.csv` exists."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "there.csv").write_text(
            "container,weight_kg,remarks\nT,1,\n", encoding="utf-8"
        )
        status, out, err = _run([str(Path(folder, name)) for name in names])
    return status, out, [line.partition(":")[0] for line in err.splitlines()][-1:]


def wrong_usage(arguments):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            return "returned", clinic.main(arguments)
        except SystemExit as error:
            return "left", error.code


def _run(arguments):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = clinic.main(arguments)
    return status, out.getvalue(), err.getvalue()
