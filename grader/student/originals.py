"""The files of an exercise as they were given out, and where a student's own versions of them are kept.

A student repository holds a copy of every stub, see `given`, so that nothing here needs a network. Knows where backups
lie; what lies in weeks/ is the business of the catalogue's layout.
"""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.catalogue.layout import Layout, Place
from grader.errors import UsageError
from grader.model import Exercise
from grader.student.files import make_folder, read_if_there, replace_file, unwritable
from grader.student.given import FOLDER, read_original
from grader.student.merge import same_text

BACKUPS = f"{FOLDER}/backups"


def original(root: Path, exercise: Place, name: str) -> bytes | None:
    """A student's file as it was given out, `name` as in the manifest; None where there is no copy of it."""
    layout = Layout(root)
    return read_original(root, layout.relative(layout.exercise_folder(exercise) / name))


def student_files(root: Path, exercise: Exercise) -> dict[str, Path]:
    """The files that the student owns: those to hand in, and the optional ones that are there or were given out."""
    layout = Layout(root)
    paths = dict(zip(exercise.student_files, layout.stub_files(exercise), strict=True))
    optional = zip(exercise.optional_files, layout.optional_stub_files(exercise), strict=True)
    return paths | {
        name: path for name, path in optional if path.is_file() or original(root, exercise, name) is not None
    }


def saved_since(root: Path, exercise: Exercise, moment: dt.datetime | None) -> bool:
    """Whether a file of the exercise was saved since its tests ran at `moment`; True where they never ran."""
    if moment is None:
        return True
    paths = [*student_files(root, exercise).values(), Layout(root).visible_tests(exercise)]
    saved = [path.stat().st_mtime for path in paths if path.is_file()]
    return max(saved, default=0.0) >= moment.timestamp()


def can_be_parsed(root: Path, exercise: Exercise) -> bool:
    """Whether the student's modules are Python as far as the parser goes; nothing of them is run."""
    contents = (read_if_there(path) for path in student_files(root, exercise).values() if path.suffix == ".py")
    try:
        for content in contents:
            ast.parse(content or b"")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


@dataclass(frozen=True)
class Reset:
    """What a reset did: the files that were put back, those that were so already, and where the old ones are."""

    changed: tuple[Path, ...]
    unchanged: tuple[Path, ...]
    backup: Path | None


def plan_reset(root: Path, exercise: Exercise) -> dict[Path, bytes]:
    """Which of the student's files differ from the stubs, and the stubs. Raises UsageError where a stub is lacking."""
    wanted: dict[Path, bytes] = {}
    for name, path in student_files(root, exercise).items():
        content = original(root, exercise, name)
        if content is None and name in exercise.optional_files:
            continue  # the student made it: there is nothing to go back to
        if content is None:
            raise UsageError(
                f"there is no copy of {exercise.slug}/{name} as it was given out",
                fix="get the course's files again: course update --apply",
            )
        now = read_if_there(path)
        if now is None or not same_text(now, content):
            wanted[path] = content
    return wanted


def put_back(root: Path, exercise: Exercise, wanted: Mapping[Path, bytes], *, at: dt.datetime) -> Reset:
    """Write `wanted` over the student's files, after all of these were copied below `.quayside/backups`.

    Raises OutputUnwritable; a backup that cannot be written leaves every file as it was.
    """
    backup = keep(root, exercise, at=at) if wanted else None
    for path, content in wanted.items():
        make_folder(path.parent)
        replace_file(path, content)
    rest = (path for path in student_files(root, exercise).values() if path not in wanted)
    return Reset(tuple(wanted), tuple(rest), backup)


def keep(root: Path, exercise: Exercise, *, at: dt.datetime) -> Path | None:
    """Copy the student's files below `.quayside/backups`, in a folder named after the moment; None without files."""
    contents = {name: read_if_there(path) for name, path in student_files(root, exercise).items()}
    found = {name: content for name, content in contents.items() if content is not None}
    if not found:
        return None
    parent = root / BACKUPS / exercise.week / exercise.slug
    make_folder(parent)
    folder = _new_folder(parent, at)
    for name, content in found.items():
        make_folder((folder / name).parent)
        replace_file(folder / name, content)
    return folder


def _new_folder(parent: Path, at: dt.datetime) -> Path:
    """A folder that was not there; its name sorts by time and is good on Windows, which forbids colons."""
    stem = at.strftime("%Y-%m-%d_%H%M%S")
    for number in range(1000):
        folder = parent / (f"{stem}-{number}" if number else stem)
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        except OSError as error:
            raise unwritable(folder, error) from None
        return folder
    raise UsageError(f"there are too many backups of {stem}", fix=f"clear {BACKUPS}")


def backups(root: Path, exercise: Place) -> tuple[Path, ...]:
    """The backups of an exercise, the newest first."""
    folder = root / BACKUPS / exercise.week / exercise.slug
    if not folder.is_dir():
        return ()
    found = [path for path in folder.iterdir() if path.is_dir()]
    return tuple(sorted(found, key=_age, reverse=True))


def _age(folder: Path) -> tuple[str, int]:
    stem, _, number = folder.name[17:].partition("-")
    return folder.name[:17] + stem, int(number) if number.isdecimal() else 0


def plan_undo(root: Path, exercise: Exercise) -> dict[Path, bytes]:
    """What the newest backup holds and the student's files do not. Raises UsageError where there is no backup."""
    found = backups(root, exercise)
    if not found:
        raise UsageError(f"there is no backup of {exercise.id}", fix=f"look into {BACKUPS}")
    layout = Layout(root)
    names = (*exercise.student_files, *exercise.optional_files)
    wanted = {layout.exercise_folder(exercise) / name: read_if_there(found[0] / name) for name in names}
    return {path: content for path, content in wanted.items() if content is not None and content != read_if_there(path)}
