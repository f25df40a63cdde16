"""The glossary: every concept that a manifest names, what it means, where it is taught and where it is used.

Meanings are written by hand in `docs/glossary.toml`; the rest comes from the manifests.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.catalogue.course import Course
from grader.errors import CourseError, Problem
from grader.model import Exercise
from grader.site.links import Atlas, relative
from grader.site.rendering import anchor, render
from grader.site.sources import Source
from grader.site.week_pages import exercise_page

GLOSSARY = "glossary/index.md"


@dataclass(frozen=True)
class Entry:
    """A concept: its meaning, empty where nobody wrote one, and exercises that teach and use it, with links."""

    name: str
    anchor: str
    meaning: str
    taught: tuple[tuple[str, str], ...]
    used: tuple[tuple[str, str], ...]


def load_meanings(path: Path, shown: str) -> Mapping[str, str]:
    """Name of a concept or a term to its meaning; none where the file is not there. Raises CourseError."""
    if not path.is_file():
        return {}
    try:
        return {str(name): str(text) for name, text in tomllib.loads(path.read_text(encoding="utf-8")).items()}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        problem = Problem(shown, "", f"cannot be read: {error}", 'write lines such as protocol = "..."')
        raise CourseError([problem]) from None


def render_glossary(course: Course, meanings: Mapping[str, str], atlas: Atlas, shown: str) -> str:
    """The page; `shown` names the file that the meanings come from."""
    taught: dict[str, list[Exercise]] = defaultdict(list)
    used: dict[str, list[Exercise]] = defaultdict(list)
    for exercise in course.exercises:
        for name in exercise.concepts:
            taught[name].append(exercise)
        for name in exercise.uses:
            used[name].append(exercise)
    entries = [
        Entry(
            name,
            anchor(name),
            atlas.rewrite(Source(shown, meanings.get(name, "")), GLOSSARY, urls=True),
            _links(taught[name]),
            _links(used[name]),
        )
        for name in sorted({*taught, *used, *meanings}, key=str.casefold)
    ]
    return render("glossary.md.j2", entries=entries)


def without_meaning(course: Course, meanings: Mapping[str, str]) -> tuple[str, ...]:
    """Concepts that an exercise teaches and that nobody has explained yet, sorted."""
    return tuple(sorted({name for exercise in course.exercises for name in exercise.concepts} - set(meanings)))


def _links(exercises: list[Exercise]) -> tuple[tuple[str, str], ...]:
    return tuple((item.title, relative(GLOSSARY, exercise_page(item), urls=True)) for item in exercises)
