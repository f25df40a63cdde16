"""A notebook as the course has it, and its two forms as files: the instructor's and the students'.

Holds what a submission is later held against: only names of cells are ever taken from what students hand in. The files
are nbformat 4.5 with nbgrader's cell metadata, schema 3, written so that the same notebook is the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.model import Exercise
from grader.notebooks.lab import CellKind

SCHEMA_VERSION = 3
BEGIN_HIDDEN, END_HIDDEN = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
SVG = "image/svg+xml"
LOCKED = frozenset({CellKind.TEXT, CellKind.GIVEN, CellKind.CHECK})
MARKDOWN = frozenset({CellKind.TEXT, CellKind.PREDICTION})


@dataclass(frozen=True)
class BookCell:
    """One cell in both forms; `name` is its id and its nbgrader id, and stays from build to build."""

    kind: CellKind
    name: str
    source: str
    """What the instructor has."""
    released: str
    """What students get."""
    points: int = 0
    file: str = ""
    """For a solution: the file that it becomes when it is graded."""
    checks: tuple[str, ...] = ()
    """For a check: ids of the judge's checks that make its score; none: those of its task."""
    task: int = 0
    images: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def is_markdown(self) -> bool:
        """Whether it is prose."""
        return self.kind in MARKDOWN


@dataclass(frozen=True)
class Book:
    """A notebook of the course: `assignment` is nbgrader's folder, `name` the file without its suffix."""

    assignment: str
    name: str
    exercise: Exercise
    """What it is graded as."""
    cells: tuple[BookCell, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Files that lie beside it for students."""
    lab: bool = False

    def of(self, *kinds: CellKind) -> tuple[BookCell, ...]:
        """The cells of these kinds, in order."""
        return tuple(cell for cell in self.cells if cell.kind in kinds)

    @property
    def points(self) -> int:
        """What it is worth."""
        return sum(cell.points for cell in self.cells)


def hidden(shown: str, secret: str) -> str:
    """Source of a cell whose second part nbgrader takes away for students."""
    return f"{shown}\n{BEGIN_HIDDEN}\n{secret}\n{END_HIDDEN}"


def render(book: Book, *, release: bool) -> str:
    """The file of a notebook."""
    return dump([_cell(cell, release=release) for cell in book.cells])


def dump(cells: list[dict[str, Any]]) -> str:
    """The text of a notebook of these cells: the same for the same cells, whoever writes it."""
    notebook = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _cell(cell: BookCell, *, release: bool) -> dict[str, Any]:
    source = cell.released if release else cell.source
    metadata = nbgrader_metadata(cell)
    if release and metadata:
        metadata["checksum"] = checksum(cell, source)
    around: dict[str, Any] = {"nbgrader": metadata} if metadata else {}
    if release and metadata:
        around["deletable"] = False
    if release and cell.kind in LOCKED:
        around["editable"] = False
    return plain_cell(cell.name, source, around, markdown=cell.is_markdown, images=cell.images)


def plain_cell(
    name: str,
    source: str,
    metadata: Mapping[str, Any],
    *,
    markdown: bool,
    images: Mapping[str, bytes] | None = None,
) -> dict[str, Any]:
    """A cell as nbformat has it, without any output."""
    found: dict[str, Any] = {
        "cell_type": "markdown" if markdown else "code",
        "id": name,
        "metadata": dict(metadata),
        "source": source.splitlines(keepends=True),
    }
    if not markdown:
        found.update(execution_count=None, outputs=[])
    if images:
        found["attachments"] = {
            key: {SVG: base64.b64encode(content).decode("ascii")} for key, content in sorted(images.items())
        }
    return found


def nbgrader_metadata(cell: BookCell) -> dict[str, Any]:
    """What nbgrader has to know of a cell; nothing of cells that belong to the student."""
    if cell.kind in (CellKind.PREDICTION, CellKind.RUN):
        return {}
    graded = cell.kind is CellKind.CHECK
    found: dict[str, Any] = {
        "cell_type": "markdown" if cell.is_markdown else "code",
        "grade": graded,
        "grade_id": cell.name,
        "locked": cell.kind in LOCKED,
        "schema_version": SCHEMA_VERSION,
        "solution": cell.kind is CellKind.SOLUTION,
        "task": False,
    }
    if graded:
        found["points"] = cell.points
    return found


def checksum(cell: BookCell, source: str) -> str:
    """nbgrader's own digest of a cell, by which `nbgrader validate` sees on a student's machine what was changed."""
    graded, solution = cell.kind is CellKind.CHECK, cell.kind is CellKind.SOLUTION
    parts = [source, "markdown" if cell.is_markdown else "code", str(graded), str(solution)]
    parts += [str(cell.kind in LOCKED), cell.name]
    if graded:
        parts.append(str(float(cell.points)))
    return hashlib.md5("".join(parts).encode(), usedforsecurity=False).hexdigest()
