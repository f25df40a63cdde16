"""Reads `lab.md`, the one source of a lab: prose with marked blocks of code, readable in review.

    ```python                                  given: runs in the notebook, and stands beside what is graded
    ```python run                              run by the student; no part of what is graded
    ```python solution id=NAME                 the student writes what stands between BEGIN SOLUTION and END SOLUTION
    ```python check id=NAME points=2 visible   asserts; without `visible` students see its first line, a comment, only

A paragraph `> Predict: ...` gets a cell to write the guess into. Knows nothing of notebooks' JSON or of grading, and
runs nothing of what it reads.
"""

from __future__ import annotations

import ast
import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from grader.catalogue.layout import Layout
from grader.errors import CourseError, Problem
from grader.model import Task

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
PROMPT = "# Write your code here."
PREDICTION = "**Your prediction** (double-click here, and write before you run the next cell):\n\n"
SHORTEST, LONGEST = 45, 90
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PART = re.compile(r"Part (\d+): *")
MAX_NAME = 40


class CellKind(enum.StrEnum):
    """What a cell of a notebook is for."""

    TEXT = "text"
    PREDICTION = "prediction"
    GIVEN = "given"
    RUN = "run"
    SOLUTION = "solution"
    CHECK = "check"


@dataclass(frozen=True)
class LabCell:
    """One cell: its source as the author wrote it, the line of `lab.md` it begins on, and the task it belongs to."""

    kind: CellKind
    name: str
    source: str
    line: int
    task: int = 0
    points: int = 0
    visible: bool = False

    @property
    def title(self) -> str:
        """The sentence that students see of a check: its first line, a comment."""
        return self.source.partition("\n")[0].lstrip("# ").strip()


@dataclass(frozen=True)
class Lab:
    """A lab as it was read; `file` is where, from the root of the course."""

    week: str
    file: str
    title: str
    minutes: int
    cells: tuple[LabCell, ...]
    tasks: tuple[Task, ...]

    def of(self, *kinds: CellKind) -> tuple[LabCell, ...]:
        """The cells of these kinds, in order."""
        return tuple(cell for cell in self.cells if cell.kind in kinds)


def read_lab(layout: Layout, week: str) -> Lab:
    """The lab of a week. Raises CourseError with all its problems at once."""
    path = layout.lab(week)
    return parse_lab(_text(path, layout.relative(path)), week, layout.relative(path))


def _text(path: Path, file: str) -> str:
    try:
        return path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise CourseError([Problem(file, "", "is not UTF-8", "save it as UTF-8")]) from error


def parse_lab(text: str, week: str, file: str) -> Lab:
    """The lab in a text. Raises CourseError with all its problems at once."""
    reader = _Reader(file)
    lines = text.split("\n")
    start = reader.front_matter(lines)
    reader.body(lines, start)
    reader.finish()
    if reader.problems:
        raise CourseError(sorted(reader.problems, key=lambda problem: int(problem.key.removeprefix("line ") or 0)))
    numbers = sorted({cell.task for cell in reader.cells if cell.kind is CellKind.CHECK})
    tasks = tuple(Task(number, reader.headings[number]) for number in numbers)
    minutes = int(reader.facts["minutes"])
    return Lab(week, file, reader.facts["title"], minutes, tuple(reader.cells), tasks)


def released(source: str) -> str:
    """A solution cell as students get it: a prompt where the solution stands."""
    kept: list[str] = []
    inside = False
    for line in source.split("\n"):
        if line.strip() == BEGIN:
            inside = True
            kept.append(line.partition("#")[0] + PROMPT)
        elif line.strip() == END:
            inside = False
        elif not inside:
            kept.append(line)
    return "\n".join(kept)


@dataclass
class _Reader:
    """Goes through the lines once; keeps cells and problems."""

    file: str
    cells: list[LabCell] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    headings: dict[int, str] = field(default_factory=dict)
    task: int = 0
    section: str = "start"
    count: int = 0

    def wrong(self, line: int, message: str, fix: str) -> None:
        """Note a problem of the lab."""
        self.problems.append(Problem(self.file, f"line {line}", message, fix))

    def front_matter(self, lines: list[str]) -> int:
        """Read title, minutes and points between two lines `---`; gives the index of the line after them."""
        end = lines.index("---", 1) if lines[0] == "---" and "---" in lines[1:] else 0
        for line in lines[1:end]:
            key, _, value = line.partition(":")
            self.facts[key.strip()] = value.strip().strip('"')
        for key in ("title", "minutes", "points"):
            if not self.facts.get(key) or (key != "title" and not self.facts[key].isdecimal()):
                self.wrong(1, f"{key} is missing", f"write `{key}: ...` between two lines `---` at the top")
                self.facts[key] = "0"
        if not self.problems and not SHORTEST <= int(self.facts["minutes"]) <= LONGEST:
            self.wrong(1, f"a lab of {self.facts['minutes']} minutes", f"plan {SHORTEST} to {LONGEST} minutes")
        return end + 1 if end else 0

    def body(self, lines: list[str], start: int) -> None:
        """Cut what follows into prose and blocks of code."""
        prose: list[str] = []
        prose_from = start + 1
        index = start
        while index < len(lines):
            line = lines[index]
            if line.startswith("```python"):
                self.prose(prose, prose_from)
                end = next((at for at in range(index + 1, len(lines)) if lines[at] == "```"), len(lines))
                if end == len(lines):
                    self.wrong(index + 1, "the block has no end", "close it with a line ```")
                self.block(line.removeprefix("```python").split(), "\n".join(lines[index + 1 : end]), index + 1)
                prose, prose_from, index = [], end + 2, end + 1
                continue
            if line.startswith("## "):
                self.prose(prose, prose_from)
                prose, prose_from = [], index + 1
                self.heading(line.removeprefix("## ").strip())
            prose.append(line)
            index += 1
        self.prose(prose, prose_from)

    def heading(self, text: str) -> None:
        """A section begins; its checks are one task."""
        part = _PART.match(text)
        self.task = int(part[1]) if part else max(self.headings, default=0) + 1
        self.headings[self.task] = text[part.end() :] if part else text
        self.section = f"part-{self.task}" if part else re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:24]
        self.count = 0

    def prose(self, lines: list[str], line: int) -> None:
        """One cell of text, and one for the guess where it ends with something to predict."""
        text = "\n".join(lines).strip("\n")
        if not text.strip():
            return
        name = self.next_name()
        self.cells.append(LabCell(CellKind.TEXT, name, text, line, self.task))
        if text.rpartition("\n\n")[2].startswith("> Predict:"):
            self.cells.append(LabCell(CellKind.PREDICTION, f"{name}-prediction", PREDICTION, line, self.task))

    def next_name(self) -> str:
        """A name for a cell that the author did not name: it changes only where cells of its section come or go."""
        self.count += 1
        return f"{self.section}-{self.count}"

    def block(self, words: list[str], source: str, line: int) -> None:
        """One cell of code."""
        kind = CellKind(words[0]) if words and words[0] in ("run", "solution", "check") else CellKind.GIVEN
        marks = dict(word.partition("=")[::2] for word in (words if kind is CellKind.GIVEN else words[1:]))
        allowed = {CellKind.SOLUTION: {"id"}, CellKind.CHECK: {"id", "points", "visible"}}.get(kind, set())
        if set(marks) - allowed:
            self.wrong(line, f"{min(set(marks) - allowed)!r} means nothing here", "see docs/notebooks.md")
        name = marks.get("id", "") if allowed else self.next_name()
        if allowed and (not _NAME.fullmatch(name) or len(name) > MAX_NAME):
            self.wrong(line, f"a {kind} block has no id that can be used", "give it one in kebab-case, `id=my-name`")
        points = marks.get("points", "0")
        if kind is CellKind.CHECK and (not points.isdecimal() or int(points) < 1):
            self.wrong(line, "the check has no points", "write `points=1`, or more")
        cell = LabCell(
            kind, name, source, line, self.task, int(points) if points.isdecimal() else 0, visible="visible" in marks
        )
        self.cells.append(cell)
        self._inspect(cell)

    def _inspect(self, cell: LabCell) -> None:
        if cell.kind is CellKind.CHECK and not cell.source.startswith("# "):
            self.wrong(cell.line, "the check says nothing to students", "begin it with a comment of one sentence")
        if cell.kind in (CellKind.CHECK, CellKind.SOLUTION) and not self.task:
            self.wrong(cell.line, "the block stands above the first heading", "put it below a heading `## Part 1: ...`")
        if cell.kind is CellKind.SOLUTION and not self._well_marked(cell):
            self.wrong(cell.line, "the solution is not marked", f"put it between {BEGIN} and {END}")
            return
        self._compile(cell, cell.source, "the block does not compile")
        if cell.kind is CellKind.CHECK:
            self._rewrite(cell)
        if cell.kind is CellKind.SOLUTION:
            self._compile(cell, released(cell.source), "what is left without the solution does not compile")

    @staticmethod
    def _well_marked(cell: LabCell) -> bool:
        marks = [line.strip() for line in cell.source.split("\n") if line.strip() in (BEGIN, END)]
        return bool(marks) and marks == [BEGIN, END] * (len(marks) // 2)

    def _compile(self, cell: LabCell, source: str, what: str) -> None:
        try:
            compile(source, self.file, "exec", dont_inherit=True)
        except SyntaxError as error:
            self.wrong(cell.line + (error.lineno or 0), f"{what}: {error.msg}", "mend it, or give the body a docstring")
        except ValueError as error:  # NUL characters, before Python 3.12
            self.wrong(cell.line, f"{what}: {error}", "take them out")

    def _rewrite(self, cell: LabCell) -> None:
        """A check is taken apart and written anew for grading; some f-strings of Python 3.11 cannot be."""
        try:
            ast.unparse(ast.parse(cell.source))
        except SyntaxError:
            return  # said already
        except (ValueError, RecursionError):
            self.wrong(cell.line, "the check cannot be taken apart", "leave backslashes and quotes out of f-strings")

    def finish(self) -> None:
        """What can be seen only at the end: the sum of the points, names that occur twice, and what is not there."""
        checks = [cell for cell in self.cells if cell.kind is CellKind.CHECK]
        found = sum(cell.points for cell in checks)
        if found != int(self.facts["points"]):
            self.wrong(1, f"the checks are worth {found} points", f"write `points: {found}` at the top")
        if not checks:
            self.wrong(1, "the lab has no check", "write a block ```python check id=... points=1")
        for cell in self._twice():
            self.wrong(cell.line, f"the id {cell.name!r} is taken", "give it another one")

    def _twice(self) -> Iterator[LabCell]:
        seen: set[str] = set()
        for cell in self.cells:
            if cell.name in seen:
                yield cell
            seen.add(cell.name)
