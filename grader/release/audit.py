"""Audits a student repository: is it what was given out, and does anything in it come from a hidden file?

Looks at every file, at every object that its git history still holds and, when asked, at the wheel that it builds.
Changes nothing, and runs nothing of what it looks at but the building of the wheel.
"""

from __future__ import annotations

import contextlib
import enum
import shutil
import stat
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError
from grader.release.hidden import LARGEST, HiddenLines
from grader.release.history import GitObject, git_objects
from grader.release.writing import files_below
from grader.student.given import FOLDER, MANIFEST, ORIGINALS, Given, Owner, digest, load_given, read_given

WHEEL_SECONDS = 600.0
LONGEST = 60
"""Characters of a hidden line that are shown."""
STUDENTS_KEEP = ("progress.json", "progress.json.bak", "lock", "update.lock", "snapshots", "backups", "review")
"""What a student's commands keep in `.quayside/`."""
STUDENTS_MAY_ADD = ("answers.toml", ".new")
"""Ends of the names of files that students are told to make, or that an update lays beside theirs."""


class Fault(enum.StrEnum):
    """What can be wrong with a student repository; the order is the order of display."""

    LEAK = "leak"
    UNEXPECTED = "unexpected"
    CHANGED = "changed"
    MISSING = "missing"


@dataclass(frozen=True)
class Finding:
    """One fault: the file, its line (0 where there is none), and what is wrong."""

    fault: Fault
    file: str
    line: int
    message: str


@dataclass(frozen=True)
class Audit:
    """What was found, and how much was looked at."""

    findings: tuple[Finding, ...]
    files: int
    objects: int
    wheel: str = ""


Tell = Callable[[str], None]


def audit(folder: Path, hidden: HiddenLines, tell: Tell, *, wheel: bool = False, history: bool = True) -> Audit:
    """Look through the student repository in `folder`. Raises UsageError if it is none."""
    given = read_given(folder)
    tell("files")
    paths = tuple(files_below(folder))
    worked_on = (folder / FOLDER / "progress.json").exists()
    search = Search(hidden, given, worked_on=worked_on)
    findings = list(_missing(given, paths))
    for path in paths:
        findings += _file(folder, path, search)
    objects: tuple[GitObject, ...] = ()
    if history and (folder / ".git").exists():
        tell("git history")
        objects = tuple(git_objects(folder))
        findings += _history(objects, search)
    name = ""
    if wheel:
        tell("wheel")
        name, found = _wheel(folder, given, search)
        findings += found
    ordered = sorted(set(findings), key=lambda item: (list(Fault).index(item.fault), item.file, item.line))
    return Audit(tuple(ordered), len(paths), len(objects), name)


def _missing(given: Given, paths: tuple[str, ...]) -> Iterator[Finding]:
    there = set(paths)
    for file in given.files:
        if file.path not in there:
            yield Finding(Fault.MISSING, file.path, 0, "was given out and is not there")


def _file(folder: Path, path: str, search: Search) -> Iterator[Finding]:
    """What is wrong with one file that is there; nothing that is not a plain file is opened."""
    info = (folder / path).lstat()
    if not stat.S_ISREG(info.st_mode):
        yield Finding(Fault.UNEXPECTED, path, 0, "is no plain file; the course gives out no links")
        return
    known = search.given.by_path.get(path)
    if known is None and path != MANIFEST and not _is_students(path):
        yield Finding(Fault.UNEXPECTED, path, 0, "was not given out")
    if info.st_size > LARGEST:
        yield Finding(Fault.UNEXPECTED, path, 0, "is too large to look into")
        return
    content = (folder / path).read_bytes()
    if known is not None and known.owner is Owner.COURSE and digest(content) != known.sha256:
        yield Finding(Fault.CHANGED, path, 0, "is not as it was given out")
    yield from search.leaks(path, content, path)


def _is_students(path: str) -> bool:
    top, _, rest = path.partition("/")
    kept = top == FOLDER and rest.partition("/")[0].startswith(STUDENTS_KEEP)
    return kept or path.endswith(STUDENTS_MAY_ADD)


@dataclass(frozen=True)
class Search:
    """Looks for hidden lines in the files of one repository; `worked_on` says that a student works in it.

    What a student wrote for an exercise may well be what the reference says, and is no leak. In a repository that
    nobody works in, a solution where a stub should be is one.
    """

    hidden: HiddenLines
    given: Given
    worked_on: bool

    def leaks(self, path: str, content: bytes, label: str, known: frozenset[str] = frozenset()) -> Iterator[Finding]:
        """What a file holds of hidden ones but `known` lines; `path` is its path in the repository, if it has one."""
        student_of = self._students_exercise(path, content) if self.worked_on else ""
        for found in self.hidden.look(content, student_of=student_of, known=known):
            place = f"{found.place.file}:{found.place.line}" if found.place.line else found.place.file
            shown = found.text if len(found.text) <= LONGEST else found.text[: LONGEST - 3] + "..."
            yield Finding(Fault.LEAK, label, found.line, f"stands in {place}: {shown}")

    def _students_exercise(self, path: str, content: bytes) -> str:
        """The exercise, `week/slug`, for which a student wrote this; empty for what the course gave out."""
        parts = path.split("/")
        if parts[0] == FOLDER and parts[1] == "backups":
            parts = ["weeks", *parts[2:4], *parts[5:]]  # .quayside/backups/WEEK/EXERCISE/TIME/FILE
        elif parts[0] == FOLDER and "weeks" in parts:
            parts = parts[
                parts.index("weeks") :
            ]  # .quayside/snapshots/0001/before/weeks/..., .quayside/review/weeks/...
        inner = "/".join(parts)
        known = self.given.by_path.get(inner)
        if parts[0] != "weeks" or len(parts) <= 3 or path.startswith(f"{ORIGINALS}/"):
            return ""
        students = known is None or (known.owner is Owner.STUDENT and known.sha256 != digest(content))
        return "/".join(parts[1:3]) if students and inner.endswith(".py") else ""


def _history(objects: tuple[GitObject, ...], search: Search) -> Iterator[Finding]:
    """What former commits hold of hidden files.

    A stub of an earlier release may have had words that the stub no longer has, and the reference still has. Python
    files that a former manifest of this history names were given out then, and are no leak.
    """
    given_out: set[str] = set()
    for item in objects:
        if item.path == MANIFEST:
            with contextlib.suppress(UsageError):
                given = load_given(item.content)
                given_out |= {file.sha256 for file in given.files if file.path.startswith("weeks/")}
    known: frozenset[str] = frozenset()
    for item in objects:
        if item.path.endswith(".py") and digest(item.content) in given_out:
            known |= search.hidden.known_in(item.content)
    for item in objects:
        blob = item.kind == "blob"
        label = f"git history: {item.path} (blob {item.name[:10]})" if blob else f"git {item.kind} {item.name[:10]}"
        yield from search.leaks(item.path, item.content, label, known)


# --- wheel ------------------------------------------------------------------------------------------------------------


def _wheel(folder: Path, given: Given, search: Search) -> tuple[str, list[Finding]]:
    """Build the wheel of a copy, and look into it: nothing but the package, and no hidden line."""
    findings: list[Finding] = []
    with tempfile.TemporaryDirectory(prefix="release-wheel-") as temporary:
        copy, out = Path(temporary, "copy"), Path(temporary, "out")
        for path in files_below(folder):
            if stat.S_ISREG((folder / path).lstat().st_mode):
                (copy / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(folder / path, copy / path)
        built = _build(copy, out)
        with zipfile.ZipFile(built) as archive:
            for name in sorted(archive.namelist()):
                label = f"{built.name}: {name}"
                if name not in given.by_path and ".dist-info/" not in name:
                    findings.append(Finding(Fault.UNEXPECTED, label, 0, "was not given out"))
                findings += search.leaks("", archive.read(name), label)
        return built.name, findings


def _build(copy: Path, out: Path) -> Path:
    if shutil.which("uv"):
        command = ["uv", "build", "--quiet", "--wheel", "--out-dir", str(out), str(copy)]
    else:
        command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(out), str(copy)]
    try:
        done = subprocess.run(command, check=False, capture_output=True, timeout=WHEEL_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError(f"the wheel cannot be built: {error}", fix="install uv or pip, or leave out --wheel") from None
    wheels = sorted(out.glob("*.whl")) if out.is_dir() else []
    if done.returncode or not wheels:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        message = f"the wheel cannot be built: {said[-1] if said else 'the builder failed'}"
        raise UsageError(message, fix="look at its pyproject.toml and at your network, or leave out --wheel")
    return wheels[0]
