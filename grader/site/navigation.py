"""The order of pages in the navigation, and the settings file that the site generator reads.

The settings that people edit are in `mkdocs.yml`; what is written here inherits from it and adds what is generated.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from pathlib import Path
from typing import Any

from grader.catalogue.course import Course
from grader.model import Week
from grader.site.week_pages import OVERVIEW, exercise_page, week_page

Item = dict[str, Any]

GUIDES = (
    ("Student guide", "student-guide.md"),
    ("Your repository", "student-repository.md"),
    ("In the browser", "browser-exercises.md"),
    ("Instructor guide", "instructor-guide.md"),
    ("Grading in CI", "ci.md"),
    ("Notebooks", "notebooks.md"),
    ("Author guide", "author-guide.md"),
)
REFERENCE = (
    ("Commands", "reference/commands.md"),
    ("Manifests", "reference/manifests.md"),
    ("Result formats", "reference/results.md"),
    ("Messages", "reference/messages.md"),
    ("API", "reference/api.md"),
)
ABOUT = (
    ("Architecture", "architecture.md"),
    ("Security model", "security.md"),
    ("Changes", "changelog.md"),
)


def navigation(course: Course, pages: Collection[str]) -> list[Item]:
    """The navigation of all these pages; a page that has no place in it comes last."""
    sections: list[Item] = [
        {"Home": "index.md"},
        {"Weeks": [OVERVIEW, *(_week(week, pages) for week in course.weeks)]},
        {"Map": "map/index.md"},
        {"Glossary": "glossary/index.md"},
        {"Guides": _listed(GUIDES, pages)},
        {"Reference": _listed(REFERENCE, pages)},
        {"About": _listed(ABOUT, pages)},
    ]
    placed = set(_leaves(sections))
    more = [page for page in sorted(pages) if page.endswith(".md") and page not in placed]
    return [*sections, {"More": more}] if more else sections


def settings(nav: list[Item], *, mkdocs_yml: Path, folder: Path, pages: str, html: str) -> bytes:
    """The settings file for a folder that holds the pages, and will hold the site."""
    # JSON is YAML. The generator reads paths from the folder of the file that it is given.
    inherited = Path(os.path.relpath(mkdocs_yml, folder)).as_posix()
    content = {"INHERIT": inherited, "docs_dir": pages, "site_dir": html, "nav": nav}
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def _week(week: Week, pages: Collection[str]) -> Item:
    folder = f"weeks/{week.name}"
    extras = (("Quiz", f"{folder}/quiz/index.md"), ("Lab", f"{folder}/lab/index.md"))
    exercises: list[Item] = [{exercise.title: exercise_page(exercise)} for exercise in week.exercises]
    return {f"{week.number:02} {week.title}": [week_page(week), *exercises, *_listed(extras, pages)]}


def _listed(entries: tuple[tuple[str, str], ...], pages: Collection[str]) -> list[Item]:
    return [{title: page} for title, page in entries if page in pages]


def _leaves(items: list[Any]) -> list[str]:
    found: list[str] = []
    for item in items:
        values = item.values() if isinstance(item, dict) else [item]
        for value in values:
            found += _leaves(value) if isinstance(value, list) else [value]
    return found
