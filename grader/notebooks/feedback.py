"""What a student gets back: the notebook as given out, with the student's own solutions and what became of them.

Made from the course's copy, the text of the solution cells and the verdicts only, so that no hidden check and nothing
of what else stood in the submission can be in it. `nbgrader generate_feedback` makes pages of these notebooks.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader.course.store import write_atomically
from grader.model import CheckResult, ExerciseResult, Outcome, Verdict
from grader.notebooks.book import BookCell, checksum, dump, nbgrader_metadata, plain_cell
from grader.notebooks.grading import Marked
from grader.notebooks.lab import CellKind
from grader.reports.protocol import VERDICT_WORDS, place

SHOWN = 12
GONE = "# This cell was not in what you handed in."


def comments(marked: Marked) -> dict[str, str]:
    """A comment for each solution cell: notes on the notebook above the first, then the checks that did not pass."""
    solutions = marked.book.of(CellKind.SOLUTION)
    texts: dict[str, list[str]] = {cell.name: [] for cell in solutions}
    result = marked.result
    first = solutions[0].name
    if result.verdict is not Verdict.GRADED:
        said = f": {result.message}" if result.message else ""
        texts[first].append(f"{VERDICT_WORDS[result.verdict].capitalize()}{said}.")
    elif result.message:
        texts[first].append(f"{result.message}.")
    texts[first] += [f"Note: {note}." for note in marked.extracted.notes]
    if result.reply:
        texts[first].append(result.reply)
    if result.verdict is Verdict.GRADED:
        for check in result.checks:
            if check.outcome is not Outcome.PASSED:
                texts[_cell_of(check, marked)].append(_line(check))
    whole = result.verdict is Verdict.GRADED and result.points == result.max_points
    return {name: "\n".join(_kept(lines)) or ("Everything passed." if whole else "") for name, lines in texts.items()}


def _kept(lines: list[str]) -> list[str]:
    more = len(lines) - SHOWN
    return lines if more <= 0 else [*lines[:SHOWN], f"And {more} more."]


def _cell_of(check: CheckResult, marked: Marked) -> str:
    """The solution cell that a check is about: in a lab the last of its task, elsewhere the first of the exercise."""
    solutions = marked.book.of(CellKind.SOLUTION)
    own = marked.book.exercise.own_tests
    if own is not None and check.task == own.task:
        return next((cell.name for cell in solutions if cell.file == own.file), solutions[0].name)
    mine = [cell for cell in solutions if marked.book.lab and cell.task == check.task]
    return (mine or list(solutions[:1]))[-1].name


def _line(check: CheckResult) -> str:
    where = f" ({place(check)})" if check.file else ""
    return f"Not passed: {check.title.rstrip('.')}: {check.message}{where}"


def write_feedback(root: Path, marked: Marked) -> None:
    """Write the notebook that `nbgrader generate_feedback` reads, below `root`/autograded. Raises OutputUnwritable."""
    folder = root / "autograded" / marked.student / marked.book.assignment
    write_atomically(folder / f"{marked.book.name}.ipynb", dump(list(_cells(marked))))
    if marked.extracted.handed.timestamp:
        write_atomically(folder / "timestamp.txt", marked.extracted.handed.timestamp)


def _cells(marked: Marked) -> Iterator[dict[str, Any]]:
    for cell in marked.book.cells:
        source = cell.released
        if cell.kind is CellKind.SOLUTION:
            source = marked.extracted.sources.get(cell.name, GONE)
        metadata: dict[str, Any] = nbgrader_metadata(cell)
        if metadata:
            metadata = {"nbgrader": {**metadata, "checksum": checksum(cell, cell.released)}}
        yield plain_cell(cell.name, source, metadata, markdown=cell.is_markdown, images=cell.images)
        if cell.points:
            yield plain_cell(f"{cell.name}-result", _result(cell, marked.result), {}, markdown=True)


def _result(cell: BookCell, result: ExerciseResult) -> str:
    """What became of one check cell, check by check."""
    lines = []
    for check in result.checks:
        if check.id in cell.checks:
            passed = check.outcome is Outcome.PASSED
            said = "" if passed or not check.message else f": {check.message}"
            lines.append(f"- {check.points} of {check.max_points}: {check.title.rstrip('.')}{said}")
    return "\n".join(lines) or "- not graded"
