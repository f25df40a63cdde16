"""Finds the notebooks that were handed in and reads them by a schema of our own, as data from a stranger.

Of a cell only its type, its source and the names it goes by are kept. Outputs, points, attachments and kernels are not
looked at: nothing in a notebook is believed. Runs nothing, and needs no library of Jupyter's.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.catalogue.layout import entries
from grader.course.intake import Refused, find_students, read_text_file
from grader.errors import SubmissionsUnreadable
from grader.notebooks.book import SCHEMA_VERSION

MAX_NOTEBOOK = 16 * 1024 * 1024
MAX_CELLS = 2_000
SUFFIX = ".ipynb"
LINK = "its folder is a link; put the folder itself here"
LOOSE = "it does not lie in a folder called as its assignment; put it there"
TWICE = "a notebook and a folder are both named after this student; leave one of them"
CLEAR = "clear all outputs, save, and hand it in again"


@dataclass(frozen=True)
class HandedIn:
    """Where a student's notebook for an assignment lies: `parts` below `folder`, or what is wrong instead."""

    student: str
    assignment: str
    folder: Path
    parts: tuple[str, ...] = ()
    message: str = ""
    timestamp: str = ""


@dataclass(frozen=True)
class RawCell:
    """A cell as it was handed in: only what it is identified by, and its text."""

    is_code: bool
    source: str
    id: str = ""
    grade_id: str = ""
    newer: bool = False
    """Whether its nbgrader metadata is of a schema that we do not know."""


@dataclass(frozen=True)
class RawNotebook:
    """A notebook as it was handed in."""

    cells: tuple[RawCell, ...]
    kernel: str
    """"python", "other", or "" where the notebook names none."""


class NotebookRefused(Exception):
    """A notebook that cannot be graded; the text says why and what to do, in our words only."""


# --- finding ------------------------------------------------------------------------------------------------------


def find_notebooks(folder: Path, names: dict[str, str], assignment: str | None) -> list[HandedIn]:
    """All notebooks of the assignments in `names` (assignment to notebook) that lie in `folder`.

    Known are nbgrader's layout, STUDENT/ASSIGNMENT/NOTEBOOK.ipynb, and, for one `assignment` that has to be named, a
    plain folder: STUDENT.ipynb or STUDENT/ANY.ipynb. Raises SubmissionsUnreadable.
    """
    plain = _plain_files(folder)
    found = [HandedIn(path.stem, assignment, folder, (path.name,)) for path in plain] if assignment is not None else []
    stray = {} if found else {path.stem: LOOSE for path in plain}
    students = find_students(folder) if not plain or any(path.is_dir() for path in entries(folder)) else []
    for student in students:
        mine = [name for name in names if not student.is_symlink() and (student / name).is_dir()]
        found += [_in_assignment(student, name, names[name]) for name in mine]
        if not mine and assignment is not None:
            found.append(_alone(student, assignment))
        elif student.is_symlink():
            stray[student.name] = LINK
        elif not mine and _plain_files(student):
            stray[student.name] = LOOSE
    if found:
        # Nobody may be left out: of what lies elsewhere at least that is said.
        seen = sorted({handed.assignment for handed in found})
        return _once(found + [HandedIn(who, name, folder, message=why) for who, why in stray.items() for name in seen])
    if LOOSE in stray.values():
        example = next(iter(names), "06-lab")
        raise SubmissionsUnreadable(
            f"{str(folder)!r} does not say which assignment its notebooks are",
            fix=f"name it, such as --assignment {example}",
        )
    raise SubmissionsUnreadable(
        f"{str(folder)!r} holds no notebook of an assignment of this course",
        fix="name the folder that holds STUDENT/ASSIGNMENT/NOTEBOOK.ipynb, or a folder of notebooks with --assignment",
    )


def _once(found: list[HandedIn]) -> list[HandedIn]:
    """One entry for each student and assignment: of two, nobody knows which is meant."""
    count = Counter(_key(item) for item in found)
    twice = {key: HandedIn(*key, item.folder, message=TWICE) for item in found if count[key := _key(item)] > 1}
    return [item for item in found if _key(item) not in twice] + list(twice.values())


def _key(item: HandedIn) -> tuple[str, str]:
    return item.student, item.assignment


def assignments_in(folder: Path) -> set[str]:
    """Names of the folders inside the students' folders: assignments, in nbgrader's layout; none in a plain folder.

    Raises SubmissionsUnreadable.
    """
    if _plain_files(folder) and not any(path.is_dir() for path in entries(folder)):
        return set()
    students = [student for student in find_students(folder) if not student.is_symlink()]
    return {path.name for student in students for path in entries(student) if path.is_dir()}


def _plain_files(folder: Path) -> list[Path]:
    try:
        return [path for path in entries(folder) if path.suffix == SUFFIX and not (path.is_dir() and path.exists())]
    except OSError as error:
        raise SubmissionsUnreadable(f"{str(folder)!r}: {error.strerror}", fix="check its permissions") from None


def _in_assignment(student: Path, assignment: str, name: str) -> HandedIn:
    if (student / assignment).is_symlink():
        return HandedIn(student.name, assignment, student, message=LINK)
    files = [path.name for path in _plain_files(student / assignment)]
    stamp = _timestamp(student, assignment)
    expected = name + SUFFIX
    if expected in files:
        return HandedIn(student.name, assignment, student, (assignment, expected), timestamp=stamp)
    if len(files) == 1:
        message = f"the notebook is called otherwise than {expected}"
        return HandedIn(student.name, assignment, student, (assignment, files[0]), message, stamp)
    why = f"{expected} was not handed in" if not files else f"{expected} is not among the notebooks in its folder"
    return HandedIn(student.name, assignment, student, message=why, timestamp=stamp)


def _alone(student: Path, assignment: str) -> HandedIn:
    if student.is_symlink():
        return HandedIn(student.name, assignment, student.parent, message=LINK)
    files = [path.name for path in _plain_files(student)]
    if len(files) == 1:
        return HandedIn(student.name, assignment, student, (files[0],))
    why = "no notebook was handed in" if not files else "several notebooks were handed in; leave one"
    return HandedIn(student.name, assignment, student, message=why)


def _timestamp(student: Path, assignment: str) -> str:
    """What nbgrader's exchange noted as the time of handing in; empty where it did not."""
    try:
        content = read_text_file(student, (assignment, "timestamp.txt"), 200)
    except Refused:
        return ""
    return content.decode("utf-8").strip() if content else ""


# --- reading ------------------------------------------------------------------------------------------------------


def read_notebook(handed: HandedIn) -> RawNotebook:
    """The cells of a notebook. Raises NotebookRefused."""
    if not handed.parts:
        raise NotebookRefused(handed.message)
    try:
        content = read_text_file(handed.folder, handed.parts, MAX_NOTEBOOK)
    except Refused as refused:
        hint = f"; {CLEAR}" if "bytes" in str(refused) and "NUL" not in str(refused) else ""
        raise NotebookRefused(f"the notebook {refused}{hint}") from None
    if content is None:
        raise NotebookRefused("the notebook was not handed in")
    return parse_notebook(content)


def parse_notebook(content: bytes) -> RawNotebook:
    """The cells in the text of a notebook, which is UTF-8. Raises NotebookRefused."""
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError, MemoryError):
        raise NotebookRefused(
            "the notebook is broken: its JSON cannot be read; open it in Jupyter and save it"
        ) from None
    version = data.get("nbformat") if isinstance(data, dict) else None
    if type(version) is not int:
        raise NotebookRefused("the file is no notebook; hand in the notebook that was given out")
    if version < 4:
        raise NotebookRefused(
            "the notebook is in an old format (before 4); open it in Jupyter, save it, hand it in again"
        )
    if version > 4:
        raise NotebookRefused("the notebook is in a newer format than 4; save it as version 4 and hand it in again")
    cells = data.get("cells")
    if not isinstance(cells, list) or len(cells) > MAX_CELLS:
        raise NotebookRefused("the notebook has no list of cells, or far too many; start again from what was given out")
    return RawNotebook(tuple(_cells(cells)), _kernel(data.get("metadata")))


def _cells(items: list[Any]) -> Iterator[RawCell]:
    for item in items:
        if not isinstance(item, dict):
            raise NotebookRefused("the notebook is broken: a cell is no cell; open it in Jupyter and save it")
        metadata = item.get("metadata")
        about = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        about = about if isinstance(about, dict) else {}
        schema = about.get("schema_version")
        yield RawCell(
            item.get("cell_type") == "code",
            _source(item.get("source")),
            _name(item.get("id")),
            _name(about.get("grade_id")),
            newer=type(schema) is int and schema > SCHEMA_VERSION,
        )


def _source(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        value = "".join(value)
    if not isinstance(value, str):
        raise NotebookRefused("the notebook is broken: a cell has no text; open it in Jupyter and save it")
    return value.replace("\r\n", "\n").replace("\r", "\n")


def _name(value: Any) -> str:
    return value if isinstance(value, str) and len(value) <= 100 else ""


def _kernel(metadata: Any) -> str:
    """Whether the notebook names a kernel of Python's, another, or none."""
    found = metadata if isinstance(metadata, dict) else {}
    spec, info = found.get("kernelspec"), found.get("language_info")
    words = [
        spec.get("language") if isinstance(spec, dict) else None,
        info.get("name") if isinstance(info, dict) else None,
    ]
    named = [word for word in words if isinstance(word, str)]
    if not named:
        return ""
    return "python" if all(word.lower() in ("python", "ipython") for word in named) else "other"
