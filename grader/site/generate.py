"""Generates all pages of the site into a folder that nobody edits: from weeks/, from docs/, and from the code.

Writes only what differs and takes away what is not wanted any more, so that a live server has little to do.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from grader.catalogue.course import Course
from grader.catalogue.load import load_course
from grader.errors import CourseError, Problem, UsageError
from grader.model import Week
from grader.site import course_map, glossary, lab_page, messages, quiz_page, reference
from grader.site.exercise_pages import exercise_data, render_exercise
from grader.site.home import render_home
from grader.site.kit import browser_files, default_cache
from grader.site.links import Atlas
from grader.site.navigation import navigation, settings
from grader.site.sources import Source, polish
from grader.site.tree import Changes, synchronise
from grader.site.week_pages import OVERVIEW, OWN_ANCHORS, exercise_page, render_overview, render_week, week_page

PAGES, HTML, SETTINGS = "pages", "html", "mkdocs.yml"
"""What lies in the folder of the site: generated pages, the built site, and the settings for building it."""

DEFAULT_FOLDER = Path("build") / "site"
HOME = "index.md"
API = "reference/api.md"
GENERATED = (HOME, OVERVIEW, course_map.MAP, glossary.GLOSSARY, API)
REFERENCES = (reference.COMMANDS, reference.MANIFESTS, reference.RESULTS, messages.MESSAGES)
API_MODULES = ("grader.model", "grader.errors", "grader.checks")

Programs = Mapping[str, click.Command]

SHOWN = ("assets", "screens")
"""Folders of docs/ that pages show: style, pictures, and what a terminal looks like."""


@dataclass
class Writing:
    """What is being put together: where everything is, and the files so far."""

    course: Course
    sources: dict[str, Source]
    atlas: Atlas
    files: dict[str, bytes] = field(default_factory=dict)

    def add(self, page: str, text: str) -> None:
        """Add a page; every file ends with one line end."""
        self.files[page] = (text.rstrip() + "\n").encode()


def generate(root: Path, folder: Path, programs: Programs) -> Changes:
    """Write all pages of the course at `root` and the settings for building them into a folder.

    Raises CourseError with all broken links and missing sections, each with file and line, before anything is written.
    """
    mkdocs_yml = root / "mkdocs.yml"
    if not mkdocs_yml.is_file():
        raise UsageError("there is no mkdocs.yml here", fix="run the command in the folder that holds weeks/ and docs/")
    course = load_course(root, strict=False)
    files = site_files(course, programs)
    nav = navigation(course, files)
    browser = browser_files(default_cache(root))
    changes = replace(synchronise(folder / PAGES, {**files, **browser.files}), note=browser.reason)
    content = settings(nav, mkdocs_yml=mkdocs_yml, folder=folder.resolve(), pages=PAGES, html=HTML)
    path = folder / SETTINGS
    if not path.is_file() or path.read_bytes() != content:
        path.write_bytes(content)
    return changes


def site_files(course: Course, programs: Programs) -> dict[str, bytes]:
    """Path below the pages' folder to content, for everything that the site is made of. Raises CourseError."""
    sources, pages = _sources(course)
    anchors = {page: sources[path].anchors for path, page in pages.items() if path in sources}
    anchors |= {week_page(week): anchors.get(week_page(week), frozenset()) | OWN_ANCHORS for week in course.weeks}
    writing = Writing(course, sources, Atlas(pages, anchors))
    for step in (_docs, _weeks, _references):
        try:
            step(writing, programs)
        except CourseError as error:
            writing.atlas.problems.extend(error.problems)
    if writing.atlas.problems:
        raise CourseError(sorted(writing.atlas.problems, key=lambda problem: (problem.file, _line(problem))))
    return writing.files


def _line(problem: Problem) -> int:
    number = problem.key.removeprefix("line ")
    return int(number) if number.isdecimal() else 0


def _sources(course: Course) -> tuple[dict[str, Source], dict[str, str]]:
    """Markdown of the repository by path, and the page that each file of the repository becomes."""
    layout = course.layout
    sources: dict[str, Source] = {}
    pages = {f"docs/{page}": page for page in (*GENERATED, *REFERENCES)} | {"README.md": HOME, "weeks": OVERVIEW}
    pages |= {"docs/map.md": course_map.MAP, "docs/glossary.md": glossary.GLOSSARY}
    docs = course.root / "docs"
    for path in sorted(docs.rglob("*.md")):
        sources[layout.relative(path)] = _read(path, course)
        pages[layout.relative(path)] = path.relative_to(docs).as_posix()
    for path in (path for folder in SHOWN for path in sorted((docs / folder).rglob("*"))):
        pages[layout.relative(path)] = path.relative_to(docs).as_posix()
    for week in course.weeks:
        readmes = {layout.lesson(week.name): week_page(week)}
        readmes |= {layout.readme(exercise): exercise_page(exercise) for exercise in week.exercises}
        for path, page in readmes.items():
            sources[layout.relative(path)] = _titled(_read(path, course))
            pages[layout.relative(path)] = page
        if layout.lab(week.name).is_file():
            lab = lab_page.visible_part(_read(layout.lab(week.name), course))
            sources[layout.relative(layout.lab(week.name))] = lab
            pages[layout.relative(layout.lab(week.name))] = lab_page.lab_page(week)
        if layout.quiz(week.name).is_file():
            pages[layout.relative(layout.quiz(week.name))] = quiz_page.quiz_page(week)
        for path in sorted(layout.images(week.name).rglob("*")):
            pages[layout.relative(path)] = f"weeks/{week.name}/images/{path.name}"
    return sources, pages


def _read(path: Path, course: Course) -> Source:
    shown = course.layout.relative(path)
    try:
        return Source(shown, path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise CourseError([Problem(shown, "", f"cannot be read: {reason}", "write the file in UTF-8")]) from None


def _titled(source: Source) -> Source:
    if source.begins_with_title:
        return source
    problem = Problem(
        source.path, "line 1", "does not begin with a title", 'begin with a line such as "# Berth ledger"'
    )
    raise CourseError([problem])


def _docs(writing: Writing, programs: Programs) -> None:
    """Pages written by hand, what lies beside them, and the home page."""
    del programs
    docs = writing.course.root / "docs"
    for path in sorted(docs.rglob("*")):
        name = path.relative_to(docs).as_posix()
        source = writing.sources.get(writing.course.layout.relative(path))
        if source is not None:
            writing.add(name, polish(writing.atlas.rewrite(source, name)))
        elif path.is_file() and name.startswith(tuple(f"{folder}/" for folder in SHOWN)):
            writing.files[name] = path.read_bytes()
    writing.add(HOME, render_home(writing.course))


def _weeks(writing: Writing, programs: Programs) -> None:
    """Pages of weeks, exercises, quizzes and labs; a week that cannot be rendered does not hide the next."""
    del programs
    problems: list[Problem] = []
    for week in writing.course.weeks:
        try:
            _week(writing, week)
        except CourseError as error:
            problems.extend(error.problems)
    if problems:
        raise CourseError(problems)


def _week(writing: Writing, week: Week) -> None:
    course, atlas, layout = writing.course, writing.atlas, writing.course.layout
    lab = writing.sources.get(layout.relative(layout.lab(week.name)))
    summary = ""
    if lab is not None:
        page = lab_page.lab_page(week)
        writing.add(page, lab_page.render_lab(lab, page, atlas))
        summary = lab_page.split_front_matter(lab)[0].get("title") or lab.title
    lesson = writing.sources[layout.relative(layout.lesson(week.name))]
    writing.add(week_page(week), render_week(course, week, lesson, summary, atlas))
    for path in sorted(layout.images(week.name).rglob("*")):
        writing.files[f"weeks/{week.name}/images/{path.name}"] = path.read_bytes()
    if layout.quiz(week.name).is_file():
        page = quiz_page.quiz_page(week)
        text, data = quiz_page.render_quiz(course, week, lesson, atlas)
        writing.add(page, text)
        writing.files[f"{posixpath.dirname(page)}/quiz.json"] = data
    for exercise in week.exercises:
        readme = writing.sources[layout.relative(layout.readme(exercise))]
        page = exercise_page(exercise)
        writing.add(page, render_exercise(course, week, exercise, readme, atlas))
        if exercise.browser:
            writing.files[f"{posixpath.dirname(page)}/exercise.json"] = exercise_data(course, exercise, atlas)


def _references(writing: Writing, programs: Programs) -> None:
    """Pages that are made from the code, and lists over all weeks."""
    course = writing.course
    writing.add(OVERVIEW, render_overview(course))
    writing.add(course_map.MAP, course_map.render_map(course))
    shown = "docs/glossary.toml"
    meanings = glossary.load_meanings(course.root / shown, shown)
    writing.add(glossary.GLOSSARY, glossary.render_glossary(course, meanings, writing.atlas, shown))
    writing.add(reference.COMMANDS, reference.render_commands(programs))
    writing.add(reference.MANIFESTS, reference.render_manifests())
    writing.add(reference.RESULTS, reference.render_results())
    writing.add(messages.MESSAGES, messages.render_messages())
    writing.add(API, reference.render_api(API_MODULES))
    for name, path in reference.schema_files().items():
        writing.files[f"{reference.SCHEMAS}/{name}.schema.json"] = path.read_bytes()
