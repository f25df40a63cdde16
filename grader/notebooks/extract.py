"""Turns a notebook that was handed in into the files of a submission, held against the course's own copy of it.

Only the solution cells of the course's copy are looked for, by the names that they were given out with; points, checks
and everything else come from the copy. Whatever is odd is said in one sentence of ours, which quotes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from grader.notebooks.book import Book, BookCell
from grader.notebooks.exercise_book import WRITEFILE
from grader.notebooks.lab import PROMPT, CellKind
from grader.notebooks.magics import Dropped, without_magics
from grader.notebooks.submitted import HandedIn, NotebookRefused, RawCell, RawNotebook, read_notebook

MAX_SOURCE = 250_000
ALL_IN_ONE = 12
"""Notes of one notebook that are kept; more say the same again."""
_INPUT = re.compile(r"(?<![\w.])input\(")
_SHELL = re.compile(r"(?<![\w.])get_ipython\(")
_DISPLAY = re.compile(r"(?<![\w.])display\(")


@dataclass(frozen=True)
class Place:
    """Where a file's lines stand in the notebook: the cell, and how many of its lines come before the file's first."""

    cell: str
    offset: int = 0


@dataclass(frozen=True)
class Extracted:
    """What a notebook holds for the judge."""

    handed: HandedIn
    book: Book
    files: dict[str, bytes] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    """Text of the solution cells by name, as they were handed in."""
    notes: tuple[str, ...] = ()
    refusal: str = ""
    """Why nothing of it can be graded; empty where something can."""


def extract(handed: HandedIn, book: Book) -> Extracted:
    """Read one notebook and take the solution cells of `book` out of it; never raises for what it holds."""
    try:
        raw = read_notebook(handed)
        return _Extraction(handed, book, raw).result()
    except NotebookRefused as refused:
        return Extracted(handed, book, refusal=str(refused))


class _Extraction:
    """One notebook on its way."""

    def __init__(self, handed: HandedIn, book: Book, raw: RawNotebook) -> None:
        self.handed, self.book, self.raw = handed, book, raw
        self.own = {cell.name: cell for cell in book.cells}
        self.notes: list[str] = [handed.message] if handed.message else []

    def result(self) -> Extracted:
        """Everything that was found."""
        self._about_the_notebook()
        files: dict[str, bytes] = {}
        places: dict[str, Place] = {}
        sources: dict[str, str] = {}
        order: list[int] = []
        for cell in self.book.of(CellKind.SOLUTION):
            found = self._find(cell)
            if found is None:
                continue
            order.append(found)
            source = self.raw.cells[found].source
            sources[cell.name] = source
            places[cell.file] = Place(cell.name)
            if self.book.lab and _same(source, cell.released):
                continue  # as it was given out: the task is not started
            text, places[cell.file] = self._python(cell, source)
            files[cell.file] = self._encoded(cell, text)
        if order != sorted(order):
            self.notes.append("the solution cells stand in another order; they are graded in the order given out")
        self._about_other_cells(set(order))
        return Extracted(self.handed, self.book, files, places, sources, tuple(self.notes[:ALL_IN_ONE]))

    # --- finding a cell -----------------------------------------------------------------------------------------

    def _find(self, cell: BookCell) -> int | None:
        """Index of the cell that counts as `cell`, or None; notes what is odd about it."""
        named = [index for index, raw in enumerate(self.raw.cells) if cell.name in (raw.grade_id, raw.id)]
        code = [index for index in named if self.raw.cells[index].is_code]
        if named and not code:
            self.notes.append(f"cell {cell.name} is no code cell any more, so it does not count; make it one again")
            return None
        # A cell that was given out under another name stays that cell, whatever name is written on it.
        rightful = [index for index in code if not self._is_another(self.raw.cells[index], cell)]
        if len(rightful) < len(code):
            self.notes.append(f"the name of cell {cell.name} was put on another cell, which does not count for it")
        if not rightful:
            self.notes.append(
                f"cell {cell.name} is missing: it was deleted, or its metadata were; its task has no code"
            )
            return None
        if len({self.raw.cells[index].source for index in rightful}) > 1:
            self.notes.append(f"cell {cell.name} is there {len(rightful)} times; the last one counts")
        chosen = rightful[-1]
        if self.raw.cells[chosen].newer:
            self.notes.append(f"cell {cell.name} has metadata of a newer nbgrader; only its name was read")
        elif not self.raw.cells[chosen].grade_id:
            self.notes.append(f"cell {cell.name} has lost its nbgrader metadata; it was known by its id")
        return chosen

    def _is_another(self, raw: RawCell, cell: BookCell) -> bool:
        return raw.id != cell.name and raw.id in self.own

    # --- its text -----------------------------------------------------------------------------------------------

    def _python(self, cell: BookCell, source: str) -> tuple[str, Place]:
        """The file that a cell's text is, and where its lines stand."""
        offset = 0
        if not self.book.lab:
            # The line that writes the file is ours; what stands below it is the file.
            lines = source.split("\n")
            first = next((number for number, line in enumerate(lines) if line.strip()), 0)
            if lines[first].split() == [WRITEFILE, cell.file]:
                offset = first + 1
                source = "\n".join(lines[offset:])
            if source.rstrip().endswith("\n" + PROMPT):
                source = source.rstrip().removesuffix(PROMPT)  # nbgrader puts its prompt where the reference stood
        text, dropped = without_magics(source)
        self._about_magics(cell, dropped, offset)
        for pattern, what in (
            (_INPUT, "calls input(); nobody answers while it is graded"),
            (_SHELL, "calls get_ipython(), which is not there when it is graded"),
        ):
            if pattern.search(text):
                self.notes.append(f"cell {cell.name} {what}")
        if not self.book.lab and _DISPLAY.search(text):
            self.notes.append(f"cell {cell.name} calls display(), which is not there when it is graded; print instead")
        return text.rstrip("\n") + "\n", Place(cell.name, offset)

    def _about_magics(self, cell: BookCell, dropped: tuple[Dropped, ...], offset: int) -> None:
        if dropped:
            where = f"line {dropped[0].line + offset}"
            more = f" and {len(dropped) - 1} more" if len(dropped) > 1 else ""
            self.notes.append(f"cell {cell.name}, {where}{more}: {dropped[0].what} was left out; it is no Python")

    def _encoded(self, cell: BookCell, text: str) -> bytes:
        try:
            content = text.encode("utf-8")
        except UnicodeEncodeError:
            raise NotebookRefused(f"cell {cell.name} holds characters that are no text; write them again") from None
        if len(content) > MAX_SOURCE or b"\0" in content:
            raise NotebookRefused(f"cell {cell.name} is far too long, or holds what is no text; write it again")
        return content

    # --- what else there is -------------------------------------------------------------------------------------

    def _about_the_notebook(self) -> None:
        if not self.raw.kernel:
            self.notes.append("the notebook names no kernel; it was read as Python")
        elif self.raw.kernel == "other":
            self.notes.append("the notebook names a kernel of another language; it was read as Python")

    def _about_other_cells(self, used: set[int]) -> None:
        """Say which locked cells were changed, and whether code stands where it does not count."""
        changed = list(self._changed())
        if changed:
            names = ", ".join(changed[:3]) + (" and more" if len(changed) > 3 else "")
            self.notes.append(f"changed cells that are not yours were not used: {names}")
        given = {"\n".join(_bare(cell.released)) for cell in self.book.cells}
        extra = [
            index
            for index, raw in enumerate(self.raw.cells)
            if raw.is_code
            and index not in used
            and not {raw.id, raw.grade_id} & set(self.own)
            and "\n".join(_bare(raw.source)) not in ("", *given)
        ]
        if extra:
            count = "a cell" if len(extra) == 1 else f"{len(extra)} cells"
            self.notes.append(f"{count} of your own with code did not count; solutions belong into the solution cells")

    def _changed(self) -> Iterator[str]:
        for cell in self.book.of(CellKind.GIVEN, CellKind.CHECK):
            sources = [raw.source for raw in self.raw.cells if cell.name in (raw.id, raw.grade_id)]
            if sources and not any(_same(source, cell.released) for source in sources):
                yield cell.name


def _same(source: str, given: str) -> bool:
    """Whether a text is what was given out, but for white space at the ends and the prompt, which nbgrader may drop."""
    return _bare(source) == _bare(given)


def _bare(source: str) -> list[str]:
    lines = [line.rstrip() for line in source.split("\n")]
    return [line for line in lines if line and line.strip() != PROMPT]
