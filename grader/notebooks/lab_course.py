"""Writes a lab as a course of exercises, so that labs are graded by the one judge there is.

A week's lab becomes an exercise: its reference is the author's own solution, cell by cell; its checks and probes are
made from the check blocks; and its first file, the same for everybody, runs given and handed-in cells in order, as a
notebook does, where a cell that fails leaves the others be.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from grader.catalogue.course import Course
from grader.model import Week
from grader.notebooks.book import Book
from grader.notebooks.lab import CellKind, Lab, LabCell, released
from grader.notebooks.lab_book import MAIN_FILE, cell_file, check_id
from grader.notebooks.observed import Observed, Wanted, observed

CELL_SECONDS = 1.5
RUNNER = '''\
"""Runs the cells of a lab one after the other, as a notebook does: a cell that fails leaves the others be."""

import os
import signal
import sys
import types

BOX = os.path.dirname(os.path.abspath(__file__))
CELLS = {cells!r}
"""Name and source of each cell, and whether the student writes it; that source then is what was given out."""

notebook = types.ModuleType("notebook")
notebook.display = print
sys.modules["notebook"] = notebook
FAILED = {{}}
UNTOUCHED = set()
CELL_SECONDS = {seconds!r}


def stop(*_):
    """End a cell that goes on for ever; one that does not let itself be ended costs all the others."""
    raise TimeoutError("the cell took too long")


def run(name, source):
    """Run one cell; what it raises is kept."""
    path = os.path.join(BOX, name)
    try:
        signal.setitimer(signal.ITIMER_REAL, CELL_SECONDS)
        try:
            exec(compile(source, path, "exec", dont_inherit=True), vars(notebook))
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except BaseException as error:  # whatever the student's cell raises costs its own part
        FAILED[name] = placed(error, path)


def placed(error, path):
    """The error; one of syntax as if the line that is no Python had raised it."""
    if not isinstance(error, SyntaxError) or error.filename != path:
        return error
    line = min(max(error.lineno or 1, 1), 10_000)
    try:
        exec(compile("\\n" * (line - 1) + "raise error", path, "exec"), {{"error": error.with_traceback(None)}})
    except SyntaxError as again:
        return again


signal.signal(signal.SIGALRM, stop)
for name, source, own in CELLS:
    if own:
        try:
            with open(os.path.join(BOX, name), encoding="utf-8") as stream:
                source = stream.read()
        except FileNotFoundError:
            UNTOUCHED.add(name)
    run(name, source)
'''

PROBES = '''\
"""Runs the check blocks of a lab beside the cells and notes what their lines look at; expects nothing."""

import copy

import lab

BLOCKS = {blocks!r}
"""Code of each block, the files of the cells that it is about, and the number of its task."""
DONE = {{}}


def observed(check, site):
    """What a line of a block looked at, each time that it was reached; None asks whether the block came to its end."""
    code, cells, task = BLOCKS[check]
    if cells and all(cell in lab.UNTOUCHED for cell in cells):
        raise NotImplementedError(f"Task {{task}}: write your code into the cell")
    for cell in cells:
        if cell in lab.FAILED:
            raise lab.FAILED[cell]
    if check not in DONE:
        DONE[check] = run(code)
    noted, error = DONE[check]
    if error is not None and site not in noted:
        raise error
    return [True] if site is None else noted.get(site, [])


def run(code):
    """What was noted, and how the block ended."""
    noted = {{}}

    def note(site, value):
        try:
            value = copy.deepcopy(value)
        except Exception:  # what cannot be copied is noted as it is
            pass
        noted.setdefault(site, []).append(value)

    try:
        exec(code, {{**vars(lab.notebook), "__note__": note}})
    except BaseException as error:  # how the student's code ends is part of the answer
        return noted, error
    return noted, None
'''

CHECKS = '''\
"""Made from a lab: each check asks what the lines of one block look at."""

from grader.checks import expect, points


def equal(actual, expected):
    """As the author's `==`, over plain data."""
    return bool(actual == expected)


def holds(student, reference, check, site, line, wanted, reply):
    """What a line looks at is what it was with the author's solution, where it has to be as the line says."""
    found = reference.observed(check, site)
    if not found or any(value != wanted for value in found):
        raise RuntimeError(f"line {{line}}: the lab's own solution does not meet it")
    expect(student.observed(check, site), found, compare=equal, reply=reply)


def never(student, reference, check, site, line, reply):
    """A line that says that something is wrong is not reached; the author's solution does not reach it."""
    if reference.observed(check, site):
        raise RuntimeError(f"line {{line}}: the lab's own solution does not meet it")
    expect(student.observed(check, site), [], reply=reply)

'''

CHECK = """
@points({points}, task={task}, covers={name!r})
def {function}(student, reference):
    {title!r}
{body}
"""


def write_lab_course(root: Path, labs: Sequence[tuple[Lab, Week, Book]]) -> Course:
    """Write all labs below `root`, an empty folder, and give the course that they make."""
    (root / "weeks").mkdir(parents=True)
    weeks = []
    for lab, week, book in labs:
        exercise = book.exercise
        course = Course(root, ())
        twin = course.layout.twin_folder(exercise)
        twin.mkdir(parents=True)
        course.layout.exercise_folder(exercise).mkdir(parents=True)
        described = {"exercise": exercise.id, "tasks": [task.number for task in exercise.tasks]}
        _write(course.layout.manifest(exercise), json.dumps(described))
        _write(twin / MAIN_FILE, runner(lab, week))
        for cell in lab.of(CellKind.SOLUTION):
            _write(twin / cell_file(week.number, cell.name), cell.source + "\n")
        _write(course.layout.probes(exercise), _probes(lab, week))
        _write(course.layout.checks(exercise), _checks(lab))
        weeks.append(Week(week.name, week.number, week.title, (), lab.minutes, (), (exercise,)))
    return Course(root, tuple(weeks))


def runner(lab: Lab, week: Week) -> str:
    """The first file of a lab's exercise: the author's copy of all cells, and what runs them."""
    cells = []
    for cell in lab.of(CellKind.GIVEN, CellKind.SOLUTION):
        own = cell.kind is CellKind.SOLUTION
        name = cell_file(week.number, cell.name) if own else f"{cell.name}.given"
        cells.append((name, released(cell.source) if own else cell.source, own))
    return RUNNER.format(cells=cells, seconds=CELL_SECONDS)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _probes(lab: Lab, week: Week) -> str:
    blocks = {}
    for cell in lab.of(CellKind.CHECK):
        written = [other for other in lab.of(CellKind.SOLUTION) if other.task == cell.task and other.line < cell.line]
        files = [cell_file(week.number, other.name) for other in written]
        blocks[cell.name] = (observed(cell.source).code, files, cell.task)
    return PROBES.format(blocks=blocks)


def _checks(lab: Lab) -> str:
    return CHECKS.format() + "\n".join(_check(cell) for cell in lab.of(CellKind.CHECK))


def _check(cell: LabCell) -> str:
    return CHECK.format(
        points=cell.points,
        task=cell.task,
        name=cell.name,
        function=check_id(cell.name),
        title=cell.title,
        body="\n".join(f"    {line}" for line in _lines(cell, observed(cell.source))),
    )


def _lines(cell: LabCell, block: Observed) -> list[str]:
    """A call for each line of a block that expects something, and one for its end."""
    default = f"run the cell {cell.name} to see what it says" if cell.visible else ""
    calls = []
    for number, site in enumerate(block.sites):
        place, reply = f"{cell.name!r}, {number}, {cell.line + site.line}", site.message or default
        if site.wanted is Wanted.NEVER:
            calls.append(f"never(student, reference, {place}, {reply!r})")
        else:
            calls.append(f"holds(student, reference, {place}, {site.literal or True}, {reply!r})")
    last = cell.line + cell.source.count("\n") + 1
    calls.append(f"holds(student, reference, {cell.name!r}, None, {last}, True, {default!r})")
    return calls
