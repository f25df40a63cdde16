"""What a command of a student starts from: the course around the working folder, and the student's progress in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import click

from grader.catalogue.course import Course
from grader.catalogue.load import survey_course
from grader.cli.student.paper import warn
from grader.errors import CourseError, GraderError, UsageError
from grader.model import Exercise
from grader.student.given import FOLDER
from grader.student.state import Progress, StateFile


@dataclass(frozen=True)
class Here:
    """The course at hand and the file of progress."""

    course: Course
    state: StateFile

    @property
    def root(self) -> Path:
        """The folder that holds weeks/."""
        return self.course.root

    def exercise(self, text: str | None, progress: Progress | None = None) -> Exercise:
        """The exercise that was named, or else the one being worked on. Raises UsageError."""
        if text:
            return self.course.exercise(text)
        current = (progress or self.state.read()).current
        for exercise in self.course.exercises:
            if exercise.id == current:
                return exercise
        raise UsageError("you are not working on an exercise yet", fix="begin with: course next; or name an exercise")


def here() -> Here:
    """The course around the working folder. Raises UsageError where there is none, CourseError where none can be read.

    A file that cannot be read costs its own exercise, not the others; it is named beside the output.
    """
    root = find_root(Path.cwd())
    course, problems = survey_course(root, strict=False)
    if problems and not course.exercises:
        raise CourseError(list(problems))
    for problem in problems:
        warn(f"{problem.file}: {problem.message}; see course doctor")
    return Here(course, StateFile(root, tell=warn))


def find_root(folder: Path) -> Path:
    """The nearest folder, here or above, that holds weeks/, and is no copy of ours. Raises UsageError."""
    for place in (folder, *folder.parents):
        if (place / "weeks").is_dir() and FOLDER not in place.parts:
            return place
    raise UsageError("there is no course here", fix="go to the folder of your course: the one that holds weeks/")


def complete_exercise(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """What a shell offers for the name of an exercise."""
    try:
        course, _ = survey_course(find_root(Path.cwd()), strict=False)
    except GraderError:
        return []
    return [exercise.slug for exercise in course.exercises if exercise.slug.startswith(begun)]


def complete_week(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """What a shell offers for a week."""
    try:
        course, _ = survey_course(find_root(Path.cwd()), strict=False)
    except GraderError:
        return []
    return [f"{week.number:02}" for week in course.weeks if f"{week.number:02}".startswith(begun)]


def now() -> dt.datetime:
    """This moment, aware of the time zone of this machine."""
    return dt.datetime.now().astimezone()


def today() -> dt.date:
    """The day it is where the student is."""
    return now().date()
