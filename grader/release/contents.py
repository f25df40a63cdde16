"""What goes into the student repository: an allow-list, put together file by file, with the owner of each.

Nothing is taken because it lies somewhere; everything is named by the course's layout, by import analysis, or by a list
of templates. What lies in `weeks/` and is not named stays behind, and is reported. Reads; writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import grader
from grader.catalogue.course import Course
from grader.catalogue.findings import Findings
from grader.catalogue.layout import Layout, entries
from grader.catalogue.load import survey_course
from grader.errors import CourseError, Problem, UsageError
from grader.model import Exercise, Week
from grader.release.half import student_half
from grader.release.project import STUDENTS_OWN, Sources, chosen, project_files, requirements
from grader.student.given import Given, GivenFile, Owner, digest, is_safe, original_of
from grader.student.merge import plain

PACKAGE = Path(grader.__file__).parent
PICTURES = frozenset({".gif", ".jpg", ".png", ".svg", ".webp"})
KEY_WORDS = frozenset({"answer", "because", "common", "correct", "wrong"})
"""Keys of a quiz's answers; in the questions that students get they may stand in a table `[question.answer]` alone."""


@dataclass(frozen=True)
class Item:
    """One file of the student repository."""

    path: str
    content: bytes
    owner: Owner = Owner.COURSE
    week: str = ""


@dataclass(frozen=True)
class Refused:
    """A file that stays behind, and why."""

    path: str
    reason: str


@dataclass(frozen=True)
class Contents:
    """A whole release before it is written; `notes` are sentences for the instructor."""

    items: tuple[Item, ...]
    given: Given
    refused: tuple[Refused, ...]
    notes: tuple[str, ...]


def gather(root: Path, weeks: tuple[str, ...] = (), *, updates: str = "", package: Path = PACKAGE) -> Contents:
    """The release of the course at `root`, of all weeks or of those named.

    `updates` is where students find newer versions. Raises UsageError for an unknown week, CourseError where something
    that students get is broken, GraderFault if the student half cannot be cut out.
    """
    course, released = _choose(root, weeks)
    gatherer = _Gatherer(course.layout)
    for week in released:
        gatherer.week(week)
    for path in course.layout.course_files():
        if path.is_file():
            gatherer.take(path)
    half = student_half(package)
    modules = {path: root / path for path in gatherer.items if path.endswith(".py")}
    exercises = [exercise for week in released for exercise in week.exercises]
    declared = {course.layout.relative(course.layout.manifest(item)): item.libraries for item in exercises}
    wanted, problems = chosen(requirements(Sources(package)), half.libraries, modules, declared)
    around = project_files(Sources(package), wanted, weeks=len(released), exercises=len(exercises))
    problems = [*gatherer.findings.problems, *problems]
    if problems:
        raise CourseError(problems)
    items = dict(gatherer.items)
    items |= {name: Item(name, plain(file.read_bytes())) for name, file in half.files.items()}
    for name, content in around.files.items():
        items[name] = Item(name, content, Owner.STUDENT if name in STUDENTS_OWN else Owner.COURSE)
    for item in tuple(items.values()):
        if item.owner is Owner.STUDENT:
            items[original_of(item.path)] = Item(original_of(item.path), item.content, Owner.COURSE, item.week)
    refused = (*gatherer.refused(root), *(Refused(path, "instructors only") for path in half.kept_back))
    return Contents(_sorted(items), _given(items, released, updates), refused, around.notes)


def _choose(root: Path, names: tuple[str, ...]) -> tuple[Course, tuple[Week, ...]]:
    """The course and the weeks to release, which must be without problems. Raises UsageError and CourseError."""
    course, problems = survey_course(root)
    released = tuple(dict.fromkeys(course.week(name) for name in names)) if names else course.weeks
    left_out = {week for week in course.layout.weeks() if names and week not in {item.name for item in released}}
    relevant = [problem for problem in problems if not _within(problem, left_out)]
    if relevant:
        raise CourseError(relevant)
    if not released:
        raise UsageError("the course has no week to give out", fix="write one: docs/author-guide.md")
    return course, tuple(sorted(released, key=lambda week: (week.number, week.name)))


def _within(problem: Problem, weeks: set[str]) -> bool:
    parts = problem.file.split("/")
    return len(parts) > 1 and parts[1] in weeks


def _sorted(items: Mapping[str, Item]) -> tuple[Item, ...]:
    unfit = [path for path in items if not is_safe(path)]
    if unfit:
        fix = "use names that every system can write"
        raise CourseError([Problem(path, "", "cannot be a file on every system", fix) for path in unfit])
    return tuple(items[path] for path in sorted(items))


def _given(items: Mapping[str, Item], weeks: tuple[Week, ...], updates: str) -> Given:
    files = tuple(
        GivenFile(item.path, digest(item.content), item.owner, item.week) for _, item in sorted(items.items())
    )
    return Given(grader.__version__, tuple(week.name for week in weeks), files, updates=updates)


class _Gatherer:
    """Takes files of `weeks/`, and notes what is wrong with them."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.items: dict[str, Item] = {}
        self.findings = Findings(layout)

    def week(self, week: Week) -> None:
        """All that students get of a week. The lab stays behind: its text holds solutions and hidden checks."""
        layout, name = self.layout, week.name
        self.take(layout.week_manifest(name), week=name)
        self.take(layout.lesson(name), week=name)
        if layout.quiz(name).is_file():
            self.quiz(name)
        for path in entries(layout.images(name)):
            if path.suffix.lower() in PICTURES:
                self.take(path, week=name, text=False)
        for exercise in week.exercises:
            self.exercise(exercise)

    def quiz(self, week: str) -> None:
        """The questions of a quiz, if they hold no answers but those of questions for practice."""
        path = self.layout.quiz(week)
        document = self.findings.table(path, "the questions of the quiz")
        questions = document.get("question", []) if document else []
        # Whether a question that has its answer beside it has none in the key, the course has said when it was read.
        asked = [key for question in questions for key, value in question.items() if not _is_public(key, value)]
        held = {*(document or {}), *asked} & KEY_WORDS
        if held:
            self.findings.add(path, "holds answers", f"keep {', '.join(sorted(held))} in the key, in solutions/")
        elif document is not None:
            self.take(path, week=week)

    def exercise(self, exercise: Exercise) -> None:
        """All that students get of an exercise."""
        layout = self.layout
        written = (*layout.stub_files(exercise), *layout.optional_stub_files(exercise))
        for path in written:
            if path in layout.stub_files(exercise) or path.is_file():
                self.take(path, week=exercise.week, owner=Owner.STUDENT)
        given = [layout.manifest(exercise), layout.readme(exercise)]
        optional = [layout.hints(exercise), layout.visible_tests(exercise), layout.own_test_target(exercise)]
        for file in (*given, *(file for file in optional if file is not None and file.is_file())):
            if file not in written:
                self.take(file, week=exercise.week)

    def take(self, path: Path, *, week: str = "", owner: Owner = Owner.COURSE, text: bool = True) -> None:
        """One file, with line feeds alone if it is a text."""
        if path.is_symlink() or not path.resolve().is_relative_to(self.layout.weeks_folder.resolve()):
            self.findings.add(path, "is a link, or reached through one", "put the file itself here")
            return
        content = self.findings.text(path) if text else None
        if text and content is None:
            return
        encoded = plain(content.encode()) if content is not None else path.read_bytes()
        name = self.layout.relative(path)
        self.items[name] = Item(name, encoded, owner, week)

    def refused(self, root: Path) -> Iterator[Refused]:
        """Every file of `weeks/` and `solutions/` that was not taken."""
        for path in _all_files(self.layout.weeks_folder):
            name = path.relative_to(root).as_posix()
            if name not in self.items:
                lab = path.name == "lab.md"
                yield Refused(name, "a lab holds its solutions" if lab else "not on the list of what students get")
        for path in _all_files(self.layout.solutions_folder):
            yield Refused(path.relative_to(root).as_posix(), "instructors only")


def _is_public(key: str, value: object) -> bool:
    """Whether a key of a question is the answer of a question for practice, which is no secret."""
    return key == "answer" and isinstance(value, dict)


def _all_files(folder: Path) -> Iterator[Path]:
    for path in entries(folder):
        if path.is_dir() and not path.is_symlink():
            yield from _all_files(path)
        else:
            yield path
