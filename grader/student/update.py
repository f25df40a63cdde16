"""Brings a student repository up to date with a newer release: decides file by file, keeps a snapshot, can go back.

Files of the course are refreshed. A file that the student owns is merged or left alone, never written over; what the
course would put there then lies beside it as `.new`. Nothing is touched before everything that will be touched has been
copied to `.quayside/snapshots`. Carrying out and taking back is the business of `journal`, where releases come from
that of `source`. Prints nothing.
"""

from __future__ import annotations

import ast
import contextlib
import dataclasses
import enum
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.errors import OutputUnwritable, UsageError
from grader.student import journal as journals
from grader.student.given import (
    FOLDER,
    MANIFEST,
    SNAPSHOTS,
    Given,
    GivenFile,
    Owner,
    digest,
    dump_given,
    read_original,
)
from grader.student.journal import Journal, Step, exact
from grader.student.lock import locked
from grader.student.merge import merge, same_text, with_ending
from grader.student.source import Release

LOCK = f"{FOLDER}/update.lock"
LOCK_SECONDS = 3.0
BESIDE = ".new"


class Action(enum.StrEnum):
    """What an update does about a file."""

    ADD = "add"
    REPLACE = "replace"
    MERGE = "merge"
    REMOVE = "remove"
    BESIDE = "beside"
    KEEP = "keep"


@dataclass(frozen=True)
class Change:
    """What becomes of one file, and what to tell the student; KEEP changes nothing and only tells."""

    path: str
    action: Action
    before: bytes | None
    after: bytes | None
    note: str = ""


@dataclass(frozen=True)
class Plan:
    """All that an update will do, the files of the course's own folder and its manifest last."""

    old: Given
    new: Given
    changes: tuple[Change, ...]

    @property
    def shown(self) -> tuple[Change, ...]:
        """The changes that a student wants to hear of."""
        return tuple(change for change in self.changes if not change.path.startswith(f"{FOLDER}/"))

    @property
    def steps(self) -> tuple[Change, ...]:
        """The changes that touch the disk."""
        return tuple(change for change in self.changes if change.action is not Action.KEEP)


def plan_update(root: Path, old: Given, release: Release) -> Plan:
    """Decide about every file; reads, writes nothing. Raises UsageError where a file cannot be read."""
    changes: list[Change] = []
    for file in release.given.files:
        changes += _arriving(root, old, file, release)
    changes += _leaving(root, old, release.given)
    # A release that does not say where the next one will be leaves what the student's repository knows.
    new = dataclasses.replace(release.given, updates=release.given.updates or old.updates)
    manifest = dump_given(new).encode()
    before = _content(root, MANIFEST)
    if before != manifest:
        changes.append(Change(MANIFEST, Action.REPLACE, before, manifest))
    return Plan(old, release.given, tuple(sorted(changes, key=_order)))


def _order(change: Change) -> tuple[int, str]:
    """Exercises first, then the rest, the program itself near the end, and last the word that all of it is new."""
    first = change.path.partition("/")[0]
    return (3 if change.path == MANIFEST else {"weeks": 0, "grader": 2}.get(first, 1), change.path)


def _arriving(root: Path, old: Given, file: GivenFile, release: Release) -> Iterator[Change]:
    """What is done about a file that the new release has."""
    path, known = file.path, old.by_path.get(file.path)
    if (obstacle := _obstacle(root, path)) is not None:
        yield Change(path, Action.KEEP, None, None, obstacle)
        return
    mine, theirs = _content(root, path), release.read(path)
    if mine is None:
        yield Change(path, Action.ADD, None, theirs)
    elif same_text(mine, theirs):
        return
    elif known is not None and digest(mine) == known.sha256:
        yield Change(path, Action.REPLACE, mine, with_ending(theirs, mine))
    elif known is not None and known.sha256 == file.sha256:
        if known.owner is Owner.COURSE and not path.startswith(f"{FOLDER}/"):
            yield Change(path, Action.KEEP, mine, mine, "you changed this file of the course; it stays")
        elif path.startswith(f"{FOLDER}/"):
            yield Change(path, Action.REPLACE, mine, theirs)
    elif known is None or Owner.STUDENT in (known.owner, file.owner):
        yield from _both(root, path, mine, theirs)
    else:
        note = "you changed this file of the course; the new one is in place, yours is in the snapshot"
        yield Change(path, Action.REPLACE, mine, with_ending(theirs, mine), note)


def _both(root: Path, path: str, mine: bytes, theirs: bytes) -> Iterator[Change]:
    """What is done about a file that is the student's, and that the course changed too."""
    base = read_original(root, path)
    merged = merge(base, mine, theirs) if base is not None else None
    if merged is not None and _reads_as_well(path, mine, merged):
        if merged != mine:
            yield Change(path, Action.MERGE, mine, merged, "your version, with what the course changed")
        return
    beside = path + BESIDE
    there = _content(root, beside)
    note = f"both you and the course changed it; yours stays, the course's is {Path(beside).name}"
    if there is None or not same_text(there, theirs):
        yield Change(beside, Action.BESIDE, there, with_ending(theirs, mine), note)
    else:
        yield Change(path, Action.KEEP, mine, mine, note)


def _reads_as_well(path: str, mine: bytes, merged: bytes) -> bool:
    """Whether a merged module still parses, where the student's did: lines that fit need not make sense together."""
    return not path.endswith(".py") or _parses(merged) or not _parses(mine)


def _parses(content: bytes) -> bool:
    try:
        ast.parse(content)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _leaving(root: Path, old: Given, new: Given) -> Iterator[Change]:
    """What is done about files that the new release no longer has."""
    gone = [file for file in old.files if file.path not in new.by_path]
    kept = _folders_in_use(root, old, gone)
    for file in gone:
        mine = _content(root, file.path)
        if mine is None or _obstacle(root, file.path) is not None:
            continue
        if any(file.path.startswith(f"{folder}/") for folder in kept):
            if file.owner is Owner.STUDENT:
                note = "no longer part of the course; you worked on it, so the exercise stays"
                yield Change(file.path, Action.KEEP, mine, mine, note)
        elif digest(mine) == file.sha256:
            yield Change(file.path, Action.REMOVE, mine, None)
        else:
            yield Change(
                file.path, Action.KEEP, mine, mine, "no longer part of the course; you changed it, so it stays"
            )


def _folders_in_use(root: Path, old: Given, gone: list[GivenFile]) -> set[str]:
    """Folders of exercises and weeks that left the course and hold something of the student's: they stay whole."""
    folders = {folder for file in gone if (folder := _exercise_folder(file.path))}
    kept = {folder for folder in folders if any(_is_theirs(root, old, path) for path in _files(root / folder, root))}
    weeks = {f"{folder.rpartition('/')[0]}/{name}" for folder in kept for name in ("week.toml", "README.md")}
    return kept | {week.rpartition("/")[0] for week in weeks if any(file.path == week for file in gone)}


def _exercise_folder(path: str) -> str:
    """`weeks/WEEK/EXERCISE` of a file in an exercise's folder, otherwise nothing."""
    parts = path.split("/")
    return "/".join(parts[:3]) if parts[0] == "weeks" and len(parts) > 3 else ""


def _is_theirs(root: Path, old: Given, path: str) -> bool:
    known = old.by_path.get(path)
    return known is None or digest(_content(root, path) or b"") != known.sha256


def _files(folder: Path, root: Path) -> Iterator[str]:
    """Paths of all files below, without caches; links are not followed."""
    if not folder.is_dir() or folder.is_symlink():
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            if path.name != "__pycache__" and not path.name.startswith("."):
                yield from _files(path, root)
        elif path.suffix != ".pyc":
            yield path.relative_to(root).as_posix()


def _obstacle(root: Path, path: str) -> str | None:
    """Why a path cannot be written without writing somewhere else, or over something that is no file."""
    target = root
    parts = path.split("/")
    for number, part in enumerate(parts, start=1):
        target = target / part
        if target.is_symlink():
            return "is a link, or reached through one; it stays as it is"
        if number < len(parts) and target.exists() and not target.is_dir():
            return f"a file is where the folder {part} should be; it stays as it is"
    return "a folder is where this file should be; it stays as it is" if target.is_dir() else None


def _content(root: Path, path: str) -> bytes | None:
    try:
        return journals.content_of(root / path)
    except OSError as error:
        fix = "close what uses it, or make it readable, and run it again"
        raise UsageError(f"{path} cannot be read: {error.strerror}; nothing was changed", fix=fix) from None


# --- carrying it out --------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def alone(root: Path) -> Iterator[None]:
    """Keep other updates away. Raises OutputUnwritable, and UsageError where one is running."""
    try:
        with locked(root / LOCK, wait=LOCK_SECONDS):
            yield
    except UsageError as error:
        if "another `course`" in error.message:
            raise UsageError("another update is running here", fix="wait until it has ended, then try again") from None
        raise


def apply_plan(root: Path, plan: Plan) -> Journal:
    """Copy what will change to a new snapshot, then change it. Raises OutputUnwritable; a second call goes on."""
    try:
        journal = _prepare(root, plan)
    except OSError as error:
        message = f"no snapshot can be written to {SNAPSHOTS}: {error.strerror}; nothing was changed"
        raise OutputUnwritable(message, fix="make room, or make the folder writable, and run it again") from None
    return carry_on(journal)


def _prepare(root: Path, plan: Plan) -> Journal:
    folder = _next_folder(root)
    steps = []
    for change in plan.steps:
        steps.append(Step(change.path, _hash(change.before), _hash(change.after)))
        for name, content in (("before", change.before), ("after", change.after)):
            if content is not None:
                copy = folder / name / change.path
                copy.parent.mkdir(parents=True, exist_ok=True)
                like = root / change.path
                journals.put(folder / "part", content, copy, like=like if change.before is not None else None)
    script = Path(journals.__file__)
    (folder / journals.SCRIPT).write_bytes(script.read_bytes())
    journal = Journal(folder, journals.BEGUN, plan.old.release, plan.new.release, tuple(steps))
    journals.write_journal(journal)
    return journal


def _hash(content: bytes | None) -> str | None:
    return None if content is None else exact(content)


def _next_folder(root: Path) -> Path:
    """An empty folder for the next snapshot; one that was never finished holds copies only, and goes."""
    snapshots = root / SNAPSHOTS
    snapshots.mkdir(parents=True, exist_ok=True)
    numbers = [int(path.name) for path in snapshots.iterdir() if path.name.isdecimal()]
    last = max(numbers, default=0)
    folder = snapshots / f"{last:04}"
    if last and journals.read_journal(folder) is None and not (folder / journals.NAME).exists():
        shutil.rmtree(folder)
    else:
        folder = snapshots / f"{last + 1:04}"
    folder.mkdir()
    return folder


def carry_on(journal: Journal) -> Journal:
    """End an update that has begun, or the undoing of one. Raises OutputUnwritable; a second call goes on."""
    try:
        if journal.state == journals.UNDOING:
            return journals.roll_back(journal)[0]
        return journals.roll_forward(journal)
    except OSError as error:
        raise _stopped(journal, error) from None


def take_back(journal: Journal) -> tuple[Journal, tuple[str, ...]]:
    """Put back every file that an update changed, byte for byte; names what was changed since and kept elsewhere.

    Raises OutputUnwritable; a second call goes on.
    """
    try:
        return journals.roll_back(journal)
    except OSError as error:
        raise _stopped(journal, error) from None


def _stopped(journal: Journal, error: OSError) -> OutputUnwritable:
    name = Path(str(error.filename)).name if error.filename else "a file"
    folder = journal.folder.relative_to(journal.root).as_posix()
    return OutputUnwritable(
        f"{name} cannot be written: {error.strerror}; the update stopped half-way, your files are safe in {folder}",
        fix=f"make room or make it writable, then run it again; or: python {folder}/{journals.SCRIPT}",
    )


def unfinished(root: Path) -> Journal | None:
    """The update that was cut off, if there is one."""
    return next((item for item in _journals(root) if item.state in {journals.BEGUN, journals.UNDOING}), None)


def latest(root: Path) -> Journal | None:
    """The last update that has not been taken back."""
    return next((item for item in _journals(root) if item.state != journals.UNDONE), None)


def _journals(root: Path) -> Iterator[Journal]:
    """All journals, the newest first."""
    snapshots = root / SNAPSHOTS
    folders = [path for path in snapshots.iterdir() if path.name.isdecimal()] if snapshots.is_dir() else []
    for folder in sorted(folders, reverse=True):
        journal = journals.read_journal(folder)
        if journal is not None:
            yield journal
