"""Turns what a TOML file holds into the records of `model`; knows keys and their kinds, not files.

A document that satisfies its schema always passes. On a student's machine nothing is validated beforehand, so a value
of the wrong kind raises MalformedError here instead of TypeError somewhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar, cast

from grader.catalogue.findings import Document
from grader.model import Exercise, Kind, Ladder, Limits, OwnTests, Profile, Task, Week

Value = TypeVar("Value")
_REQUIRED: Any = object()


class MalformedError(Exception):
    """A key is missing or holds something of another kind; the loader turns this into a problem of the file."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(f"{key}: {message}")
        self.key = key
        self.message = message


def take(document: Document, key: str, kind: type[Value], default: Value = _REQUIRED) -> Value:
    """The value of a key, if it is of that kind; a whole number is good enough for a float."""
    value = document.get(key, default)
    if value is _REQUIRED:
        raise MalformedError(key, "is missing")
    if kind is float and type(value) is int:
        return cast("Value", float(value))
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise MalformedError(key, f"is not of the kind {kind.__name__}")
    return value


def take_texts(document: Document, key: str) -> tuple[str, ...]:
    """The texts in an array; none where the key is left out."""
    return tuple(_each(document, key, str))


def take_tables(document: Document, key: str) -> list[Document]:
    """The tables [[key]]; none where there are none."""
    return _each(document, key, dict)


def _each(document: Document, key: str, kind: type[Value]) -> list[Value]:
    items = take(document, key, list, [])
    if not all(type(item) is kind for item in items):
        raise MalformedError(key, f"holds something that is not of the kind {kind.__name__}")
    return items


def exercise_from(document: Document, week: str, slug: str, ladders: Sequence[Ladder] = ()) -> Exercise:
    """The exercise that a manifest describes."""
    browser = document.get("browser", False)
    files = take(document, "files", dict)
    types = take(document, "types", dict, {})
    style = take(document, "style", dict, {})
    return Exercise(
        week=week,
        slug=slug,
        number=take(document, "number", int),
        title=take(document, "title", str),
        summary=take(document, "summary", str),
        kind=_kind(document),
        minutes=take(document, "minutes", int),
        difficulty=take(document, "difficulty", int),
        tasks=tuple(_task(table) for table in take_tables(document, "task")),
        student_files=_student_files(files),
        optional_files=take_texts(files, "optional"),
        concepts=take_texts(document, "concepts"),
        uses=take_texts(document, "uses"),
        seeds=take_texts(document, "seeds"),
        corrections=take_texts(document, "corrections"),
        browser=browser is True,
        browser_reason=browser if isinstance(browser, str) else "",
        limits=_limits(take(document, "limits", dict, {})),
        ladders=tuple(ladders),
        own_tests=_own_tests(document),
        typed_files=take_texts(types, "files"),
        typed_points=take(types, "points", int, 0),
        typed_task=take(types, "task", int, 0),
        style_task=take(style, "task", int, 0),
        style_points=take(style, "points", int, 0),
        style_rules=take_texts(style, "rules"),
        fresh_process=take(document, "fresh_process", str, "exercise"),
        libraries=take_texts(document, "libraries"),
    )


def _kind(document: Document) -> Kind:
    try:
        return Kind(take(document, "kind", str))
    except ValueError:
        raise MalformedError("kind", "is not a kind of exercise") from None


def _student_files(files: Document) -> tuple[str, ...]:
    names = take_texts(files, "student")
    if not names:
        raise MalformedError("files.student", "names no file")
    return names


def _task(table: Document) -> Task:
    return Task(number=take(table, "number", int), title=take(table, "title", str))


def _limits(table: Document) -> Limits:
    default = Limits()
    try:
        profile = Profile(take(table, "profile", str, default.profile.value))
    except ValueError:
        raise MalformedError("limits.profile", "is not a profile") from None
    return Limits(
        answer_seconds=take(table, "answer_seconds", float, default.answer_seconds),
        load_seconds=take(table, "load_seconds", float, default.load_seconds),
        exercise_seconds=take(table, "exercise_seconds", float, default.exercise_seconds),
        memory_mb=take(table, "memory_mb", int, default.memory_mb),
        file_mb=take(table, "file_mb", int, default.file_mb),
        profile=profile,
    )


def _own_tests(document: Document) -> OwnTests | None:
    if "own_tests" not in document:
        return None
    table = take(document, "own_tests", dict)
    return OwnTests(
        file=take(table, "file", str),
        target=take(table, "target", str),
        task=take(table, "task", int),
        points=take(table, "points", int),
        minimum_tests=take(table, "minimum_tests", int, OwnTests.minimum_tests),
        coverage=take(table, "coverage", int, OwnTests.coverage),
        coverage_points=take(table, "coverage_points", int, OwnTests.coverage_points),
    )


def ladders_from(document: Document) -> tuple[Ladder, ...]:
    """The hints of an exercise, in the order of the file."""
    return tuple(
        Ladder(
            task=take(table, "task", int),
            checks=take_texts(table, "checks"),
            question=take(table, "question", str),
            tool=take(table, "tool", str),
            shape=take(table, "shape", str),
        )
        for table in take_tables(document, "ladder")
    )


def allowances_from(document: Document) -> dict[str, str]:
    """What an exercise may use although a later week introduces it, each with the reason."""
    table = take(document, "allow", dict, {})
    return {str(name): take(table, name, str) for name in table}


def week_from(document: Document, name: str, exercises: Sequence[Exercise]) -> Week:
    """The week that a manifest describes, its exercises in the order of their numbers."""
    return Week(
        name=name,
        number=take(document, "number", int),
        title=take(document, "title", str),
        needs=tuple(_each(document, "needs", int)),
        minutes=round(60 * take(document, "hours", float)),
        outcomes=take_texts(document, "outcomes"),
        exercises=tuple(sorted(exercises, key=lambda exercise: (exercise.number, exercise.slug))),
    )
