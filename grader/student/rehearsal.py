"""Copies of exercises to solve once more, each with its tests, below `.quayside/review`.

The folder is laid out like a course, with `weeks/` in it, so that whoever runs tests can run these too. The files
to work in begin as the stubs that were given out: nothing of the student's own solution is in them, nor changed.
"""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

from grader.catalogue.layout import Layout
from grader.errors import UsageError
from grader.model import Exercise
from grader.student.files import make_folder, read_if_there, replace_file, unwritable
from grader.student.given import FOLDER
from grader.student.merge import same_text
from grader.student.originals import original

ROOT = f"{FOLDER}/review"
EARLIER = f"{ROOT}/earlier"
"""Where copies go that are done with."""


def rehearsal_root(root: Path) -> Path:
    """The folder that holds the copies, as the root of a small course of its own."""
    return root / ROOT


def is_open(root: Path, exercise: Exercise) -> bool:
    """Whether there is a whole copy of an exercise."""
    return all(path.is_file() for path in Layout(rehearsal_root(root)).stub_files(exercise))


def is_touched(root: Path, exercise: Exercise) -> bool:
    """Whether the copy differs from the stubs."""
    folder = Layout(rehearsal_root(root)).exercise_folder(exercise)
    for name in exercise.student_files:
        stub, now = original(root, exercise, name), read_if_there(folder / name)
        if stub is not None and now is not None and not same_text(stub, now):
            return True
    return False


def begin(root: Path, exercise: Exercise) -> tuple[Path, ...]:
    """Make a fresh copy of an exercise, or go on with the one that is there; gives the files to work in.

    Raises UsageError where there is no copy of a stub.
    """
    layout, copy = Layout(root), Layout(rehearsal_root(root))
    folder = copy.exercise_folder(exercise)
    names = exercise.student_files
    if not is_open(root, exercise):
        contents = {name: original(root, exercise, name) for name in names}
        missing = [name for name, content in contents.items() if content is None]
        if missing:
            message = f"there is no copy of {exercise.slug}/{missing[0]} as it was given out"
            raise UsageError(message, fix="get the course's files again: course update --apply")
        for source in (layout.manifest(exercise), layout.visible_tests(exercise), layout.own_test_target(exercise)):
            content = read_if_there(source) if source else None
            if source is not None and content is not None and source.name not in contents:
                contents[source.name] = content
        week = read_if_there(layout.week_manifest(exercise.week))
        if week is not None:
            make_folder(copy.week_folder(exercise.week))
            replace_file(copy.week_manifest(exercise.week), week)
        # The stubs last: as long as one is missing, the copy was not finished and is made again.
        for name, content in reversed(contents.items()):
            make_folder((folder / name).parent)
            replace_file(folder / name, content or b"")
    return tuple(folder / name for name in names)


def set_aside(root: Path, exercise: Exercise, *, on: dt.date) -> Path | None:
    """Move the copy away, so that the next one is fresh; gives where it is now. Raises OutputUnwritable."""
    folder = Layout(rehearsal_root(root)).exercise_folder(exercise)
    if not folder.is_dir():
        return None
    parent = root / EARLIER / exercise.week / exercise.slug
    make_folder(parent)
    for number in itertools.count():
        place = parent / (f"{on.isoformat()}-{number}" if number else on.isoformat())
        if place.exists():
            continue
        try:
            folder.rename(place)
        except OSError as error:
            raise unwritable(place, error) from None
        return place
    return None
