"""`course list`: the exercises, how far each is, and what it takes."""

from __future__ import annotations

import itertools

import click

from grader.cli.student.here import here
from grader.cli.student.paper import Paper, paper
from grader.errors import UsageError
from grader.student.listing import Row, rows
from grader.student.pages import Line, Role, Span
from grader.student.state import Standing

WIDE = 60


@click.command("list")
@click.argument("text", nargs=-1)
def command(text: tuple[str, ...]) -> int:
    """List the exercises that TEXT occurs in, or all: the state of each, and its minutes.

    TEXT is looked for in names, titles, summaries, concepts and states; all words of it have to occur.
    The sign > marks the exercise you are on.

    Example: course list protocol
    """
    at = here()
    found = rows(at.course, at.state.read(), " ".join(text))
    if not found:
        raise UsageError(f"nothing fits {' '.join(text)!r}", fix="try fewer letters, or course list for all")
    page = paper()
    titles = {week.name: week.title for week in at.course.weeks}
    for week, group in itertools.groupby(found, key=lambda row: row.exercise.week):
        page.say(f"{week.partition('-')[0]}  {titles.get(week, '')}", Role.TITLE)
        for row in group:
            page.show(_lines(row, page))
    return 0


def _lines(row: Row, page: Paper) -> list[Line]:
    mark = ">" if row.is_current else " "
    sign = page.glyphs.good if row.is_done else page.glyphs.waits if row.record.standing is Standing.STARTED else " "
    role = Role.GOOD if row.is_done else Role.PLAIN
    state = row.record.standing.value
    spent = round(row.record.seconds / 60)
    minutes = f"{spent} of {row.exercise.minutes} min" if spent else f"{row.exercise.minutes} min"
    head = (
        Span(f"{mark} "),
        Span(sign, role),
        Span(f" {row.exercise.slug}", Role.TITLE if row.is_current else Role.PLAIN),
    )
    if page.width < WIDE:
        return [Line(head), Line((Span("      "), Span(state, role), Span(f", {minutes}")))]
    gap = " " * max(2, page.width - 29 - sum(len(span.text) for span in head))
    return [Line((*head, Span(gap), Span(state.ljust(13), role), Span(minutes.rjust(16))))]
