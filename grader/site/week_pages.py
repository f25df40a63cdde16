"""Pages of the weeks: what a week is about, its exercises as cards, and the lesson; and the list of all weeks."""

from __future__ import annotations

from dataclasses import dataclass

from grader.catalogue.course import Course
from grader.catalogue.quiz import load_quiz
from grader.model import Exercise, Week
from grader.site.links import Atlas, relative
from grader.site.rendering import render
from grader.site.sources import Source, polish

OVERVIEW = "weeks/index.md"
OWN_ANCHORS = frozenset({"week-outcomes", "week-exercises", "lesson"})
"""Anchors that a week's page has besides those of the lesson."""


@dataclass(frozen=True)
class Need:
    """A week that another one needs; without a link where it is not part of this course."""

    label: str
    link: str


def week_page(week: Week) -> str:
    """The page of a week."""
    return f"weeks/{week.name}/index.md"


def exercise_page(exercise: Exercise) -> str:
    """The page of an exercise."""
    return f"weeks/{exercise.id}/index.md"


def render_week(course: Course, week: Week, lesson: Source, lab_summary: str, atlas: Atlas) -> str:
    """The page of one week; `lab_summary` is empty where the week has no lab."""
    page = week_page(week)
    body = lesson.without_title()
    return render(
        "week.md.j2",
        week=week,
        description=week.outcomes[0] if week.outcomes else week.title,
        needs=[_need(course, number, page) for number in week.needs],
        exercises=[
            {"exercise": exercise, "link": relative(page, exercise_page(exercise), urls=True)}
            for exercise in week.exercises
        ],
        quiz=len(load_quiz(course.layout, week.name)),
        lab=lab_summary,
        lesson=polish(atlas.rewrite(body, page)),
    )


def render_overview(course: Course) -> str:
    """The list of all weeks."""
    return render(
        "weeks.md.j2",
        weeks=[{"week": week, "link": relative(OVERVIEW, week_page(week), urls=True)} for week in course.weeks],
        count=len(course.exercises),
        hours=round(sum(week.minutes for week in course.weeks) / 60),
    )


def _need(course: Course, number: int, page: str) -> Need:
    found = [week for week in course.weeks if week.number == number]
    label = f"week {number:02}"
    if not found:
        return Need(f"{label} (not here yet)", "")
    return Need(f"{label}, {found[0].title}", relative(page, week_page(found[0]), urls=True))
