"""A failure page in the place of pytest's traceback: what pytest's terminal, its summaries and editors read.

Knows pytest's writers, and nothing of how a page comes about.
"""

from __future__ import annotations

from pathlib import Path

from _pytest._code.code import ReprFileLocation, TerminalRepr
from _pytest._io import TerminalWriter

from grader.student.pages import Line, failure_lines
from grader.student.results import TestOutcome

SAME = "the same: "
"""How the page of a test begins that failed for a reason that was shown already."""


class PageRepr(TerminalRepr):
    """A page where pytest has a traceback; `reprcrash` is what its summaries and editors read."""

    def __init__(self, outcome: TestOutcome, folder: Path, width: int, *, short: bool = False) -> None:
        failure = outcome.failure
        self.lines = failure_lines(failure, width, outcome=outcome) if failure is not None else []
        if short:
            self.lines = [Line.of(f"{SAME}{failure.message if failure else ''}")]
        path = str(folder / failure.file) if failure and failure.file else str(folder)
        self.reprcrash = ReprFileLocation(path, failure.line if failure else 0, one_line(outcome))

    def __str__(self) -> str:
        return as_text(self.lines)

    def toterminal(self, tw: TerminalWriter) -> None:
        """Write the page with pytest's own writer."""
        write_lines(tw, self.lines)


def one_line(outcome: TestOutcome) -> str:
    """A failure in one line, for pytest's short summary."""
    failure = outcome.failure
    if failure is None:
        return outcome.state.value
    if failure.got and failure.expected:
        return f"got {failure.got}, expected {failure.expected}"
    return failure.got or failure.message or outcome.state.value


def as_text(lines: list[Line]) -> str:
    """Lines of a page as plain text."""
    return "\n".join(line.text for line in lines)


def write_lines(writer: TerminalWriter, lines: list[Line]) -> None:
    """Lines of a page by pytest's writer, which knows about colour."""
    for line in lines:
        for span in line.spans:
            writer.write(span.text, **span.role.markup)
        writer.line()
