"""Writes a release to a folder: whole and at once where there is none, file by file over an older release.

Over an older release every file is replaced whole, the manifest last; interrupted, the same command goes on. `.git` and
whatever tools leave behind are not touched. What somebody changed or added there is never written over.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.catalogue.layout import Layout
from grader.errors import CourseError, OutputUnwritable, Problem, UsageError
from grader.release.contents import Contents, Item
from grader.release.hidden import HiddenLines
from grader.student.files import make_folder, replace_file
from grader.student.given import FOLDER, MANIFEST, Given, digest, dump_given, read_given

LEFT_ALONE = frozenset({".DS_Store", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", "__pycache__"})
"""Names of what tools leave in any folder; nobody's work, and no part of a release."""
LEFT_ALONE_AT_THE_ROOT = frozenset({".git", ".venv", "build", "dist"})
SHOWN = 5

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Written:
    """Paths by what was done about them, each sorted."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def refuse_leaks(contents: Contents, hidden: HiddenLines) -> None:
    """Raise CourseError if any file of a release holds a hidden line: then nothing is given out."""
    problems = [
        Problem(item.path, f"line {found.line}", f"stands in {found.place.file}:{found.place.line}, too", "take it out")
        for item in contents.items
        for found in hidden.look(item.content)
    ]
    if problems:
        raise CourseError(problems)


def hidden_lines(root: Path) -> HiddenLines:
    """What students must never see of the course at `root`."""
    return HiddenLines(Layout(root))


def write_release(contents: Contents, out: Path, progress: Progress, *, withdraw: bool = False) -> Written:
    """Make `out` hold exactly these contents. Raises UsageError if it holds something else, or OutputUnwritable.

    `withdraw` allows weeks to go that an older release in `out` has.
    """
    try:
        if out.exists() and not out.is_dir():
            raise UsageError(f"{str(out)!r} is a file", fix="name a folder")
        if not out.exists() or not any(out.iterdir()):
            return _write_new(contents, out, progress)
        return _write_over(contents, out, progress, withdraw=withdraw)
    except OSError as error:
        message = f"{str(out)!r} cannot be written: {error.strerror or error}"
        raise OutputUnwritable(message, fix="make room, or name another folder") from None


def _write_new(contents: Contents, out: Path, progress: Progress) -> Written:
    out.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}.writing-"))
    try:
        total = len(contents.items) + 1
        for number, item in enumerate([*contents.items, _manifest(contents.given)], start=1):
            path = staging / item.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(item.content)
            path.chmod(0o644)
            progress(number, total, item.path)
        staging.chmod(0o755)
        if out.exists():
            out.rmdir()
        staging.replace(out)
    except BaseException:  # an interruption must not leave half a release behind either
        shutil.rmtree(staging, ignore_errors=True)
        raise
    return Written(tuple(item.path for item in contents.items), (), ())


def _manifest(given: Given) -> Item:
    return Item(MANIFEST, dump_given(given).encode())


def _write_over(contents: Contents, out: Path, progress: Progress, *, withdraw: bool) -> Written:
    old = _older(out)
    new = contents.given
    gone = [week for week in old.weeks if week not in new.weeks] if old else []
    if gone and not withdraw:
        fix = "name all weeks that students have, or say --withdraw to take these away"
        raise UsageError(f"{str(out)!r} has {', '.join(gone)}, which this release has not", fix=fix)
    _refuse_work_of_others(out, old, new)
    before = {path: (out / path).read_bytes() for path in files_below(out)}
    added = [item for item in contents.items if item.path not in before]
    changed = [item for item in contents.items if before.get(item.path, item.content) != item.content]
    removed = [path for path in before if path not in new.by_path and path != MANIFEST]
    todo = [*added, *changed]
    for number, item in enumerate(todo, start=1):
        make_folder((out / item.path).parent)
        replace_file(out / item.path, item.content)
        progress(number, len(todo) + 1, item.path)
    for path in removed:
        _remove(out, path)
    manifest = _manifest(new)
    if before.get(MANIFEST) != manifest.content:
        make_folder((out / MANIFEST).parent)
        replace_file(out / MANIFEST, manifest.content)
    progress(len(todo) + 1, len(todo) + 1, MANIFEST)
    return Written(tuple(item.path for item in added), tuple(item.path for item in changed), tuple(removed))


def _older(out: Path) -> Given | None:
    """The manifest of the older release in a folder; None where there is nothing but a new git repository."""
    if (out / MANIFEST).is_file():
        return read_given(out)
    if not any(files_below(out)):
        return None
    raise UsageError(
        f"{str(out)!r} holds files, and is no student repository of this course",
        fix="name a new folder, or the one that an earlier release was written to",
    )


def _refuse_work_of_others(out: Path, old: Given | None, new: Given) -> None:
    """Raise UsageError where a student works, and where files were changed or added since the release."""
    if any((out / FOLDER / name).exists() for name in ("progress.json", "snapshots", "backups", "review")):
        fix = f"update it from there: course update --from RELEASE, in {out}"
        raise UsageError(f"{str(out)!r} is the working copy of a student", fix=fix)
    strange = []
    for path in files_below(out):
        known = {given.by_path[path].sha256 for given in (old, new) if given is not None and path in given.by_path}
        if path != MANIFEST and not _is_leftover(path, new) and digest((out / path).read_bytes()) not in known:
            strange.append(path)
    if strange:
        more = f" and {len(strange) - SHOWN} more" if len(strange) > SHOWN else ""
        raise UsageError(
            f"not given out by the course, or changed since: {', '.join(strange[:SHOWN])}{more}",
            fix="bring the change into the course, or delete these files; nothing was written",
        )


def _is_leftover(path: str, new: Given) -> bool:
    """Whether a file was left by a release that was cut off while it wrote."""
    folder, _, name = path.rpartition("/")
    target = name.removeprefix(".").removesuffix(".part")
    whole = f"{folder}/{target}" if folder else target
    return name == f".{target}.part" and (whole in new.by_path or whole == MANIFEST)


def files_below(root: Path) -> Iterator[str]:
    """Paths of all files of a repository, sorted, without what git and tools leave there; links count as files."""
    return _below(root, LEFT_ALONE | LEFT_ALONE_AT_THE_ROOT)


def _below(folder: Path, left_alone: frozenset[str]) -> Iterator[str]:
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name in left_alone or path.name.endswith(".egg-info"):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from (f"{path.name}/{below}" for below in _below(path, LEFT_ALONE))
        else:
            yield path.name


def _remove(out: Path, path: str) -> None:
    target = out / path
    target.unlink(missing_ok=True)
    for folder in target.parents:
        if folder == out:
            break
        shutil.rmtree(folder / "__pycache__", ignore_errors=True)
        if any(folder.iterdir()):
            break
        folder.rmdir()
