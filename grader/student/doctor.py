"""Looks at a student's set-up piece by piece, and has for each defect the command that mends it.

Changes nothing but one file of its own that it writes and takes away. What is asked of the machine comes through
`Machine`, so that every finding can be had without the machine that has it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import importlib.metadata
import importlib.util
import os
import platform
import re
import shutil
import sys
import sysconfig
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.catalogue.layout import Layout
from grader.catalogue.load import survey_course
from grader.errors import GraderError
from grader.student.files import replace_file
from grader.student.git import find_git
from grader.student.given import FOLDER, MANIFEST, Owner, digest, read_given
from grader.student.journal import content_of
from grader.student.originals import student_files
from grader.student.state import NAME, StateFile

PYTHON_FLOOR = (3, 11)
PACKAGES = {"click": (8, 2), "pytest": (9, 0), "rich": (14, 0), "watchfiles": (1, 1)}
PLUGIN = "grader.student.plugin"
WINDOWS_PATH = 259
"""What a path may have on Windows where long paths are not switched on."""
CLOCK_SLACK = dt.timedelta(days=1)
SMALL_DISK = 50 * 1024 * 1024


@dataclass(frozen=True)
class Finding:
    """One piece of the set-up: what was found, and where it is not well the command that mends it."""

    name: str
    said: str
    fix: str = ""
    """Empty where it is well."""
    optional: bool = False
    """Whether the course works without it."""

    @property
    def is_well(self) -> bool:
        """Whether nothing has to be mended."""
        return not self.fix


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _plugins() -> tuple[str, ...]:
    return tuple(entry.value.partition(":")[0] for entry in importlib.metadata.entry_points(group="pytest11"))


@dataclass(frozen=True)
class Machine:
    """What is asked of the machine; a test gives it other answers."""

    system: str = platform.system()
    python: tuple[int, int] = sys.version_info[:2]
    version: Callable[[str], str] = _version
    """Version of an installed package; empty where it is not there."""
    plugins: Callable[[], tuple[str, ...]] = _plugins
    """Modules that pytest loads by itself."""
    program: Callable[[str], str | None] = shutil.which
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    encoding: str = sys.stdout.encoding or "ascii"
    free: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free

    @property
    def install(self) -> str:
        """The command that installs what the course needs."""
        return "uv sync" if self.program("uv") else f"{self.pip} install -e ."

    @property
    def pip(self) -> str:
        """pip as it is called here."""
        return "py -m pip" if self.system == "Windows" else "python3 -m pip"


def examine(root: Path, machine: Machine | None = None) -> tuple[Finding, ...]:
    """Everything that was looked at, in the order in which it is best mended."""
    machine = machine or Machine()
    looks: tuple[Callable[[], Finding], ...] = (
        lambda: _python(machine),
        lambda: _packages(machine),
        lambda: _plugin(machine),
        lambda: _course(root),
        lambda: _given_files(root),
        lambda: _writable(root, machine),
        lambda: _progress(root),
        lambda: _sources(root),
        lambda: _line_endings(root),
        lambda: _git(root, machine),
        lambda: _identity(root),
        lambda: _editor(root),
        lambda: _path_length(root, machine),
        lambda: _terminal(machine),
        lambda: _clock(root, machine),
    )
    return tuple(look() for look in looks)


def _python(machine: Machine) -> Finding:
    found = ".".join(map(str, machine.python))
    if machine.python >= PYTHON_FLOOR:
        return Finding("Python", found)
    wanted = ".".join(map(str, PYTHON_FLOOR))
    fix = "uv python install 3.12, then uv sync" if machine.program("uv") else "install it from https://www.python.org"
    return Finding("Python", f"{found}; the course needs {wanted} or later", fix)


def _packages(machine: Machine) -> Finding:
    wrong = []
    for package, floor in PACKAGES.items():
        version = machine.version(package)
        if not version:
            wrong.append(f"{package} is missing")
        elif tuple(int(part) for part in re.findall(r"\d+", version)[:2]) < floor:
            wrong.append(f"{package} {version} is too old")
    if wrong:
        return Finding("packages", "; ".join(wrong), machine.install)
    return Finding("packages", ", ".join(f"{package} {machine.version(package)}" for package in PACKAGES))


def _plugin(machine: Machine) -> Finding:
    if PLUGIN in machine.plugins():
        return Finding("pytest plugin", "found: plain pytest explains failures too")
    return Finding("pytest plugin", "pytest does not find it", machine.install)


def _course(root: Path) -> Finding:
    course, problems = survey_course(root, strict=False)
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        return Finding("course", f"{problems[0].file}: {problems[0].message}{more}", _back(root, [problems[0].file]))
    if not course.exercises:
        return Finding("course", "there is no exercise in weeks/", "course update --apply")
    return Finding("course", f"exercises: {len(course.exercises)}, in weeks: {len(course.weeks)}")


def _given_files(root: Path) -> Finding:
    if not (root / MANIFEST).exists():
        fix = "get the course again, as it was given out"
        return Finding("course files", f"{MANIFEST} is missing: nothing can be updated or reset", fix, optional=True)
    try:
        given = read_given(root)
    except GraderError as error:
        return Finding("course files", error.message, error.fix)
    of_course = [item for item in given.files if item.owner is Owner.COURSE]
    contents = {item.path: content_of(root / item.path) for item in of_course}
    missing = [path for path, content in contents.items() if content is None]
    if missing:
        return Finding("course files", f"{len(missing)} missing: {', '.join(missing[:3])}", _back(root, missing[:3]))
    changed = [item.path for item in of_course if digest(contents[item.path] or b"") != item.sha256]
    if changed:
        said = f"{len(changed)} changed here: {', '.join(changed[:3])}"
        return Finding("course files", said, f"git checkout -- {changed[0]}", optional=True)
    return Finding("course files", f"all {len(given.files)} are there")


def _back(root: Path, paths: Sequence[str]) -> str:
    """The command that gets files of the course again: from where updates come, or else from the student's own git."""
    try:
        known = read_given(root).updates if (root / MANIFEST).exists() else ""
    except GraderError:
        known = ""
    # An update leaves alone what was changed here, and so does not mend it.
    if known and not any((root / path).exists() for path in paths):
        return "course update --apply"
    return f"git checkout -- {' '.join(paths)}" if (root / ".git").exists() else "course update --apply --from ADDRESS"


def _writable(root: Path, machine: Machine) -> Finding:
    trial = root / FOLDER / f"trial-{os.getpid()}"
    try:
        trial.parent.mkdir(parents=True, exist_ok=True)
        replace_file(trial, b"trial\n")
        trial.unlink()
    except (OSError, GraderError) as error:
        reason = error.message if isinstance(error, GraderError) else error.strerror
        fix = f'icacls "{root}" /grant %USERNAME%:F /T' if machine.system == "Windows" else f'chmod -R u+rwX "{root}"'
        return Finding("write access", f"{reason}", fix)
    free = machine.free(root)
    if free < SMALL_DISK:
        return Finding("write access", f"only {free // 1024**2} MB of disk are free", "make room on the disk")
    return Finding("write access", "files can be written")


def _progress(root: Path) -> Finding:
    told: list[str] = []
    try:
        progress = StateFile(root, tell=told.append).read()
    except GraderError as error:
        return Finding("progress", error.message, error.fix)
    if told:
        return Finding("progress", told[0])
    return Finding("progress", f"{FOLDER}/{NAME} can be read; exercises in it: {len(progress.exercises)}")


def _student_paths(root: Path) -> list[Path]:
    course, _ = survey_course(root, strict=False)
    found = (path for exercise in course.exercises for path in student_files(root, exercise).values())
    return [path for path in found if path.is_file()]


def _sources(root: Path) -> Finding:
    layout = Layout(root)
    for path in _student_paths(root):
        content = path.read_bytes()
        where = layout.relative(path)
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return Finding("your files", f"{where} is saved as UTF-16", "save it as UTF-8 in your editor")
        with contextlib.suppress(UnicodeDecodeError):
            content.decode("utf-8")
            continue
        return Finding("your files", f"{where} is not UTF-8", "save it as UTF-8 in your editor")
    return Finding("your files", "all are UTF-8")


def _line_endings(root: Path) -> Finding:
    layout = Layout(root)
    mixed = []
    for path in _student_paths(root):
        content = path.read_bytes()
        crlf = content.count(b"\r\n")
        if 0 < crlf < content.count(b"\n"):
            mixed.append(layout.relative(path))
    if mixed:
        said = f"{mixed[0]} has line ends of two kinds"
        return Finding("line endings", said, "save it with one kind in your editor: LF", optional=True)
    git = find_git(root)
    attributes = root / ".gitattributes"
    if git and not attributes.exists() and git.line("config", "core.autocrlf") == "true":
        fix = "git config core.autocrlf input"
        return Finding("line endings", "git changes them, and there is no .gitattributes", fix, optional=True)
    return Finding("line endings", "of one kind in each file")


def _git(root: Path, machine: Machine) -> Finding:
    if machine.program("git") is None:
        return Finding("git", "is not installed", "install it from https://git-scm.com", optional=True)
    git = find_git(root)
    if git is None or not git.run("rev-parse", "--git-dir").is_done:
        fix = "git init -b main, then git add . and git commit -m Start"
        return Finding("git", "this folder is in no repository", fix, optional=True)
    remote = git.line("remote").splitlines()
    if not remote:
        fix = "git remote add origin ADDRESS, as your instructor gave it"
        return Finding("git", "there is no remote to hand in to", fix, optional=True)
    return Finding("git", f"hands in to {remote[0]}")


def _identity(root: Path) -> Finding:
    git = find_git(root)
    if git is None or (git.line("config", "user.name") and git.line("config", "user.email")):
        return Finding("git identity", "known" if git else "not needed without git")
    fix = 'git config --global user.name "Your Name"; git config --global user.email you@example.org'
    return Finding("git identity", "git does not know who you are", fix, optional=True)


def _editor(root: Path) -> Finding:
    try:
        given = read_given(root) if (root / MANIFEST).exists() else None
    except GraderError:
        given = None
    wanted = [item.path for item in given.files if item.path.startswith((".vscode/", ".editorconfig"))] if given else []
    missing = [path for path in wanted if not (root / path).is_file()]
    if missing:
        return Finding("editor", f"{missing[0]} is missing", f"git checkout -- {missing[0]}", optional=True)
    return Finding("editor", "its settings are there" if wanted else "any editor will do")


def _path_length(root: Path, machine: Machine) -> Finding:
    layout = Layout(root)
    course, _ = survey_course(root, strict=False)
    lengths = [len(layout.relative(layout.visible_tests(exercise))) for exercise in course.exercises]
    # Copies that the commands make lie deeper: .quayside/backups/..., with the time in the name.
    longest = len(str(root)) + 1 + max(lengths, default=0) + 40
    if machine.system != "Windows" or longest <= WINDOWS_PATH:
        return Finding("path length", f"{longest} characters at most")
    said = f"paths of {longest} characters are too long for Windows"
    fix = "move the folder nearer to the root of the disk, such as C:\\course; and git config core.longpaths true"
    return Finding("path length", said, fix)


def _terminal(machine: Machine) -> Finding:
    if machine.encoding.lower().replace("-", "").startswith("utf8"):
        return Finding("terminal", machine.encoding)
    said = f"{machine.encoding}: plain characters are used instead of signs"
    if machine.system == "Windows":
        return Finding("terminal", said, "setx PYTHONUTF8 1, then open a new terminal", optional=True)
    return Finding("terminal", said)


def _clock(root: Path, machine: Machine) -> Finding:
    now = machine.now()
    fix = "set the clock of this machine"
    installed = Path(sysconfig.__file__).stat().st_mtime
    with contextlib.suppress(GraderError):
        last = StateFile(root).read().last_run
        if last and last - now > CLOCK_SLACK:
            return Finding("clock", f"shows {now:%Y-%m-%d}, and tests ran on {last:%Y-%m-%d} already", fix)
    if now.timestamp() + CLOCK_SLACK.total_seconds() < installed:
        return Finding("clock", f"shows {now:%Y-%m-%d}, before Python was installed here", fix)
    return Finding("clock", f"{now:%Y-%m-%d}")
