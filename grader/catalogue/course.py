"""A course that has been read: its weeks and exercises, and how people name them.

Reads nothing itself; `load` makes it.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.catalogue.layout import Layout
from grader.errors import UsageError
from grader.model import Exercise, Week


@dataclass(frozen=True)
class Course:
    """All weeks of a course in order."""

    root: Path
    weeks: tuple[Week, ...]
    allowances: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Id of an exercise to what it may use although a later week introduces it, each with the reason."""

    @property
    def layout(self) -> Layout:
        """Where the files of this course lie."""
        return Layout(self.root)

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """All exercises, week by week, in the order of their numbers."""
        return tuple(exercise for week in self.weeks for exercise in week.exercises)

    def week(self, text: str) -> Week:
        """The week named by its number ("6", "06"), its folder, or the beginning of its folder's name."""
        wanted = _cleaned(text)
        found = [week for week in self.weeks if week.name == wanted or _is_number(wanted, week.number)]
        if not found and wanted and not wanted.isdecimal():  # "1" is week 1, never the beginning of week 10
            found = [week for week in self.weeks if week.name.startswith(wanted)]
        if len(found) == 1:
            return found[0]
        names = [week.name for week in found or self.weeks]
        raise _unknown("week", text, names, several=bool(found))

    def exercise(self, text: str) -> Exercise:
        """The one exercise that `text` names; raises UsageError if it names none or several."""
        found = self.find(text)
        if len(found) == 1:
            return found[0]
        raise _unknown("exercise", text, [exercise.id for exercise in found], several=True)

    def find(self, text: str) -> tuple[Exercise, ...]:
        """All exercises that `text` names: those of a week, or one.

        "06" and "06-abcs" name a week; "06/health-check-framework", "06/health", "health-check-framework" and
        "health" name an exercise, as long as no other begins like that. A path from the root is good as well.
        """
        week_text, slash, slug = _cleaned(text).partition("/")
        if slash:
            return (_pick(self.week(week_text).exercises, slug, text),)
        if week_text[:1].isdigit():
            return self.week(week_text).exercises
        return (_pick(self.exercises, week_text, text),)


def _cleaned(text: str) -> str:
    return text.strip().replace("\\", "/").removeprefix("./").removeprefix("weeks/").rstrip("/")


def _is_number(text: str, number: int) -> bool:
    return text.isascii() and text.isdecimal() and int(text) == number


def _pick(exercises: tuple[Exercise, ...], slug: str, text: str) -> Exercise:
    found = [exercise for exercise in exercises if exercise.slug == slug]
    found = found or [exercise for exercise in exercises if slug and exercise.slug.startswith(slug)]
    if len(found) == 1:
        return found[0]
    raise _unknown("exercise", text, [exercise.id for exercise in found or exercises], several=bool(found))


def _unknown(what: str, text: str, names: list[str], *, several: bool) -> UsageError:
    if several:
        return UsageError(f"{text!r} names more than one {what}", fix=f"name one of {', '.join(names)}")
    slugs = {name.rpartition("/")[2]: name for name in names}
    near = difflib.get_close_matches(_cleaned(text).rpartition("/")[2], slugs, n=1)
    plain = f"the names are those of the folders in weeks/, such as {_some(names)}"
    fix = f"did you mean {slugs[near[0]]}?" if near else plain
    return UsageError(f"there is no {what} called {text!r}", fix=fix)


def _some(names: list[str]) -> str:
    return ", ".join(names[:3]) if names else "01-first-week"
