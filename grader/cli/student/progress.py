"""`course progress`: how far the student is, week by week; all of it comes from this machine and stays on it."""

from __future__ import annotations

import click

from grader.cli.student.here import complete_week, here
from grader.cli.student.paper import Paper, paper
from grader.student.listing import WeekProgress, by_week
from grader.student.pages import Line, Role, Span
from grader.student.quizzes import questions_asked

WIDE = 84


@click.command("progress")
@click.argument("week", required=False, shell_complete=complete_week)
def command(week: str | None) -> int:
    """Show how far you are, week by week, or in WEEK: exercises, quiz, minutes.

    Minutes spent are estimated from the times at which tests ran: breaks of more than a quarter of an hour do not
    count. They are kept in .quayside/progress.json on this machine, and nothing sends them anywhere.

    Example: course progress 06
    """
    at = here()
    page = paper()
    weeks = by_week(at.course, at.state.read(), questions_asked(at.course))
    chosen = [item for item in weeks if week is None or item.week == at.course.week(week)]
    for item in chosen:
        page.show(_lines(item, page))
    if len(chosen) > 1:
        page.show(_total(chosen, page))
    return 0


def _lines(item: WeekProgress, page: Paper) -> list[Line]:
    title = f"{item.week.name.partition('-')[0]}  {item.week.title}"
    return [Line.of(title, Role.TITLE), *_counts(item.done, item.total, _minutes(item), page), *_quiz(item)]


def _counts(done: int, total: int, minutes: str, page: Paper) -> list[Line]:
    share = done / total if total else 1.0
    bar = Span(page.bar(share, 12), Role.GOOD if share == 1 else Role.PLAIN)
    counted = f"  {done} of {total} exercises"
    if page.width < WIDE:  # the two stand side by side only where both fit, however many digits there are
        return [Line((Span("    "), bar, Span(counted))), Line.of(f"    {minutes}")]
    return [Line((Span("    "), bar, Span(counted.ljust(24)), Span(minutes)))]


def _minutes(item: WeekProgress) -> str:
    """Minutes spent, of the estimate; and how the two compare for what is done, once that says something."""
    return f"{item.spent} min spent, about {item.minutes} in all"


def _quiz(item: WeekProgress) -> list[Line]:
    if not item.quiz_asked:
        return []
    role = Role.GOOD if item.quiz_answered == item.quiz_asked else Role.PLAIN
    return [Line((Span("    quiz: "), Span(f"{item.quiz_answered} of {item.quiz_asked} answered", role)))]


def _total(items: list[WeekProgress], page: Paper) -> list[Line]:
    done, total = sum(item.done for item in items), sum(item.total for item in items)
    spent, minutes = sum(item.spent for item in items), sum(item.minutes for item in items)
    rest = minutes - sum(item.minutes_done for item in items)
    estimate = sum(item.minutes_done for item in items)
    taken = sum(item.spent_on_done for item in items)
    lines = [Line.of("all", Role.TITLE), *_counts(done, total, f"{spent} min spent, about {minutes} in all", page)]
    if estimate and taken:
        lines.append(Line.of(f"    done so far: {taken} min, estimated {estimate}"))
    if rest:
        lines.append(Line.of(f"    still to come: about {rest} min"))
    return lines
