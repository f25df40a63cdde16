"""What to repeat today: about ten minutes of exercises that were passed, those first that were hard and long ago.

The rule is small on purpose. An exercise comes back after seven days; after three where a hint was used or more than
FEW_ATTEMPTS runs were needed; after one where it was harder still. Solving it again doubles the wait, up to sixty days.
What is due comes in the order of how overdue it is, measured in its own wait. Reads no clock and no file: the day and
the progress are given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from grader.model import Exercise, Kind
from grader.student.progress import Progress, Record, Standing

QUEUE_MINUTES = 10
EASY_DAYS, HARD_DAYS, HARDEST_DAYS, LONGEST_DAYS = 7, 3, 1, 60
FEW_ATTEMPTS, MANY_ATTEMPTS = 5, 12
MANY_HINTS = 3
AGAIN = 0.3
"""What solving something again takes, of the time it took first."""


@dataclass(frozen=True)
class Item:
    """One exercise to be solved again; `minutes` is what that may take."""

    exercise: Exercise
    days: int
    """Days since it was passed or solved again."""
    wait: int
    """After how many days it comes back."""
    minutes: int
    hints: int
    attempts: int
    task: int = 0
    """The task whose hints were used most, where to look twice; 0 for none."""

    @property
    def is_due(self) -> bool:
        """Whether it has waited long enough."""
        return self.days >= self.wait


def wait_days(record: Record) -> int:
    """After how many days an exercise comes back."""
    if record.hints_used >= MANY_HINTS or record.attempts > MANY_ATTEMPTS:
        first = HARDEST_DAYS
    elif record.hints_used or record.attempts > FEW_ATTEMPTS:
        first = HARD_DAYS
    else:
        first = EASY_DAYS
    return min(first << min(len(record.reviewed), 10), LONGEST_DAYS)


def candidates(exercises: Iterable[Exercise], progress: Progress, *, today: dt.date) -> tuple[Item, ...]:
    """All passed exercises, the most overdue first; the order of the course decides between equals."""
    items = [
        _item(exercise, progress.record(exercise.id), today)
        for exercise in exercises
        if exercise.kind is not Kind.QUIZ and _last_day(progress.record(exercise.id)) is not None
    ]
    return tuple(sorted(items, key=lambda item: -item.days / item.wait))


def queue(items: Iterable[Item], *, minutes: int = QUEUE_MINUTES) -> tuple[Item, ...]:
    """What is due and fits into the minutes; the first that is due always comes, however long it may take."""
    chosen: list[Item] = []
    for item in items:
        if item.is_due and (not chosen or sum(one.minutes for one in chosen) + item.minutes <= minutes):
            chosen.append(item)
    return tuple(chosen)


def next_due(items: Iterable[Item]) -> int | None:
    """In how many days the next exercise comes back; None where nothing was passed yet."""
    return min((max(0, item.wait - item.days) for item in items), default=None)


def _item(exercise: Exercise, record: Record, today: dt.date) -> Item:
    last = _last_day(record) or today
    took = min(record.seconds / 60, exercise.minutes) if record.seconds else exercise.minutes
    per_task: dict[int, int] = {}
    for ladder, levels in record.hints.items():
        number = int(ladder.partition(".")[0]) if ladder.partition(".")[0].isdecimal() else 0
        per_task[number] = per_task.get(number, 0) + len(levels)
    return Item(
        exercise,
        days=max(0, (today - last).days),
        wait=wait_days(record),
        minutes=max(2, round(took * AGAIN)),
        hints=record.hints_used,
        attempts=record.attempts,
        task=max(per_task, key=lambda number: (per_task[number], -number), default=0),
    )


def _last_day(record: Record) -> dt.date | None:
    """The day from which the wait counts; None where it is not passed now."""
    if record.standing not in {Standing.PASSING, Standing.PASSED}:
        return None
    ran = record.ran_at.astimezone().date() if record.ran_at and record.standing is Standing.PASSING else None
    return max((day for day in (*record.reviewed, record.passed_on or ran) if day is not None), default=None)
