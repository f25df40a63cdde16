"""Takes from a student's folder, by content, exactly the files that the manifests name; runs nothing.

The folder is hostile: links, FIFOs, sockets, sparse giants, names with newlines, ten thousand files. Every component of
a path is opened without following links, a file must be regular, singly linked, small and UTF-8, and what was read is
what is graded and what is hashed.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from grader.errors import SubmissionsUnreadable
from grader.model import Exercise, Kind, Verdict

MAX_FILE = 256 * 1024
MAX_ENTRIES = 20_000
MAX_DEPTH = 12
SKIPPED_FOLDERS = frozenset({"__pycache__", "__MACOSX", "node_modules", "venv", "env"})
_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)")
_UTF8_NAMES = frozenset({"utf-8", "utf8", "utf-8-sig", "u8"})


@dataclass(frozen=True)
class Taken:
    """One exercise of one submission as taken in: its files, or why there are none."""

    exercise: Exercise
    files: dict[str, bytes] = field(default_factory=dict)
    verdict: Verdict | None = None
    message: str = ""

    @property
    def ready(self) -> bool:
        """Whether there is something to judge."""
        return self.verdict is None


@dataclass(frozen=True)
class Submission:
    """One student's folder as taken in."""

    student: str
    taken: tuple[Taken, ...]
    notes: tuple[str, ...] = ()


class Refused(Exception):
    """A file is there and is not taken; the text says why and what to do."""


def find_students(folder: Path, output: Path | None = None) -> list[Path]:
    """The folders in `folder`, one for each student, in order of name; not the one that `output` lies in.

    Raises SubmissionsUnreadable.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        raise SubmissionsUnreadable(
            f"there is no folder {str(folder)!r}", fix="name the folder that holds a folder for each student"
        ) from None
    except NotADirectoryError:
        raise SubmissionsUnreadable(
            f"{str(folder)!r} is a file", fix="name the folder that holds a folder for each student"
        ) from None
    except OSError as error:
        raise SubmissionsUnreadable(f"{str(folder)!r}: {error.strerror}", fix="check its permissions") from None
    if any(entry.name == "weeks" and entry.is_dir() for entry in entries):
        raise SubmissionsUnreadable(
            f"{str(folder)!r} is one student's folder, or a course",
            fix="name the folder that holds all students' folders",
        )
    # realpath, not resolve: before Python 3.13 the latter raises RuntimeError on a link to itself.
    lies_in = Path(os.path.realpath(output)) if output is not None else None
    own = {str(path) for path in (lies_in, *lies_in.parents)} if lies_in is not None else set()
    students = [Path(entry.path) for entry in entries if _is_student(entry) and os.path.realpath(entry.path) not in own]
    if not students:
        raise SubmissionsUnreadable(
            f"{str(folder)!r} holds no folder of a student", fix="put a folder for each student into it"
        )
    return students


def _is_student(entry: os.DirEntry[str]) -> bool:
    """A folder; or a link to one or to nothing: nobody may be left out, and `take` says why a link is refused."""
    if entry.name.startswith("."):
        return False
    return entry.is_dir(follow_symlinks=False) or (entry.is_symlink() and not Path(entry.path).is_file())


def take(folder: Path, exercises: list[Exercise]) -> Submission:
    """Take one student's folder in; never raises for what the folder holds."""
    try:
        root = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        why = "is a link; put the folder itself here" if folder.is_symlink() else f"cannot be read: {error.strerror}"
        refused = (
            Taken(exercise, verdict=Verdict.REJECTED, message=f"the student's folder {why}") for exercise in exercises
        )
        return Submission(folder.name, tuple(refused))
    try:
        search = _Search(folder)
        taken = tuple(_take_exercise(root, exercise, search) for exercise in exercises)
    finally:
        os.close(root)
    return Submission(folder.name, taken, tuple(search.notes))


def submitted_parts(exercise: Exercise, name: str) -> tuple[str, ...]:
    """Where a file lies in a copy of the student repository; the answers to a quiz lie beside its questions."""
    if exercise.kind is Kind.QUIZ:
        return ("weeks", exercise.week, name)
    return ("weeks", exercise.week, exercise.slug, name)


def _take_exercise(root: int, exercise: Exercise, search: _Search) -> Taken:
    files: dict[str, bytes] = {}
    for name in (*exercise.student_files, *exercise.optional_files):
        parts = submitted_parts(exercise, name)
        try:
            content = _read(root, parts)
            if content is None:
                content = search.elsewhere(root, exercise, name)
        except Refused as refused:
            return Taken(exercise, verdict=Verdict.REJECTED, message=f"{name}: {refused}")
        if content is not None:
            files[name] = content
        elif name == exercise.student_files[0]:
            message = _in_the_way(root, parts[:-1]) or search.what_is_there(name)
            return Taken(exercise, verdict=Verdict.MISSING, message=message)
    return Taken(exercise, files)


def _in_the_way(root: int, folders: tuple[str, ...]) -> str:
    """A sentence for a file that lies where a folder should be; empty where there is none."""
    for end in range(1, len(folders) + 1):
        place = "/".join(folders[:end])
        try:
            kind = os.stat(place, dir_fd=root, follow_symlinks=False).st_mode
        except OSError:
            return ""
        if not stat.S_ISDIR(kind):
            return f"{place} is a file where a folder should be; hand in the folders as they were given out"
    return ""


def read_text_file(folder: Path, parts: tuple[str, ...], limit: int) -> bytes | None:
    """Content of a file of UTF-8 text at `parts` below `folder`, of at most `limit` bytes; None where there is nothing.

    Raises Refused for links, what is no regular file, what is too long, and what is no text.
    """
    try:
        root = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise Refused(f"cannot be read ({error.strerror})") from None
    try:
        return _read(root, parts, limit)
    finally:
        os.close(root)


def _read(root: int, parts: tuple[str, ...], limit: int = MAX_FILE) -> bytes | None:
    """Content of the file at `parts` below `root`, or None where there is nothing; raises Refused."""
    folder = os.dup(root)
    try:
        for part in parts[:-1]:
            try:
                inner = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
            except FileNotFoundError:
                return None
            except OSError as error:
                if error.errno in (errno.ELOOP, errno.ENOTDIR):
                    if _is_link(part, folder):
                        raise Refused("a folder on the way to it is a link; hand in real folders") from None
                    return None
                raise Refused(f"cannot be read ({error.strerror})") from None
            os.close(folder)
            folder = inner
        return _read_file(folder, parts[-1], limit)
    finally:
        os.close(folder)


def _is_link(name: str, folder: int) -> bool:
    try:
        return stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    except OSError:
        return False


def _read_file(folder: int, name: str, limit: int) -> bytes | None:
    try:
        # O_NONBLOCK: opening a FIFO must not wait for somebody to write into it.
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise Refused("is a link; hand in the file itself") from None
        if error.errno == errno.ENXIO:
            raise Refused("is not a regular file; hand in a file") from None
        raise Refused(f"cannot be read ({error.strerror})") from None
    try:
        about = os.fstat(descriptor)
        if stat.S_ISDIR(about.st_mode):
            raise Refused("is a folder; hand in the file itself")
        if not stat.S_ISREG(about.st_mode):
            raise Refused("is not a regular file; hand in a file")
        if about.st_nlink > 1:
            raise Refused("is a hard link to another file; hand in a copy")
        if about.st_size > limit:
            raise Refused(f"is {about.st_size} bytes long; at most {limit} are taken")
        content = b""
        while len(content) <= limit and (chunk := os.read(descriptor, 1 << 16)):
            content += chunk
    except OSError as error:
        raise Refused(f"cannot be read ({error.strerror})") from None
    finally:
        os.close(descriptor)
    if len(content) > limit:
        raise Refused(f"is longer than {limit} bytes")
    _check_text(content)
    return content


def _check_text(content: bytes) -> None:
    """Refuse what is not UTF-8 source, and say which encoding it seems to be."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or content[:200].count(b"\0") > 20:
        raise Refused("is saved as UTF-16; save it as UTF-8")
    if b"\0" in content:
        raise Refused("holds NUL bytes and is no text; hand in the source file")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Refused(f"is not UTF-8 (line {line}); save it as UTF-8") from None
    for line_bytes in content.split(b"\n", 2)[:2]:
        cookie = _COOKIE.match(line_bytes)
        if cookie and cookie[1].decode("ascii").lower().replace("_", "-") not in _UTF8_NAMES:
            raise Refused("declares another encoding than UTF-8; remove the coding comment")


class _Search:
    """Looks through a student's folder, once and within bounds, when a file is not where it belongs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notes: list[str] = []
        self._found: dict[str, list[tuple[str, ...]]] | None = None

    def elsewhere(self, root: int, exercise: Exercise, name: str) -> bytes | None:
        """Content of the file of that name if exactly one lies somewhere else, in a folder named as the exercise."""
        inner = (exercise.slug, *name.split("/"))
        places = self._files().get(inner[-1], [])
        named = [parts for parts in places if parts[-len(inner) :] == inner]
        # Trees have files of the same names, and one of another exercise would be taken for one of this.
        only_named = name in GENERIC_NAMES or exercise.kind is Kind.PACKAGE
        chosen = named if only_named else named or places
        if len(chosen) != 1:
            return None
        content = _read(root, chosen[0])
        if content is not None:
            self.notes.append(f"{exercise.slug}: {name} was found at {'/'.join(chosen[0])[:120]}")
        return content

    def what_is_there(self, name: str) -> str:
        """A sentence for a missing file that names the file that was probably meant."""
        stem = name.removesuffix(".py")
        for other, places in sorted(self._files().items()):
            plain = re.sub(r"[\s_-]*(\(\d+\)|copy)?", "", other.rpartition(".")[0]).lower()
            if plain == stem.replace("_", "") and other.isprintable():
                return f"found {'/'.join(places[0])[:120]!r}, expected {name!r}; rename it"
        return f"{name} was not handed in"

    def _files(self) -> dict[str, list[tuple[str, ...]]]:
        if self._found is None:
            self._found = {}
            for count, parts in enumerate(_walk(self.folder)):
                if count >= MAX_ENTRIES:
                    self.notes.append(f"the folder has more than {MAX_ENTRIES} entries; the rest was not looked at")
                    break
                self._found.setdefault(parts[-1], []).append(parts)
        return self._found


GENERIC_NAMES = frozenset({"drills.py", "answers.toml"})
"""Files that every week has: they count only in a folder of the right name."""


def _walk(folder: Path) -> Iterator[tuple[str, ...]]:
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        parts = waiting.pop()
        try:
            entries = list(os.scandir(folder.joinpath(*parts)))
        except OSError:
            continue
        for entry in sorted(entries, key=lambda item: item.name):
            if entry.name.startswith(".") or entry.is_symlink():
                continue
            if entry.is_dir(follow_symlinks=False):
                if len(parts) < MAX_DEPTH and entry.name not in SKIPPED_FOLDERS:
                    waiting.append((*parts, entry.name))
            else:
                yield (*parts, entry.name)
