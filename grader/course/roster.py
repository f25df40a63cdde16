"""Reads the roster: who is in the class, and where each student's repository is. Touches no repository.

A CSV with a header: `student` and `repository` are needed, `branch` is optional, other columns are left alone. Comma,
semicolon and tab separate columns, because spreadsheets of different countries write different ones.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from grader.errors import UsageError

MAX_BYTES = 4 * 1024 * 1024
SHOWN_PROBLEMS = 3
GITHUB = "https://github.com"
_STUDENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")
_BRANCH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._/+#@-]{0,199}")
_OWNER_AND_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+")
_SCP = re.compile(r"[A-Za-z0-9._-]+@([A-Za-z0-9.-]+):([A-Za-z0-9._~/-]+)")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Enrolment:
    """One line of the roster. `branch` is empty for the repository's default branch."""

    student: str
    repository: str
    branch: str = ""

    @property
    def protocol(self) -> str:
        """How git would speak to the repository: https, http, ssh or file."""
        return protocol_of(self.repository)


def read_roster(path: Path, server: str = GITHUB) -> tuple[Enrolment, ...]:
    """The class in the roster's order; `owner/name` becomes a repository on `server`.

    Raises UsageError with the lines that are wrong.
    """
    header, rows = _table(_text(path), path)
    problems: list[str] = []
    found: list[Enrolment] = []
    for number, row in rows:
        cells = {name: cell.strip() for name, cell in zip(header, row, strict=False)}
        try:
            found.append(_enrolment(cells, server))
        except ValueError as error:
            problems.append(f"line {number}: {error}")
    problems += _repeated(found)
    if problems:
        more = f"; and {len(problems) - SHOWN_PROBLEMS} more" if len(problems) > SHOWN_PROBLEMS else ""
        raise UsageError(f"{path.name}: {'; '.join(problems[:SHOWN_PROBLEMS])}{more}", fix="mend these lines")
    if not found:
        raise UsageError(f"{path.name} names no student", fix="write a line such as: ana,our-class/course-ana,main")
    return tuple(found)


def protocol_of(repository: str) -> str:
    """The protocol of a repository's address; `file` for a path."""
    if "://" in repository:
        return urlsplit(repository).scheme.lower()
    return "ssh" if _SCP.fullmatch(repository) else "file"


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"the roster {str(path)!r} cannot be read: {error.strerror}", fix="name a CSV file") from None
    if len(content) > MAX_BYTES:
        raise UsageError(f"the roster {str(path)!r} is {len(content)} bytes long", fix="name the right file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"the roster {str(path)!r} is not UTF-8", fix="save it as CSV UTF-8") from None


def _table(text: str, path: Path) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """Names of the columns in lower case, and the lines below them with their numbers; empty lines are left out."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        lines = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise UsageError(f"{path.name} is no CSV: {error}", fix="save it as CSV UTF-8") from None
    header = [cell.strip().lower() for cell in lines[0][1]] if lines else []
    missing = [name for name in ("student", "repository") if name not in header]
    if missing:
        raise UsageError(
            f"{path.name} has no column called {' and none called '.join(missing)}",
            fix="begin it with the line: student,repository,branch",
        )
    return header, ((number, row) for number, row in lines[1:] if any(cell.strip() for cell in row))


def _enrolment(cells: dict[str, str], server: str) -> Enrolment:
    """One line; ValueError says what is wrong with it."""
    student, branch = cells.get("student", ""), cells.get("branch", "")
    if not _STUDENT.fullmatch(student) or student.endswith(".") or _RESERVED.fullmatch(student):
        # It becomes the name of a folder, on any system.
        raise ValueError(f"the student {student[:40]!r} has to be a short name of letters, digits, '-', '_' and '.'")
    if branch and (not _BRANCH.fullmatch(branch) or ".." in branch):
        raise ValueError(f"{branch[:40]!r} is no name of a branch")
    return Enrolment(student, _address(cells.get("repository", ""), server), branch)


def _address(text: str, server: str) -> str:
    if not text.isprintable() or text.startswith("-") or not text:
        raise ValueError("the repository is missing" if not text else "the repository is no address")
    if _OWNER_AND_NAME.fullmatch(text):
        return f"{server.rstrip('/')}/{text.removesuffix('.git')}.git"
    if "://" not in text:
        if "::" in text or not (_SCP.fullmatch(text) or Path(text).is_absolute()):
            raise ValueError(f"{text[:60]!r} is neither owner/name nor an address of a repository")
        return text
    parts = urlsplit(text)
    if parts.password or (parts.username and parts.scheme != "ssh"):
        raise ValueError("the repository's address holds a user or a password; take it out")
    return text


def _repeated(found: list[Enrolment]) -> list[str]:
    """Students who are there twice, and repositories that two students share; folders know no capitals everywhere."""
    problems = []
    for what, values in (
        ("student", [item.student.lower() for item in found]),
        ("repository", [f"{item.repository}#{item.branch}" for item in found]),
    ):
        twice = sorted({value for value in values if values.count(value) > 1})
        problems += [f"the {what} {value.removesuffix('#')!r} is there twice" for value in twice]
    return problems
