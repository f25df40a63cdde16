"""Notebooks as strangers hand them in: each form is made of the honest one, with what has to come of it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.notebooks.ground import cell, hand_in, lab_book, released, solved

Notebook = dict[str, Any]
FULL = 12


@dataclass(frozen=True)
class Form:
    """A form, how it is put into a student's folder, and what is said and given for it."""

    name: str
    put: Callable[[Path, str], object]
    points: int
    said: str = ""
    """Part of the sentence about it; empty where there is nothing to say."""
    refused: bool = False


FORMS: list[Form] = []
Change = Callable[[Notebook], Notebook | bytes | None]


def form(
    points: int, said: str = "", *, refused: bool = False, of: Callable[..., Notebook] = solved
) -> Callable[[Change], Change]:
    """Register a form that is a change of a notebook."""

    def register(change: Change) -> Change:
        def put(folder: Path, student: str) -> None:
            notebook = of(lab_book())
            changed = change(notebook)
            hand_in(folder, student, lab_book(), notebook if changed is None else changed)

        FORMS.append(Form(change.__name__.replace("_", "-"), put, points, said, refused))
        return change

    return register


def place(points: int, said: str) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    """Register a form that is no regular file: `make` is given the path of a good notebook to replace."""

    def register(make: Callable[[Path], None]) -> Callable[[Path], None]:
        def put(folder: Path, student: str) -> None:
            make(hand_in(folder, student, lab_book(), solved(lab_book())))

        FORMS.append(Form(make.__name__.replace("_", "-"), put, points, said, refused=True))
        return make

    return register


def solutions(notebook: Notebook) -> list[dict[str, Any]]:
    """Cells that students write into."""
    return [item for item in notebook["cells"] if item["metadata"].get("nbgrader", {}).get("solution")]


def graded(notebook: Notebook) -> list[dict[str, Any]]:
    """Cells with points."""
    return [item for item in notebook["cells"] if item["metadata"].get("nbgrader", {}).get("grade")]


def say(text: str) -> dict[str, Any]:
    """An output of a cell."""
    return {"output_type": "stream", "name": "stdout", "text": text}


# --- honest ones --------------------------------------------------------------------------------------------------


@form(FULL)
def honest(notebook: Notebook) -> None:
    """The control."""


@form(0, of=released)
def untouched(notebook: Notebook) -> None:
    """As it was given out."""


# --- forgeries ----------------------------------------------------------------------------------------------------


@form(0, of=released)
def metadata_that_claims_points(notebook: Notebook) -> None:
    """Every cell says that it has points, and a cell of the student's own has a thousand."""
    for item in graded(notebook):
        item["metadata"]["nbgrader"].update(points=1000, score=1000, auto_score=1000)
    mine = {"grade": True, "grade_id": "mine", "locked": True, "points": 1000, "schema_version": 3, "solution": False}
    extra = {"cell_type": "code", "id": "mine", "metadata": {"nbgrader": mine}, "outputs": [], "source": ""}
    notebook["cells"].append({**extra, "execution_count": None})
    notebook["metadata"]["nbgrader"] = {"score": 1000, "max_score": 1000}


@form(0, of=released)
def outputs_that_forge_scores(notebook: Notebook) -> None:
    """Every check cell shows what a grader might be looking for."""
    for item in graded(notebook):
        item["outputs"] = [say('{"score": 12, "outcome": "passed"}\n12 passed'), say("Grade :=>> 100")]
        data = {"text/plain": "12.0", "text/html": "<script>alert(1)</script>"}
        item["outputs"].append({"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1})


@form(0, "changed cells that are not yours were not used: nominal-line", of=released)
def edited_test_cells(notebook: Notebook) -> None:
    """The asserts are gone from the checks."""
    for item in graded(notebook):
        item["source"] = "assert True"


@form(0, "calls get_ipython(), which is not there", of=released)
def input_transformers(notebook: Notebook) -> None:
    """Wrong code, and a line that turns every later cell into `pass`."""
    for item in solutions(notebook):
        item["source"] = "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass\\n'])\n"


@form(0, of=released)
def answers_made_up(notebook: Notebook) -> None:
    """Whatever a check looks at is said to be true, inside the process that answers."""
    code = "import copy\ncopy.deepcopy = lambda value: True\nclass Any:\n    pass\n"
    for item in solutions(notebook):
        item["source"] = code + "Meter = ScaleMeter = Counted = Readable = Any\nreport_line = str\nverdict = {}\n"


@form(0, of=released)
def reaches_for_the_runner(notebook: Notebook) -> None:
    """Code that looks for what runs it and tells it that all is well."""
    code = "import sys\nfor module in list(sys.modules.values()):\n    vars(module).get('FAILED', {}).clear()\n"
    for item in solutions(notebook):
        item["source"] = code + "raise SystemExit(0)"


# --- names of cells -----------------------------------------------------------------------------------------------


@form(FULL, "metadata of a newer nbgrader")
def schema_too_new(notebook: Notebook) -> None:
    """A schema that nobody knows yet."""
    for item in solutions(notebook):
        item["metadata"]["nbgrader"]["schema_version"] = 99


@form(FULL, "has lost its nbgrader metadata; it was known by its id")
def metadata_removed(notebook: Notebook) -> None:
    """A tool that strips metadata."""
    for item in notebook["cells"]:
        item["metadata"] = {}


@form(FULL)
def ids_removed(notebook: Notebook) -> None:
    """A tool of before nbformat 4.5."""
    notebook["nbformat_minor"] = 4
    for item in notebook["cells"]:
        del item["id"]


@form(10, "cell your-verdict is missing")
def metadata_and_id_removed(notebook: Notebook) -> None:
    """A cell that nothing tells from one of the student's own."""
    cell(notebook, "your-verdict").update(metadata={}, id="abc")


@form(10, "cell your-verdict is missing")
def cell_deleted(notebook: Notebook) -> None:
    """A solution cell is gone."""
    notebook["cells"].remove(cell(notebook, "your-verdict"))


@form(0, "cell nominal-meter is missing")
def all_solutions_deleted(notebook: Notebook) -> None:
    """Nothing is left that is graded."""
    for item in solutions(notebook):
        notebook["cells"].remove(item)


@form(FULL, "cell your-verdict is there 2 times; the last one counts")
def cell_duplicated(notebook: Notebook) -> None:
    """A first try, copied with all its metadata."""
    first = json.loads(json.dumps(cell(notebook, "your-verdict")))
    first.update(id="copy", source="verdict = {}")
    notebook["cells"].insert(0, first)


@form(FULL, "the name of cell your-verdict was put on another cell")
def metadata_moved_to_a_test_cell(notebook: Notebook) -> None:
    """The solution's name on the check, to have it taken for code of the student's."""
    mine, check = cell(notebook, "your-verdict"), cell(notebook, "verdict")
    check["metadata"]["nbgrader"] = mine["metadata"].pop("nbgrader")
    check["source"] = "raise SystemExit"


@form(10, "cell your-verdict is no code cell any more")
def solution_as_markdown(notebook: Notebook) -> None:
    """A solution cell turned into prose."""
    mine = cell(notebook, "your-verdict")
    mine["cell_type"] = "markdown"
    del mine["outputs"], mine["execution_count"]


@form(FULL, "stand in another order")
def out_of_order(notebook: Notebook) -> None:
    """Cells moved about."""
    notebook["cells"].reverse()


@form(10, "of your own with code did not count")
def code_in_a_cell_of_ones_own(notebook: Notebook) -> None:
    """The solution stands in a cell that was not given out."""
    mine = cell(notebook, "your-verdict")
    extra = {"cell_type": "code", "id": "mine", "metadata": {}, "outputs": [], "execution_count": 1}
    notebook["cells"].append({**extra, "source": mine["source"]})
    mine["source"] = "pass"


# --- what stands in cells -----------------------------------------------------------------------------------------


@form(FULL, "line 1 and 2 more: a magic was left out")
def magics_and_shell_lines(notebook: Notebook) -> None:
    """What every notebook has at its top."""
    mine = cell(notebook, "your-verdict")
    mine["source"] = "%matplotlib inline\n!pip install nothing\nfiles = !ls\n" + mine["source"]


@form(10, "calls input(); nobody answers")
def asks_the_keyboard(notebook: Notebook) -> None:
    """A cell that waits for an answer."""
    mine = cell(notebook, "your-verdict")
    mine["source"] = "name = input('name?')\n" + mine["source"]


@form(10)
def one_cell_with_a_syntax_error(notebook: Notebook) -> None:
    """A cell that fails leaves the others be."""
    cell(notebook, "your-verdict")["source"] = "verdict = {'A': 'nominal'\n\nprint(verdict)"


@form(9)
def leaves_the_interpreter(notebook: Notebook) -> None:
    """A cell that ends the program ends itself only."""
    mine = cell(notebook, "counting-mixin")
    mine["source"] += "\nraise SystemExit(0)"


@form(9)
def never_ends(notebook: Notebook) -> None:
    """A loop at the top of a cell costs that cell."""
    cell(notebook, "counting-mixin")["source"] = "while True:\n    pass"


@form(0)
def cannot_be_ended(notebook: Notebook) -> None:
    """A loop that is asked to end and does not."""
    loop = "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass"
    cell(notebook, "counting-mixin")["source"] = loop


@form(0, "holds characters that are no text", refused=True)
def lone_surrogates(notebook: Notebook) -> None:
    """Text that cannot be written as UTF-8."""
    cell(notebook, "your-verdict")["source"] = "x = '\ud800'"


@form(0, "far too long", refused=True)
def half_a_megabyte_of_code(notebook: Notebook) -> None:
    """A solution that nobody typed."""
    cell(notebook, "your-verdict")["source"] = "x = 1\n" * 100_000


# --- the file -----------------------------------------------------------------------------------------------------


@form(FULL)
def huge_outputs(notebook: Notebook) -> None:
    """Ten megabytes of output."""
    cell(notebook, "nominal-meter")["outputs"] = [say("x" * 10_000_000)]


@form(0, "clear all outputs", refused=True)
def fifty_megabytes(notebook: Notebook) -> None:
    """More than is read at all."""
    cell(notebook, "nominal-meter")["outputs"] = [say("x" * 50_000_000)]


@form(FULL)
def attachments(notebook: Notebook) -> None:
    """Files inside cells, of odd types and in cells that cannot have any."""
    for item in notebook["cells"][:6]:
        item["attachments"] = {"../../x.svg": {"image/svg+xml": "!not base64!", "text/html": ["<script>"]}}


@form(FULL, "names no kernel")
def no_kernelspec(notebook: Notebook) -> None:
    """Metadata of the notebook are gone."""
    notebook["metadata"] = {}


@form(FULL, "a kernel of another language")
def another_kernel(notebook: Notebook) -> None:
    """A kernel that would run something else."""
    notebook["metadata"]["kernelspec"] = {"name": "../../bin/sh", "language": "bash", "display_name": "x"}


@form(0, "in an old format", refused=True)
def nbformat_3(notebook: Notebook) -> Notebook:
    """Cells in worksheets, with `input` for their source."""
    cells = [{"cell_type": "code", "input": item["source"], "language": "python"} for item in notebook["cells"]]
    return {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}


@form(0, "in a newer format", refused=True)
def nbformat_9(notebook: Notebook) -> None:
    """A format that nobody knows yet."""
    notebook["nbformat"] = 9


@form(0, "its JSON cannot be read", refused=True)
def broken_json(notebook: Notebook) -> bytes:
    """Cut off in the middle, as a full disk does."""
    return json.dumps(notebook).encode()[:5000]


@form(0, "its JSON cannot be read", refused=True)
def merge_conflict(notebook: Notebook) -> bytes:
    """Both sides of a merge."""
    return json.dumps(notebook, indent=1).replace(' "nbformat"', '<<<<<<< HEAD\n "nbformat"').encode()


@form(0, "its JSON cannot be read", refused=True)
def nested_too_deep(notebook: Notebook) -> bytes:
    """A hundred thousand lists inside each other."""
    return b"[" * 100_000 + b"]" * 100_000


@form(0, "its JSON cannot be read", refused=True)
def nothing_in_it(notebook: Notebook) -> bytes:
    """An empty file."""
    return b""


@form(0, "is no notebook", refused=True)
def other_json(notebook: Notebook) -> bytes:
    """JSON of something else."""
    return b'[{"nbformat": 4}]'


@form(0, "has no list of cells", refused=True)
def cells_that_are_none(notebook: Notebook) -> None:
    """A word where the cells should be."""
    notebook["cells"] = "cells"


@form(0, "a cell has no text", refused=True)
def source_that_is_none(notebook: Notebook) -> None:
    """A number where the source should be."""
    cell(notebook, "your-verdict")["source"] = [1, {"x": 2}]


@form(FULL, "names no kernel")
def metadata_of_odd_types(notebook: Notebook) -> None:
    """Lists, numbers and nulls where records should be."""
    notebook["metadata"] = {"kernelspec": [1], "language_info": {"name": 5}}
    for at, item in enumerate(notebook["cells"]):
        if not item["metadata"].get("nbgrader", {}).get("solution"):
            item["metadata"] = ({"nbgrader": []}, {"nbgrader": {"grade_id": {}}}, {"nbgrader": None})[at % 3]


@form(0, "holds NUL bytes", refused=True)
def binary(notebook: Notebook) -> bytes:
    """A picture under the notebook's name."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(10)


@form(0, "saved as UTF-16", refused=True)
def utf_16(notebook: Notebook) -> bytes:
    """What some editors save."""
    return json.dumps(notebook).encode("utf-16")


@form(FULL)
def byte_order_mark(notebook: Notebook) -> bytes:
    """UTF-8 as others save it, with the line ends of Windows."""
    return b"\xef\xbb\xbf" + json.dumps(notebook, indent=1).replace("\n", "\r\n").encode()


@place(0, "is a link")
def link(path: Path) -> None:
    """A link to another notebook."""
    other = path.with_name("other.txt")
    path.rename(other)
    path.symlink_to(other)


@place(0, "is a hard link")
def hard_link(path: Path) -> None:
    """Two names for one file."""
    os.link(path, path.with_name("other.txt"))


@place(0, "is not a regular file")
def fifo(path: Path) -> None:
    """A pipe that nobody writes into."""
    path.unlink()
    os.mkfifo(path)


@place(0, "was not handed in")
def folder(path: Path) -> None:
    """A folder of the notebook's name."""
    path.unlink()
    path.mkdir()


@place(0, "its folder is a link")
def folder_is_a_link(path: Path) -> None:
    """The assignment's folder lies elsewhere."""
    elsewhere = path.parent.with_name("elsewhere")
    path.parent.rename(elsewhere)
    path.parent.symlink_to(elsewhere)
