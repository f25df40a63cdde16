"""What there is to do and how far it is: rows for `list`, weeks for `progress`, and what comes next.

Puts the course and the progress side by side; reads no file and shows nothing.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from grader.catalogue.course import Course
from grader.model import Exercise, Week
from grader.student.progress import Progress, Record, Standing

DONE = frozenset({Standing.PASSING, Standing.PASSED})


def short_name(exercise_id: str) -> str:
    """An id as people type it: "06/health-check" for "06-abcs/health-check"."""
    week, _, slug = exercise_id.partition("/")
    return f"{week.partition('-')[0]}/{slug}"


@dataclass(frozen=True)
class Row:
    """One exercise with what is known of it."""

    exercise: Exercise
    record: Record
    is_current: bool

    @property
    def is_done(self) -> bool:
        """Whether all its visible tests passed when they ran last."""
        return self.record.standing in DONE


@dataclass(frozen=True)
class WeekProgress:
    """How far a week is; minutes are whole, `spent` is an estimate from the times of runs on this machine."""

    week: Week
    done: int
    total: int
    minutes: int
    minutes_done: int
    """The estimate for the exercises that are done."""
    spent: int
    spent_on_done: int
    quiz_answered: int
    quiz_asked: int


def rows(course: Course, progress: Progress, search: str = "") -> tuple[Row, ...]:
    """All exercises in order, or those in which every word of `search` occurs.

    Looked at are "06/slug", the title, the summary, the concepts and the state; case does not matter.
    """
    words = search.casefold().split()
    found = (Row(item, progress.record(item.id), item.id == progress.current) for item in course.exercises)
    return tuple(row for row in found if all(word in _text(row) for word in words))


def _text(row: Row) -> str:
    item = row.exercise
    # Not the whole id: in the name of a week is what the whole week is about.
    parts = (short_name(item.id), item.title, item.summary, *item.concepts, row.record.standing)
    return " ".join(parts).casefold()


def by_week(course: Course, progress: Progress, asked: Mapping[str, int]) -> tuple[WeekProgress, ...]:
    """The progress of each week in order; `asked` says how many questions the quiz of a week has, if it has one."""
    found = []
    for week in course.weeks:
        items = [Row(item, progress.record(item.id), is_current=False) for item in week.exercises]
        done = [row for row in items if row.is_done]
        questions = asked.get(week.name, 0)
        quiz = progress.quizzes.get(week.name)
        found.append(
            WeekProgress(
                week,
                len(done),
                len(items),
                sum(row.exercise.minutes for row in items),
                sum(row.exercise.minutes for row in done),
                round(sum(row.record.seconds for row in items) / 60),
                round(sum(row.record.seconds for row in done) / 60),
                min(quiz.answered if quiz else 0, questions),
                questions,
            )
        )
    return tuple(found)


# --- what comes next ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """What `next` did: where it went, what it left, and what is unfinished before that; nothing happens silently."""

    exercise: Exercise | None
    """Where the student is now; None where everything is done."""
    progress: Progress
    left: Exercise | None = None
    """What was left unfinished, because the student said so."""
    stays: bool = False
    """Whether the current exercise is still to be done, and `exercise` is that one."""
    behind: tuple[Exercise, ...] = ()
    """Unfinished exercises before the one that comes now."""


def advance(course: Course, progress: Progress, *, on: dt.date, skip: bool = False) -> Step:
    """Go to the first unfinished exercise after the current one, by week and number; after the last, to the first.

    An exercise that does not pass is left only where `skip` says so.
    """
    order = course.exercises
    current = next((item for item in order if item.id == progress.current), None)
    if current is None:
        start = next((item for item in order if not _done(progress, item)), None)
        return _arrive(order, progress, start)
    unfinished = not _done(progress, current)
    if unfinished and not skip:
        return Step(current, progress, stays=True)
    after = progress.after_leaving(current.id, on=on)
    place = order.index(current)
    rest = [item for item in (*order[place + 1 :], *order[:place]) if not _done(after, item)]
    if not rest and unfinished:
        return Step(current, after, stays=True)
    step = _arrive(order, after, rest[0] if rest else None)
    return _leaving(step, current if unfinished else None)


def choose(course: Course, progress: Progress, exercise: Exercise, *, on: dt.date) -> Step:
    """Go to an exercise by name; what is left with all its tests passing counts as passed."""
    left = next((item for item in course.exercises if item.id == progress.current and item != exercise), None)
    after = progress.after_leaving(left.id, on=on) if left else progress
    step = _arrive(course.exercises, after, exercise)
    return _leaving(step, left if left and not _done(after, left) else None)


def _arrive(order: tuple[Exercise, ...], progress: Progress, exercise: Exercise | None) -> Step:
    if exercise is None:
        return Step(None, progress)
    before = order[: order.index(exercise)]
    return Step(
        exercise, progress.moved_to(exercise.id), behind=tuple(item for item in before if not _done(progress, item))
    )


def _leaving(step: Step, left: Exercise | None) -> Step:
    behind = tuple(item for item in step.behind if item != left)
    return dataclasses.replace(step, left=left, behind=behind)


def _done(progress: Progress, exercise: Exercise) -> bool:
    return progress.record(exercise.id).standing in DONE
