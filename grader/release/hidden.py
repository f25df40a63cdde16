"""Knows every line that students must never see, and finds it again in any bytes.

Hidden are all files of `solutions/`, and in a lab the marked solutions and the checks that are not visible. A line
counts without the signs around it (quotes, comments, bullets) and with its white space squeezed, unless it is
*trivial*. It is trivial if it

- is shorter than SHORTEST characters, or says fewer than WORDS words of its own: keywords, the names of builtins
  and of their methods, of modules of the standard library, `self` and words of one or two letters are nobody's secret;
- only imports, is the id of a question, which the quiz has as well, or says what a check is worth and covers;
- is the head of a table in TOML: it says where something is written, and nothing of what;
- stands in a stub, in a visible test or in the part of this program that students are given: a reference begins with
  the stub, checks name what tests name, and nothing that everybody can read is a secret;
- stands in the hidden files of COMMON exercises: then it is an idiom, such as the head of an `__enter__`.

A *canary*, the word `canary` joined by a sign to eight or more letters and digits, is never trivial: it is looked for
in the raw bytes, text or not. What is looked into: lines; longer lines, for hidden ones of PART characters and more;
texts in JSON (notebooks) and in HTML; members of zip, tar and gzip archives. Reads files; knows no repositories.
"""

from __future__ import annotations

import builtins
import gzip
import html
import io
import json
import keyword
import re
import sys
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import grader
from grader.catalogue.layout import Layout, entries
from grader.release.half import student_half

SHORTEST = 16
WORDS = 3
COMMON = 3
PART = 48
TOLD = frozenset({"README.md", "course.toml", "exercise.toml", "hints.toml", "lab.md", "quiz.toml", "week.toml"})
"""What tells of exercises; everything else is what a student begins with."""
NEVER_WRITTEN = frozenset({"checks.py", "mutants.toml", "notes.md", "probes.py", "quiz.toml"})
"""Files of solutions/ of a kind that no student writes."""
DEEPEST = 4
"""Archives in archives are opened this deep."""
LARGEST = 64 * 2**20
"""Bytes that are looked at of one file, archives in it unpacked; no file of a course is larger."""

_WORD = re.compile(r"[^\W\d_]\w{2,}")
_METHODS = frozenset(name for kind in (bytes, dict, float, int, list, set, str, tuple) for name in dir(kind))
_EVERYBODYS = frozenset(
    [*keyword.kwlist, *keyword.softkwlist, *dir(builtins), *_METHODS, *sys.stdlib_module_names, "self", "cls"]
)
_AROUND = " #>*+-|\"'`,;"
_ID = re.compile(r'id = "[a-z0-9-]+')
_WORTH = re.compile(r"@points\([^)]*\)?")
_IMPORT = re.compile(r"import \S+.*|from \S+ import .*")
_CANARY = re.compile(rb"canary[-_:=][0-9A-Za-z-]{8,}", re.IGNORECASE)
_TABLE = re.compile(r"""\[{1,2}[\w.'" -]+\]{1,2}""")
_FENCE = re.compile(r"(`{3,}|~{3,})(.*)")
_ARCHIVE_ERRORS = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    zipfile.BadZipFile,
    tarfile.TarError,
)


@dataclass(frozen=True)
class Place:
    """A line of a hidden file; `exercise` is the folder of its exercise, or empty."""

    file: str
    line: int
    exercise: str = ""
    is_solution: bool = False
    """Whether it is code of the kind that a student writes for this exercise, too."""


@dataclass(frozen=True)
class Sighting:
    """A hidden line found at a line of something; line 0 where there are no lines."""

    line: int
    text: str
    place: Place


def squeezed(line: str) -> str:
    """A line as it is compared: white space and signs at both ends go, and white space in between is one blank."""
    return " ".join(line.split()).strip(_AROUND)


def is_trivial(line: str) -> bool:
    """Whether a squeezed line says so little by itself that anybody may write it."""
    said_elsewhere = (_ID, _WORTH, _IMPORT, _TABLE)
    if len(line) < SHORTEST or any(pattern.fullmatch(line) for pattern in said_elsewhere):
        return True
    return len(set(_WORD.findall(line)) - _EVERYBODYS) < WORDS


class HiddenLines:
    """The lines and canaries of a course's hidden files, ready to be looked for."""

    def __init__(self, layout: Layout) -> None:
        self._places: dict[str, list[Place]] = defaultdict(list)
        self._canaries: dict[bytes, Place] = {}
        for place, line in _hidden(layout):
            self._places[line].append(place)
        for path in _files(layout.solutions_folder):
            for found in _CANARY.findall(path.read_bytes()):
                self._canaries.setdefault(found.lower(), Place(layout.relative(path), 0))
        given = {squeezed(line) for path in _given_modules(layout) for line in _lines(path)}
        self._beginnings: dict[str, list[str]] = {}
        self._starts: frozenset[str] = frozenset()
        self._forget({line for line, places in self._places.items() if line in given or _is_common(places)})
        self._forget({hidden for line in given for hidden in self._in_line(line)})

    def _forget(self, lines: Collection[str]) -> None:
        """Look for some lines no longer."""
        for line in lines:
            del self._places[line]
        beginnings: dict[str, list[str]] = defaultdict(list)
        for line in self._places:
            if len(line) >= PART:
                beginnings[line[:SHORTEST]].append(line)
        self._beginnings = dict(beginnings)
        self._starts = frozenset(beginning[:2] for beginning in beginnings)

    def __len__(self) -> int:
        return len(self._places)

    def known_in(self, content: bytes) -> frozenset[str]:
        """The hidden lines of some bytes; for what was given out at a time when these lines were no secret."""
        lines = content.decode("utf-8", "replace").splitlines()
        return frozenset(hidden for line in lines for hidden in self._in_line(squeezed(line)))

    def look(self, content: bytes, *, student_of: str = "", known: Collection[str] = frozenset()) -> Iterator[Sighting]:
        """Every hidden line and canary in some bytes.

        `student_of` is the folder of an exercise that a student solved here: code of that exercise's reference
        may be what anybody writes, so it does not count; its checks, notes and answers do. Lines in `known` do not.
        """
        lowered = content.lower()
        for canary, place in self._canaries.items():
            if canary in lowered:
                yield Sighting(content[: lowered.index(canary)].count(b"\n") + 1, canary.decode(), place)
        for text, with_lines in _texts(content, DEEPEST, Budget()):
            for number, raw in enumerate(text.splitlines(), start=1):
                for line in self._in_line(squeezed(html.unescape(raw) if "&" in raw else raw)):
                    worst = _worst(self._places[line], student_of)
                    if worst is not None and line not in known:
                        yield Sighting(number if with_lines else 0, line, worst)

    def _in_line(self, line: str) -> Iterator[str]:
        """Hidden lines that a line is, or holds beside other things."""
        if line in self._places:
            yield line
            return
        for start in range(len(line) - PART + 1):
            # Two characters decide nearly always, and are cheaper to cut than sixteen.
            if line[start : start + 2] in self._starts:
                for hidden in self._beginnings.get(line[start : start + SHORTEST], ()):
                    if line.startswith(hidden, start) and _stands_alone(line, start, start + len(hidden)):
                        yield hidden


def _stands_alone(line: str, start: int, end: int) -> bool:
    """Whether a part of a line does not begin or end within a word."""
    before, after = line[start - 1 : start], line[end : end + 1]
    return not (before.isalnum() and line[start].isalnum()) and not (after.isalnum() and line[end - 1].isalnum())


def _worst(places: list[Place], student_of: str) -> Place | None:
    counted = [place for place in places if not (student_of and place.is_solution and place.exercise == student_of)]
    return counted[0] if counted else None


def _is_common(places: Collection[Place]) -> bool:
    return len({place.exercise for place in places if place.exercise}) >= COMMON


def _hidden(layout: Layout) -> Iterator[tuple[Place, str]]:
    """All lines of hidden files that are not trivial by themselves, squeezed."""
    for path in _files(layout.solutions_folder):
        parts = path.relative_to(layout.solutions_folder).parts
        exercise = "/".join(parts[:2]) if len(parts) > 2 else ""
        solution = bool(exercise) and path.name not in NEVER_WRITTEN
        yield from _counted(layout.relative(path), enumerate(_lines(path), start=1), exercise, is_solution=solution)
    for week in layout.weeks():
        if layout.lab(week).is_file():
            yield from _counted(layout.relative(layout.lab(week)), hidden_of_lab(_lines(layout.lab(week))), "")


def _counted(
    file: str, lines: Iterable[tuple[int, str]], exercise: str, *, is_solution: bool = False
) -> Iterator[tuple[Place, str]]:
    for number, raw in lines:
        line = squeezed(raw)
        if not is_trivial(line):
            yield Place(file, number, exercise, is_solution), line


def hidden_of_lab(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Numbered lines of a lab that students do not get: solutions, and checks that are not marked as visible."""
    fence, check, solution = "", False, False
    for number, line in enumerate(lines, start=1):
        if (found := _FENCE.match(line)) and (not fence or (found[1].startswith(fence) and not found[2].strip())):
            words = found[2].split()
            check = not fence and "check" in words and "visible" not in words
            fence, solution = ("" if fence else found[1]), False
        elif line.strip() in {"### BEGIN SOLUTION", "### BEGIN HIDDEN TESTS"}:
            solution = True
        elif line.strip() in {"### END SOLUTION", "### END HIDDEN TESTS"}:
            solution = False
        elif fence and (check or solution):
            yield number, line


def _given_modules(layout: Layout) -> tuple[Path, ...]:
    program = student_half(Path(grader.__file__).parent).files.values()
    course = (path for path in _files(layout.weeks_folder) if path.name not in TOLD)
    return (*course, *(path for path in program if path.suffix == ".py"))


def _files(folder: Path) -> Iterator[Path]:
    for path in entries(folder):
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
        elif path.is_file():
            yield path


def _lines(path: Path) -> list[str]:
    return path.read_bytes().decode("utf-8", "replace").splitlines()


class Stream(Protocol):
    """What members of archives are read from."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes."""


@dataclass
class Budget:
    """Bytes that may still be unpacked: a small archive can hold more than any machine has."""

    left: int = LARGEST

    def read(self, stream: Stream) -> bytes:
        """As much of a stream as is left."""
        content = stream.read(self.left)
        self.left -= len(content)
        return content


def _texts(content: bytes, depth: int, budget: Budget) -> Iterator[tuple[str, bool]]:
    """Everything in some bytes that can be read as text, and whether its lines are those of the file."""
    for member in _members(content, budget) if depth else ():
        yield from ((text, False) for text, _ in _texts(member, depth - 1, budget))
    text = content.decode("utf-16", "replace") if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else None
    text = content.decode("utf-8-sig", "replace") if text is None else text
    yield text, True
    if text.lstrip()[:1] in {"{", "["}:
        try:
            yield "\n".join(_strings(json.loads(text))), False
        except (ValueError, RecursionError):
            return


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        # A notebook keeps a cell as a list of its lines.
        yield from (text for item in value for text in _strings(item))
    elif isinstance(value, dict):
        yield from (text for item in value.items() for text in _strings(list(item)))


def _members(content: bytes, budget: Budget) -> Iterator[bytes]:
    """Contents of an archive's members; nothing if it is none, and as many as can be read if it is damaged."""
    stream = io.BytesIO(content)
    try:
        if content[:2] == b"PK" and zipfile.is_zipfile(stream):
            with zipfile.ZipFile(stream) as archive:
                for name in archive.namelist():
                    with archive.open(name) as member:
                        yield budget.read(member)
        elif content[:2] == b"\x1f\x8b":
            with gzip.open(stream) as packed:
                yield budget.read(packed)
        elif content[257:262] == b"ustar":
            with tarfile.open(fileobj=stream) as tar:
                for info in tar:
                    extracted = tar.extractfile(info) if info.isfile() else None
                    if extracted is not None:
                        yield budget.read(extracted)
    except _ARCHIVE_ERRORS:
        return
