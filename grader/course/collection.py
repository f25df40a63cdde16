"""What a collection is: for each student the commit, when it was named, and the files that were copied.

Frozen records, their JSON and back; does no collecting. The document is `grader/collection/v1`.
"""

from __future__ import annotations

import enum
import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from grader.errors import UsageError

COLLECTION_FORMAT = "grader/collection/v1"
MANIFEST = "collection.json"
RECORD = "collected.json"
SUBMISSIONS = "submissions"
MAX_BYTES = 64 * 1024 * 1024
CLOCK = (
    "seen_at is the clock of the machine that collected, at the moment when the server named the commit; "
    "dates inside commits are written by students and are not used"
)


class Status(enum.StrEnum):
    """What became of one student's repository."""

    COLLECTED = "collected"
    EMPTY = "empty"
    """It can be read and holds no commit, or none that was pushed in time."""
    UNREACHABLE = "unreachable"
    """Nobody knows what is in it: no zero and no pass."""


class ResolvedBy(enum.StrEnum):
    """How the commit was chosen."""

    TIP = "tip"
    """Where the branch was when it was collected."""
    PUSH_LOG = "push-log"
    """Where the branch was at the deadline, by the times at which the server received pushes."""


@dataclass(frozen=True)
class CollectedFile:
    """One file that was copied: its path below the student's folder, and what it held."""

    path: str
    sha256: str
    bytes: int


@dataclass(frozen=True)
class RefusedFile:
    """One declared file that is there and was not copied, and why."""

    week: str
    exercise: str
    path: str
    reason: str


@dataclass(frozen=True)
class Collected:
    """One student's part of a collection."""

    student: str
    repository: str
    branch: str
    status: Status
    commit: str = ""
    resolved_by: ResolvedBy = ResolvedBy.TIP
    seen_at: str = ""
    files: tuple[CollectedFile, ...] = ()
    refused: tuple[RefusedFile, ...] = ()
    notes: tuple[str, ...] = ()
    message: str = ""


@dataclass(frozen=True)
class Collection:
    """All students of the roster, in its order."""

    started_at: str
    deadline: str
    declared: str
    """Digest of the paths that were looked for."""
    students: tuple[Collected, ...]
    finished_at: str = ""

    @property
    def missing(self) -> tuple[Collected, ...]:
        """Those of whom nothing is known."""
        return tuple(item for item in self.students if item.status is Status.UNREACHABLE)

    def to_json(self) -> str:
        """The document, in ASCII."""
        document = {"format": COLLECTION_FORMAT, "clock": CLOCK, **asdict(self)}
        return json.dumps(document, indent=1, ensure_ascii=True) + "\n"


def record_of(item: Collected) -> str:
    """What lies in the student's own folder: a folder without files would not survive as an artefact."""
    return json.dumps({"format": COLLECTION_FORMAT, **asdict(item)}, indent=1, ensure_ascii=True) + "\n"


def digest(text: str) -> str:
    """A name for exactly this document; it covers the content of every file that was collected."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def stamp(moment: datetime) -> str:
    """A time as the documents write it: UTC, whole seconds."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def read_collection(path: Path) -> tuple[Collection, str]:
    """The collection in a file, and the document's digest. Raises UsageError."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _unreadable(path, f"it is larger than {MAX_BYTES} bytes")
        text = path.read_bytes().decode("utf-8")
        document = json.loads(text)
    except OSError as error:
        raise _unreadable(path, error.strerror or "unknown error") from None
    except (ValueError, RecursionError) as error:
        raise _unreadable(path, f"it is not JSON ({error})") from None
    if not isinstance(document, dict) or document.get("format") != COLLECTION_FORMAT:
        raise _unreadable(path, f"it is no {COLLECTION_FORMAT}")
    try:
        return _collection(document), digest(text)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _unreadable(path, f"{type(error).__name__}: {error}") from None


def _collection(document: dict[str, Any]) -> Collection:
    return Collection(
        started_at=_text(document, "started_at"),
        deadline=_text(document, "deadline"),
        declared=_text(document, "declared"),
        students=tuple(_collected(item) for item in document["students"]),
        finished_at=_text(document, "finished_at"),
    )


def _collected(item: dict[str, Any]) -> Collected:
    return Collected(
        student=_text(item, "student"),
        repository=_text(item, "repository"),
        branch=_text(item, "branch"),
        status=Status(item["status"]),
        commit=_text(item, "commit"),
        resolved_by=ResolvedBy(item["resolved_by"]),
        seen_at=_text(item, "seen_at"),
        files=tuple(CollectedFile(_text(f, "path"), _text(f, "sha256"), int(f["bytes"])) for f in item["files"]),
        refused=tuple(
            RefusedFile(_text(r, "week"), _text(r, "exercise"), _text(r, "path"), _text(r, "reason"))
            for r in item["refused"]
        ),
        notes=tuple(str(note) for note in item["notes"]),
        message=_text(item, "message"),
    )


def _text(item: dict[str, Any], key: str) -> str:
    if not isinstance(item[key], str):
        raise ValueError(f"{key} is no text")
    return str(item[key])


def _unreadable(path: Path, why: str) -> UsageError:
    return UsageError(f"the collection {str(path)!r} cannot be read: {why}", fix="write it with `grader collect`")
