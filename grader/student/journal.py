"""Carries out an update that was written down beforehand, or takes it back; goes on wherever it was cut off.

An update is a folder in `.quayside/snapshots`: `journal.json` with the steps, `before/` with the student's files as
they were, byte for byte, and `after/` with what takes their place. It is complete before the first step is taken.

Imports the standard library only, and runs as a script as well: among the files that an update replaces are those of
this package, so a copy of this file lies in each of these folders and ends what a half-replaced package cannot.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FORMAT = "quayside/update/v1"
NAME = "journal.json"
SCRIPT = "finish.py"
BEGUN, DONE, UNDOING, UNDONE = "begun", "done", "undoing", "undone"


@dataclass(frozen=True)
class Step:
    """One file: the hash of what was there and of what takes its place, bytes as they are; None where there is none."""

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Journal:
    """The steps of one update, in order, and how far it is."""

    folder: Path
    state: str
    old: str
    new: str
    steps: tuple[Step, ...]
    left: tuple[str, ...] = ()
    """Files that were changed while the update ran, and left alone."""

    @property
    def root(self) -> Path:
        """The student repository."""
        return self.folder.parents[2]


def exact(content: bytes) -> str:
    """The hash of bytes as they are."""
    return hashlib.sha256(content).hexdigest()


def read_journal(folder: Path) -> Journal | None:
    """The journal of a snapshot; None where it was never finished: then not a single step was taken."""
    try:
        data = json.loads((folder / NAME).read_bytes())
        steps = tuple(Step(item["path"], item["before"], item["after"]) for item in data["steps"])
        return Journal(folder, data["state"], data["from"], data["to"], steps, tuple(data["left"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_journal(journal: Journal) -> None:
    """Put the journal in place, whole or not at all."""
    data: dict[str, Any] = {
        "format": FORMAT,
        "state": journal.state,
        "from": journal.old,
        "to": journal.new,
        "left": list(journal.left),
        "steps": [{"path": step.path, "before": step.before, "after": step.after} for step in journal.steps],
    }
    text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
    put(journal.folder / "part", text.encode("utf-8", "surrogatepass"), journal.folder / NAME)


def roll_forward(journal: Journal) -> Journal:
    """Take the steps that are still to be taken. Raises OSError; the same call goes on from there."""
    left = list(journal.left)
    for step in journal.steps:
        target = journal.root / step.path
        now = content_of(target)
        if _is(now, step.after):
            continue
        if not _is(now, step.before):
            left.append(step.path)
        elif step.after is None:
            _remove(target, journal.root)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(journal.folder / "after" / step.path, target)  # noqa: PTH105 (where tests cut it short)
    done = Journal(journal.folder, DONE, journal.old, journal.new, journal.steps, tuple(dict.fromkeys(left)))
    write_journal(done)
    shutil.rmtree(journal.folder / "after", ignore_errors=True)
    return done


def roll_back(journal: Journal) -> tuple[Journal, tuple[str, ...]]:
    """Put every file back as it was, and say which had been changed since: those lie in `later/`.

    Raises OSError; the same call goes on from there.
    """
    if journal.state != UNDOING:
        journal = Journal(journal.folder, UNDOING, journal.old, journal.new, journal.steps, journal.left)
        write_journal(journal)
    for step in reversed(journal.steps):
        if step.path in journal.left:
            continue
        target = journal.root / step.path
        now = content_of(target)
        if _is(now, step.before):
            continue
        if now is not None and not _is(now, step.after):
            _keep_later(journal.folder, step.path, now)
        if step.before is None:
            _remove(target, journal.root)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            source = journal.folder / "before" / step.path
            put(journal.folder / "part", source.read_bytes(), target, like=source)
    undone = Journal(journal.folder, UNDONE, journal.old, journal.new, journal.steps, journal.left)
    write_journal(undone)
    later = journal.folder / "later"
    kept = sorted(path.relative_to(later).as_posix() for path in later.rglob("*") if path.is_file())
    return undone, tuple(kept)


def put(part: Path, content: bytes, target: Path, *, like: Path | None = None) -> None:
    """Write `content` to `part`, on the same disk, and swap it in; the permissions are those of `like`."""
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o644)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if like is not None:
        shutil.copymode(like, part)
    os.replace(part, target)  # noqa: PTH105 (where tests cut it short)


def content_of(path: Path) -> bytes | None:
    """What a file holds; None where there is no file."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _is(content: bytes | None, expected: str | None) -> bool:
    return content is None if expected is None else content is not None and exact(content) == expected


def _keep_later(folder: Path, path: str, content: bytes) -> None:
    """Keep what the student wrote since the update, under a name that nothing else has."""
    for number in range(1, 1000):
        kept = folder / "later" / (path if number == 1 else f"{path}.{number}")
        there = content_of(kept)
        if there == content:
            return
        if there is None and not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            put(folder / "part", content, kept)
            return
    raise FileExistsError(17, "too many versions were kept already", path)


def _remove(target: Path, root: Path) -> None:
    """Delete a file, and the folders that this leaves empty."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(target)  # noqa: PTH108 (where tests cut it short)
    for folder in target.parents:
        if folder == root:
            break
        try:
            os.rmdir(folder)  # noqa: PTH106 (as above)
        except OSError:
            break


def _finish() -> int:
    """Run as a script: end the update or the undoing of the folder in which this file lies."""
    folder = Path(__file__).resolve().parent
    journal = read_journal(folder)
    if journal is None or journal.state in {DONE, UNDONE}:
        sys.stdout.write("nothing is left to do\n")
        return 0
    try:
        if journal.state == UNDOING:
            roll_back(journal)
        else:
            roll_forward(journal)
    except OSError as error:
        sys.stderr.write(f"error: {error.filename} cannot be written: {error.strerror}\nfix: make room, run it again\n")
        return 2
    sys.stdout.write("the update is finished\n")
    return 0


if __name__ == "__main__":
    sys.exit(_finish())
