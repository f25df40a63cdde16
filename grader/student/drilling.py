"""Drills one at a time: which is next, and what its task says.

Knows what was passed before and the text of the exercise; running tests and showing text are others' business.
"""

from __future__ import annotations

import re

from grader.catalogue.course import Course
from grader.catalogue.layout import Layout
from grader.errors import UsageError
from grader.model import Exercise, Kind, Week
from grader.student.progress import Progress

_HEADING = re.compile(r"^## +(?:Task +(\d+)\b.*|.*)$", re.MULTILINE)


def drills_of(course: Course, week: str | None, progress: Progress) -> Exercise:
    """The drills of a week; without one, of the week being worked on, or else of the first that has any.

    Raises UsageError where there are none.
    """
    weeks = [course.week(week)] if week else _from_current(course, progress)
    found = [exercise for item in weeks for exercise in item.exercises if exercise.kind is Kind.DRILLS]
    if found:
        return found[0]
    where = weeks[0].name if week else "this course"
    raise UsageError(f"{where} has no drills", fix="name another week: course drill WEEK")


def _from_current(course: Course, progress: Progress) -> list[Week]:
    name = progress.current.partition("/")[0]
    return sorted(course.weeks, key=lambda week: week.name != name)  # stable: the other weeks stay in order


def remaining(exercise: Exercise, progress: Progress) -> tuple[int, ...]:
    """The numbers of the drills that have not passed yet, in order."""
    done = progress.drills.get(exercise.id, {})
    return tuple(task.number for task in exercise.tasks if task.number not in done)


def check_drill(exercise: Exercise, number: int) -> int:
    """The number, if there is such a drill. Raises UsageError."""
    numbers = [task.number for task in exercise.tasks]
    if number in numbers:
        return number
    message = f"{exercise.id} has no drill {number}"
    raise UsageError(
        message, fix=f"its drills are {min(numbers)} to {max(numbers)}" if numbers else "name another week"
    )


def task_text(layout: Layout, exercise: Exercise, number: int) -> str:
    """What the exercise's README says of one task, in Markdown and without the heading; empty where it says nothing."""
    try:
        text = layout.readme(exercise).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""
    headings = list(_HEADING.finditer(text))
    for place, heading in enumerate(headings):
        if heading.group(1) == str(number):
            end = headings[place + 1].start() if place + 1 < len(headings) else len(text)
            return text[heading.end() : end].strip()
    return ""
