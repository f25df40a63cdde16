"""The home page: what this is, for whom, how to start, and the weeks."""

from __future__ import annotations

from grader.catalogue.course import Course
from grader.model import Kind
from grader.site.links import relative
from grader.site.rendering import render
from grader.site.week_pages import week_page

PLANNED_WEEKS = 20


def render_home(course: Course) -> str:
    """The home page."""
    in_browser = [exercise for exercise in course.exercises if exercise.browser]
    drills = sum(len(exercise.tasks) for exercise in course.exercises if exercise.kind is Kind.DRILLS)
    return render(
        "home.md.j2",
        weeks=[{"week": week, "link": relative("index.md", week_page(week), urls=True)} for week in course.weeks],
        planned=max(PLANNED_WEEKS, len(course.weeks)),
        exercises=len(course.exercises),
        in_browser=len(in_browser),
        drills=drills,
        first=course.exercises[0] if course.exercises else None,
    )
