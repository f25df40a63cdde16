"""What is remembered of a student's way through the course, as frozen records and as JSON.

Knows neither files nor clocks: `state` keeps it on disk, and whoever changes something says when it happened.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

FORMAT = "quayside/progress/v1"
_FAMILY = "quayside/progress/v"

LONGEST_GAP = dt.timedelta(minutes=15)
"""Two runs further apart than this belong to two sittings."""
FIRST_MINUTES = dt.timedelta(minutes=2)
"""What the first run of a sitting counts for: nobody knows what came before it."""


class Standing(enum.StrEnum):
    """How far an exercise is."""

    NOT_STARTED = "not started"
    STARTED = "started"
    PASSING = "passing"
    """All visible tests passed in the last run."""
    PASSED = "passed"
    """The student moved on while they did."""


@dataclass(frozen=True)
class Record:
    """What is known of one exercise; `seconds` is an estimate, see `Progress.after_run`."""

    standing: Standing = Standing.NOT_STARTED
    attempts: int = 0
    """Runs up to the first in which all visible tests passed; runs of an untouched stub do not count."""
    seconds: int = 0
    passed_on: dt.date | None = None
    """The day on which it was first left with all visible tests passing; stays when a later run fails."""
    failing: tuple[str, ...] = ()
    """Names of the visible tests that did not pass in the last run, in the order of the file."""
    ran_at: dt.datetime | None = None
    """When its tests ran last."""
    hints: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    """Ladder to level to how often it was shown. A ladder is named by its task, "3", its second one "3.2"."""
    reviewed: tuple[dt.date, ...] = ()
    """Days on which it was solved again."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Keys that this version does not know, kept as they are."""

    @property
    def hints_used(self) -> int:
        """How many different hints were looked at."""
        return sum(len(levels) for levels in self.hints.values())

    def hint_level(self, ladder: str) -> int:
        """The highest level of a ladder that was looked at; 0 for none."""
        return max(self.hints.get(ladder, {}), default=0)


@dataclass(frozen=True)
class QuizRecord:
    """How far the quiz of a week is: questions answered, of how many, and when that changed last."""

    answered: int = 0
    asked: int = 0
    on: dt.date | None = None


@dataclass(frozen=True)
class Progress:
    """Everything that is remembered; exercises by `week/slug`, quizzes by week, drills by `week/slug` and task."""

    current: str = ""
    """The exercise being worked on."""
    exercises: Mapping[str, Record] = field(default_factory=dict)
    quizzes: Mapping[str, QuizRecord] = field(default_factory=dict)
    drills: Mapping[str, Mapping[int, dt.date]] = field(default_factory=dict)
    """Id of an exercise of drills to its tasks to the day on which each first passed."""
    last_run: dt.datetime | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    def record(self, exercise_id: str) -> Record:
        """What is known of an exercise; an empty record where nothing is."""
        return self.exercises.get(exercise_id, Record())

    def with_record(self, exercise_id: str, record: Record) -> Progress:
        """The same with another record of one exercise."""
        return dataclasses.replace(self, exercises={**self.exercises, exercise_id: record})

    def moved_to(self, exercise_id: str) -> Progress:
        """The same, working on another exercise."""
        return dataclasses.replace(self, current=exercise_id)

    def after_run(
        self, exercise_id: str, *, at: dt.datetime, passing: bool, started: bool, failing: Sequence[str]
    ) -> Progress:
        """What is known after a run of all visible tests of an exercise; `at` is aware of its time zone.

        `passing`: all passed. `started`: at least one test met something that is no longer the stub. `failing`: names
        of the tests that did not pass. The time since the run before counts as time spent on this exercise, up to
        LONGEST_GAP; after a longer gap the run counts for FIRST_MINUTES.
        """
        before = self.record(exercise_id)
        begun = started or passing or before.standing is not Standing.NOT_STARTED
        if passing:
            standing = Standing.PASSED if before.standing is Standing.PASSED else Standing.PASSING
        else:
            standing = Standing.STARTED if begun else Standing.NOT_STARTED
        counts = begun and not (passing and before.standing in {Standing.PASSING, Standing.PASSED})
        record = dataclasses.replace(
            before,
            standing=standing,
            attempts=before.attempts + counts,
            seconds=before.seconds + self._seconds_until(at),
            failing=() if passing else tuple(failing),
            ran_at=at.replace(microsecond=0),
        )
        moved = self.with_record(exercise_id, record)
        return dataclasses.replace(moved, last_run=max(at, self.last_run or at).replace(microsecond=0))

    def after_part(self, exercise_id: str, *, at: dt.datetime, started: bool) -> Progress:
        """What is known after a run of some of its tests: time was spent on it, and it may be started."""
        before = self.record(exercise_id)
        fresh = before.standing is Standing.NOT_STARTED and started
        standing = Standing.STARTED if fresh else before.standing
        record = dataclasses.replace(before, standing=standing, seconds=before.seconds + self._seconds_until(at))
        moved = self.with_record(exercise_id, record)
        return dataclasses.replace(moved, last_run=max(at, self.last_run or at).replace(microsecond=0))

    def _seconds_until(self, at: dt.datetime) -> int:
        gap = at - self.last_run if self.last_run else None
        if gap is None or gap > LONGEST_GAP:
            gap = FIRST_MINUTES
        # A clock that was set back gives no time, rather than taking some away.
        return max(0, round(gap.total_seconds()))

    def after_leaving(self, exercise_id: str, *, on: dt.date) -> Progress:
        """The exercise counts as passed if all its visible tests pass; otherwise nothing changes."""
        before = self.record(exercise_id)
        if before.standing is not Standing.PASSING:
            return self
        record = dataclasses.replace(before, standing=Standing.PASSED, passed_on=before.passed_on or on)
        return self.with_record(exercise_id, record)

    def after_hint(self, exercise_id: str, ladder: str, level: int) -> Progress:
        """One more look at a hint."""
        before = self.record(exercise_id)
        levels = before.hints.get(ladder, {})
        hints = {**before.hints, ladder: {**levels, level: levels.get(level, 0) + 1}}
        return self.with_record(exercise_id, dataclasses.replace(before, hints=hints))

    def after_reset(self, exercise_id: str) -> Progress:
        """The files are the stubs again: not started, while what was spent on it stays."""
        before = self.record(exercise_id)
        return self.with_record(exercise_id, dataclasses.replace(before, standing=Standing.NOT_STARTED, failing=()))

    def after_review(self, exercise_id: str, *, on: dt.date) -> Progress:
        """The exercise was solved again."""
        before = self.record(exercise_id)
        if on in before.reviewed:
            return self
        return self.with_record(exercise_id, dataclasses.replace(before, reviewed=(*before.reviewed, on)))

    def after_quiz(self, week: str, quiz: QuizRecord) -> Progress:
        """The answers of a quiz changed."""
        return dataclasses.replace(self, quizzes={**self.quizzes, week: quiz})

    def after_drill(self, exercise_id: str, task: int, *, on: dt.date) -> Progress:
        """One drill passed; the first day counts."""
        days = self.drills.get(exercise_id, {})
        if task in days:
            return self
        return dataclasses.replace(self, drills={**self.drills, exercise_id: {**days, task: on}})


# --- JSON ----------------------------------------------------------------------------------------------------------


class DamagedError(Exception):
    """The text is not what was written; says in a few words why not."""


class NewerError(Exception):
    """The text was written by a later version; `args[0]` is its format."""


def dump(progress: Progress) -> str:
    """JSON that is sorted and stable: the same progress is always the same text, for people and for git."""
    document = {
        **progress.extra,
        "format": FORMAT,
        "current": progress.current,
        "exercises": {name: _record_document(record) for name, record in progress.exercises.items()},
        "quizzes": {name: _without_empty(_plain(dataclasses.asdict(quiz))) for name, quiz in progress.quizzes.items()},
        "drills": {name: _by_number(days) for name, days in progress.drills.items()},
        "last_run": _plain(progress.last_run) or "",
    }
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def load(text: str) -> Progress:
    """What `dump` wrote. Raises DamagedError or NewerError."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DamagedError("it is not JSON") from error
    if not isinstance(document, dict) or not isinstance(document.get("format"), str):
        raise DamagedError("it does not say its format")
    if document["format"] != FORMAT:
        if document["format"].startswith(_FAMILY):
            raise NewerError(document["format"])
        raise DamagedError("it is of another format")
    try:
        return _progress(document)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise DamagedError("a value in it is of the wrong kind") from error


def _progress(document: dict[str, Any]) -> Progress:
    known = {"format", "current", "exercises", "quizzes", "drills", "last_run"}
    return Progress(
        current=_kind(document.get("current", ""), str),
        exercises={name: _record(table) for name, table in document.get("exercises", {}).items()},
        quizzes={name: _quiz(table) for name, table in document.get("quizzes", {}).items()},
        drills={name: _days(table) for name, table in document.get("drills", {}).items()},
        last_run=_moment(document.get("last_run")),
        extra={key: value for key, value in document.items() if key not in known},
    )


_RECORD_KEYS = frozenset({"state", "attempts", "minutes", "passed_on", "failing", "ran_at", "hints", "reviewed"})


def _record_document(record: Record) -> dict[str, Any]:
    document = {
        **record.extra,
        "state": record.standing.value,
        "attempts": record.attempts,
        "minutes": round(record.seconds / 60, 2),
        "passed_on": _plain(record.passed_on),
        "failing": list(record.failing),
        "ran_at": _plain(record.ran_at),
        "hints": {ladder: _by_number(levels) for ladder, levels in record.hints.items()},
        "reviewed": [day.isoformat() for day in record.reviewed],
    }
    return _without_empty(document)


def _record(table: dict[str, Any]) -> Record:
    return Record(
        standing=Standing(table.get("state", Standing.NOT_STARTED)),
        attempts=_count(table.get("attempts", 0)),
        seconds=round(60 * float(table.get("minutes", 0))),
        passed_on=_day(table.get("passed_on")),
        failing=tuple(_kind(name, str) for name in _kind(table.get("failing", []), list)),
        ran_at=_moment(table.get("ran_at")),
        hints={
            ladder: {int(level): _count(times) for level, times in levels.items()}
            for ladder, levels in table.get("hints", {}).items()
        },
        reviewed=tuple(dt.date.fromisoformat(day) for day in table.get("reviewed", [])),
        extra={key: value for key, value in table.items() if key not in _RECORD_KEYS},
    )


def _quiz(table: dict[str, Any]) -> QuizRecord:
    return QuizRecord(_count(table.get("answered", 0)), _count(table.get("asked", 0)), _day(table.get("on")))


def _days(table: dict[str, Any]) -> dict[int, dt.date]:
    return {int(task): dt.date.fromisoformat(day) for task, day in table.items()}


Value = TypeVar("Value")


def _kind(value: Any, kind: type[Value]) -> Value:
    if not isinstance(value, kind):
        raise TypeError(kind.__name__)
    return value


def _count(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise TypeError("a count")
    return value


def _day(value: Any) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _moment(value: Any) -> dt.datetime | None:
    if not value:
        return None
    moment = dt.datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment


def _plain(value: Any) -> Any:
    """The value with days and moments as text; moments in UTC, which says nothing of where somebody is."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _by_number(table: Mapping[int, Any]) -> dict[str, Any]:
    return {str(number): _plain(value) for number, value in table.items()}


def _without_empty(document: dict[str, Any]) -> dict[str, Any]:
    """Leave out what says nothing: the file is read by people too."""
    return {key: value for key, value in document.items() if value not in (None, 0, 0.0, [], {})}
