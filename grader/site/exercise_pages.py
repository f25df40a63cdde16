"""Pages of exercises: the task, hints one by one, stub and visible tests; and the same as data for the browser.

Reads what students get of an exercise and nothing else.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from grader.catalogue.course import Course
from grader.catalogue.layout import Layout
from grader.errors import CourseError, Problem
from grader.model import Exercise, Ladder, Week
from grader.site.links import Atlas, relative
from grader.site.rendering import fenced, render
from grader.site.sources import Source, polish
from grader.site.week_pages import exercise_page, week_page

FORMAT = "quayside/browser-exercise/v1"
PYTHON = "3.14"
"""Version of Python that runs in the browser."""
GLOSSARY = "glossary/index.md"
LANGUAGES = {".py": "python", ".toml": "toml", ".json": "json", ".md": "markdown", ".cfg": "ini", ".ini": "ini"}


@dataclass(frozen=True)
class ShownLadder:
    """Three hints as Markdown, and what stands on the first of them."""

    label: str
    levels: tuple[str, str, str]


@dataclass(frozen=True)
class ShownTask:
    """A section of the task's text and the hints below it."""

    text: str
    ladders: tuple[ShownLadder, ...]


@dataclass(frozen=True)
class ShownFile:
    """A file that students get, as a block of code."""

    name: str
    fenced: str


def render_exercise(course: Course, week: Week, exercise: Exercise, readme: Source, atlas: Atlas) -> str:
    """The page of one exercise; raises CourseError if the text lacks the section of a task."""
    page, layout = exercise_page(exercise), course.layout
    titles = visible_titles(layout, exercise)
    story, sections = _sections(readme, exercise)
    tasks = [
        ShownTask(
            polish(atlas.rewrite(section, page)),
            tuple(
                _shown(ladder, layout, exercise, titles, atlas) for ladder in exercise.ladders if ladder.task == task
            ),
        )
        for task, section in sections
    ]
    return render(
        "exercise.md.j2",
        exercise=exercise,
        week=week,
        week_link=relative(page, week_page(week), urls=True),
        glossary=relative(page, GLOSSARY, urls=True),
        story=polish(atlas.rewrite(story, page)),
        tasks=tasks,
        folder=layout.relative(layout.exercise_folder(exercise)),
        stubs=_files(stub_texts(layout, exercise)),
        tests=_files(visible_texts(layout, exercise)),
    )


def exercise_data(course: Course, exercise: Exercise, atlas: Atlas) -> bytes:
    """What the browser needs to run an exercise, as JSON."""
    page, layout = exercise_page(exercise), course.layout
    titles = visible_titles(layout, exercise)
    return json.dumps(
        {
            "format": FORMAT,
            "id": exercise.id,
            "title": exercise.title,
            "folder": layout.relative(layout.exercise_folder(exercise)),
            "manifest": _read(layout.manifest(exercise), layout),
            "files": stub_texts(layout, exercise),
            "tests": visible_texts(layout, exercise),
            "tasks": [{"number": task.number, "title": task.title} for task in exercise.tasks],
            "hints": [
                {
                    "task": ladder.task,
                    "tests": [name for name in ladder.checks if name in titles],
                    "general": not ladder.checks,
                    **{
                        level: atlas.rewrite(text, page, urls=True) for level, text in _levels(ladder, layout, exercise)
                    },
                }
                for ladder in exercise.ladders
            ],
            "python": PYTHON,
        },
        ensure_ascii=False,
        indent=1,
    ).encode()


def stub_texts(layout: Layout, exercise: Exercise) -> dict[str, str]:
    """Name and text of each file that a student writes in."""
    paths = [*layout.stub_files(exercise), *(path for path in layout.optional_stub_files(exercise) if path.is_file())]
    folder = layout.exercise_folder(exercise)
    return {path.relative_to(folder).as_posix(): _read(path, layout) for path in paths}


def visible_texts(layout: Layout, exercise: Exercise) -> dict[str, str]:
    """Name and text of the visible tests, and of a module that they need beside the student's; none for a quiz."""
    paths = [layout.visible_tests(exercise), layout.own_test_target(exercise)]
    taken = {*layout.stub_files(exercise), *layout.optional_stub_files(exercise)}
    return {path.name: _read(path, layout) for path in paths if path and path.is_file() and path not in taken}


def visible_titles(layout: Layout, exercise: Exercise) -> dict[str, str]:
    """Name of each visible test to the sentence that students see."""
    path = layout.visible_tests(exercise)
    if not path.is_file():
        return {}
    return _titles(_read(path, layout))


@lru_cache(maxsize=1)  # the page and the data of an exercise both need them
def _titles(module: str) -> dict[str, str]:
    return {
        node.name: (ast.get_docstring(node) or node.name).splitlines()[0]
        for node in ast.parse(module).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def _sections(readme: Source, exercise: Exercise) -> tuple[Source, list[tuple[int, Source]]]:
    """The story, and each section with the number of the task that it is about; 0 for a section about no task."""
    numbered = {f"Task {task.number}: {task.title}": task.number for task in exercise.tasks}
    parts = readme.without_title().sections(2)
    found = [(numbered.get(heading.text, 0), section) for heading, section in parts if heading is not None]
    missing = sorted(set(numbered.values()) - {number for number, _ in found})
    if missing:
        wanted = {number: text for text, number in numbered.items()}
        fix = f'write the heading "## {wanted[missing[0]]}", as the manifest has it'
        problem = Problem(readme.path, "", f"the section of task {missing[0]} is missing", fix)
        raise CourseError([problem])
    return parts[0][1], found


def _shown(ladder: Ladder, layout: Layout, exercise: Exercise, titles: Mapping[str, str], atlas: Atlas) -> ShownLadder:
    """A ladder with its label: the task, or the sentence of the visible test that it is about."""
    page = exercise_page(exercise)
    first, second, third = (atlas.rewrite(text, page) for _, text in _levels(ladder, layout, exercise))
    tests = [titles[name] for name in ladder.checks if name in titles]
    about = f"when this fails: {tests[0]}" if tests else "for a part of this task" if ladder.checks else "a question"
    return ShownLadder(f"Hint 1 of 3, {about}", (first, second, third))


def _levels(ladder: Ladder, layout: Layout, exercise: Exercise) -> tuple[tuple[str, Source], ...]:
    """The three hints as texts of hints.toml, each with the line it stands in."""
    path = layout.hints(exercise)
    lines = _read(path, layout).splitlines()
    texts = {"question": ladder.question, "tool": ladder.tool, "shape": ladder.shape}
    return tuple(
        (level, Source(layout.relative(path), text.strip(), _line_of(text, lines))) for level, text in texts.items()
    )


def _line_of(text: str, lines: list[str]) -> int:
    start = text.strip()[:40].splitlines()[0]
    return next((number for number, line in enumerate(lines, start=1) if start in line), 1)


def _files(texts: Mapping[str, str]) -> list[ShownFile]:
    return [ShownFile(name, fenced(text, LANGUAGES.get(Path(name).suffix, "text"))) for name, text in texts.items()]


def _read(path: Path, layout: Layout) -> str:
    """The text of a file that students get; raises CourseError if it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is not UTF-8"
        fix = "put the file there, in UTF-8"
        raise CourseError([Problem(layout.relative(path), "", f"cannot be read: {reason}", fix)]) from None
