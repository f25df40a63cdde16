"""What watch mode shows: the page of the last run, how far the week and the course are, and the keys.

Pure functions from results to lines; knows neither terminals nor files.
"""

from __future__ import annotations

from dataclasses import dataclass

from grader.catalogue.course import Course
from grader.model import Exercise
from grader.student.listing import rows
from grader.student.pages import Line, Role, Span, Style, run_lines, wrapped
from grader.student.progress import Progress
from grader.student.results import TestRun

FEWEST_ROWS = 6
KEYS = (("n", "next"), ("h", "hint"), ("l", "list"), ("r", "reset"), ("c", "check all"), ("q", "quit"))


@dataclass(frozen=True)
class Bar:
    """How much of something is done."""

    name: str
    done: int
    total: int


def bars(course: Course, progress: Progress, exercise: Exercise) -> tuple[Bar, Bar]:
    """The week of the exercise, and the whole course, in exercises."""
    every = rows(course, progress)
    week = [row for row in every if row.exercise.week == exercise.week]
    name = f"week {exercise.week.partition('-')[0]}"
    return (
        Bar(name, sum(row.is_done for row in week), len(week)),
        Bar("course", sum(row.is_done for row in every), len(every)),
    )


def frame(
    exercise: Exercise,
    run: TestRun | None,
    shown: tuple[Bar, ...],
    style: Style,
    *,
    status: str = "",
    note: str = "",
    rows: int = 0,
) -> list[Line]:
    """All of the screen: page, bars, keys; `status` says what goes on, `note` answers the last key.

    It has `rows` lines at most, where the page has room for a failure at all; 0 is a screen without an end.
    """
    page = run_lines(run, exercise.title, style) if run is not None else [Line.of(exercise.title, Role.TITLE)]
    foot = [Line(), *(Line.of(text) for text in wrapped(note, style.width))] if note else []
    foot += [Line(), *bar_lines(shown, style), *key_lines(style)]
    foot.append(Line.of(status or "waiting for you to save", Role.LABEL))
    return [*(_fitted(page, rows - len(foot)) if rows else page), *foot]


def _fitted(page: list[Line], rows: int) -> list[Line]:
    """The beginning of a page, where the first failure is; what does not fit is counted, with where it can be seen."""
    rows = max(rows, FEWEST_ROWS)
    if len(page) <= rows:
        return page
    return [*page[: rows - 1], Line.of(f"{len(page) - rows + 1} lines more: course test", Role.LABEL)]


def bar_lines(shown: tuple[Bar, ...], style: Style) -> list[Line]:
    """The bars: side by side, or one below the other."""
    cells = 10 if style.is_narrow else 14
    pieces = [_bar(bar, cells, style) for bar in shown]
    together = sum(len(line.text) for line in pieces) + 4 * (len(pieces) - 1)
    if together > style.width:
        return pieces
    spans: list[Span] = []
    for at, piece in enumerate(pieces):
        spans += ([Span("    ")] if at else []) + list(piece.spans)
    return [Line(tuple(spans))]


def _bar(bar: Bar, cells: int, style: Style) -> Line:
    full = cells * bar.done // bar.total if bar.total else cells
    count = f" {bar.done} of {bar.total}"
    filled, empty = Span(style.glyphs.full * full, Role.GOOD), Span(style.glyphs.empty * (cells - full))
    return Line((Span(f"{bar.name} ", Role.LABEL), filled, empty, Span(count)))


def key_lines(style: Style) -> list[Line]:
    """The keys, as many in a line as fit."""
    lines: list[list[Span]] = [[]]
    used = 0
    for key, what in KEYS:
        need = len(key) + 1 + len(what) + (3 if lines[-1] else 0)
        if used + need > style.width and lines[-1]:
            lines.append([])
            used, need = 0, need - 3
        if lines[-1]:
            lines[-1].append(Span("   "))
        lines[-1] += [Span(key, Role.TITLE), Span(f" {what}")]
        used += need
    return [Line(tuple(spans)) for spans in lines]
