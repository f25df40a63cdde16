"""What the course gave out: `.quayside/course.json` with every file, its hash and its owner, and the original stubs.

The release writes it, `course update` compares with it, `course reset` takes originals from it. Hashes are those of the
text with line feeds alone, so that a file which git or an editor gave other line endings still counts as untouched.
Reads and checks; writes nothing, and does not know what files mean.
"""

from __future__ import annotations

import enum
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from grader.errors import UsageError
from grader.student.merge import plain

FORMAT = "quayside/course/v1"
FOLDER = ".quayside"
MANIFEST = f"{FOLDER}/course.json"
ORIGINALS = f"{FOLDER}/course/stubs"
"""Below it lies every file that a student owns, at its own path, as it was given out."""
SNAPSHOTS = f"{FOLDER}/snapshots"

_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_UNFIT = re.compile(r'[\\:*?"<>|\x00-\x1f]|[. ]$')


class Owner(enum.StrEnum):
    """Who may change a file: the course refreshes its own, and never writes over a student's."""

    COURSE = "course"
    STUDENT = "student"


@dataclass(frozen=True)
class GivenFile:
    """One file: its path from the root with forward slashes, the hash of its text, its owner, and its week's folder."""

    path: str
    sha256: str
    owner: Owner
    week: str = ""


@dataclass(frozen=True)
class Given:
    """Everything that was given out at once; `updates` is where newer versions are found, a folder or an address."""

    version: str
    weeks: tuple[str, ...]
    files: tuple[GivenFile, ...]
    updates: str = ""

    @cached_property
    def by_path(self) -> Mapping[str, GivenFile]:
        """Path to file."""
        return {file.path: file for file in self.files}

    @cached_property
    def release(self) -> str:
        """Name of exactly these files: the same files have the same name."""
        return hashlib.sha256(dump_files(self.files).encode()).hexdigest()[:12]


def digest(content: bytes) -> str:
    """The hash of a file as it was given out: of its text with line feeds alone."""
    return hashlib.sha256(plain(content)).hexdigest()


def original_of(path: str) -> str:
    """Where the original of a student's file lies."""
    return f"{ORIGINALS}/{path}"


def read_original(root: Path, path: str) -> bytes | None:
    """A student's file as it was given out; None if the course gave out no file of that path."""
    try:
        return (root / original_of(path)).read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def dump_files(files: tuple[GivenFile, ...]) -> str:
    """The files as JSON, sorted, one a line: two releases are easy to compare."""
    rows = [
        json.dumps({"path": file.path, "sha256": file.sha256, "owner": file.owner.value, "week": file.week})
        for file in sorted(files, key=lambda file: file.path)
    ]
    return "[\n  " + ",\n  ".join(rows) + "\n]" if rows else "[]"


def dump_given(given: Given) -> str:
    """The manifest as it is written."""
    head = {
        "format": FORMAT,
        "release": given.release,
        "version": given.version,
        "updates": given.updates,
        "weeks": list(given.weeks),
    }
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    return "{\n" + ",\n".join([*lines, f'"files": {dump_files(given.files)}']) + "\n}\n"


def read_given(root: Path) -> Given:
    """The manifest of the student repository at `root`. Raises UsageError if there is none or it cannot be used."""
    try:
        content = (root / MANIFEST).read_bytes()
    except OSError as error:
        message = f"{MANIFEST} cannot be read: {error.strerror}"
        raise UsageError(message, fix="go to the folder of your course; or get the course again") from None
    return load_given(content)


def load_given(content: bytes) -> Given:
    """The manifest in a file's content. Raises UsageError."""
    try:
        data = json.loads(content.decode("utf-8-sig"))
        if data["format"] != FORMAT:
            fix = "install the grader and the course of the same version"
            raise UsageError(f"{MANIFEST} has the format {data['format']!r}, not {FORMAT!r}", fix=fix)
        given = _given(data)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{MANIFEST} is damaged: {error}", fix="get the course again, as it was given out") from None
    return given


def _given(data: dict[str, Any]) -> Given:
    files = tuple(_file(item) for item in data["files"])
    if len({file.path.casefold() for file in files}) != len(files):
        raise ValueError("it names a file twice")
    weeks = tuple(str(week) for week in data["weeks"])
    given = Given(str(data["version"]), weeks, files, updates=str(data["updates"]))
    if data["release"] != given.release:
        raise ValueError("its list of files was changed")
    return given


def _file(item: dict[str, str]) -> GivenFile:
    path = str(item["path"])
    if not is_safe(path):
        raise ValueError(f"{path!r} is no path that a course may write to")
    if not re.fullmatch("[0-9a-f]{64}", item["sha256"]):
        raise ValueError(f"the hash of {path!r} is none")
    return GivenFile(path, item["sha256"], Owner(item["owner"]), str(item["week"]))


def is_safe(path: str) -> bool:
    """Whether a path stays inside the repository, on every system, and away from git's files and the snapshots."""
    parts = path.split("/")
    fit = all(part and not _UNFIT.search(part) and not _DEVICES.match(part) for part in parts)
    return (
        fit
        and PurePosixPath(path).as_posix() == path
        and not any(part in {".", ".."} or part.casefold() == ".git" for part in parts)
        and path != MANIFEST
        and not path.casefold().startswith(f"{SNAPSHOTS}/")
    )
