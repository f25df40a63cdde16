"""Remembers each submission's results between runs, so that an interrupted run goes on and nothing is run twice.

One small JSON file a submission, written whole or not at all. A result counts again only for the same files, checks,
reference, grader, Python and isolation level; all of that is in its key.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import sys
import tempfile
from pathlib import Path

import grader
from grader.course.intake import Taken
from grader.errors import OutputUnwritable
from grader.judge.protocol import result_from_json, result_to_json
from grader.model import ExerciseResult, Level, Verdict

STORE_VERSION = 1


def result_key(taken: Taken, fingerprint: str, level: Level) -> str:
    """What a result depends on, as one digest."""
    digest = hashlib.sha256()
    for part in (grader.__version__, sys.version, level.value, fingerprint, str(taken.verdict), taken.message):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    for name, content in sorted(taken.files.items()):
        digest.update(name.encode() + b"\0" + str(len(content)).encode() + b"\0" + content)
    return digest.hexdigest()


class Store:
    """Results below the folder of a run's output."""

    def __init__(self, output: Path) -> None:
        self.folder = output / "results"

    def open(self) -> None:
        """Make the folder. Raises OutputUnwritable."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=self.folder)
            os.close(descriptor)
            Path(name).unlink()
        except OSError as error:
            raise OutputUnwritable(
                f"{str(self.folder.parent)!r} cannot be written: {error.strerror}",
                fix="name another folder with --output",
            ) from None

    def load(self, student: str) -> dict[str, ExerciseResult]:
        """Results by key; a file that is damaged or of another version counts as none."""
        try:
            data = json.loads(self._path(student).read_text(encoding="utf-8"))
            if data["version"] != STORE_VERSION:
                return {}
            return {key: result_from_json(item) for key, item in data["results"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def save(self, student: str, results: dict[str, ExerciseResult]) -> None:
        """Write all results of a student but those that the grader could not judge. Raises OutputUnwritable."""
        kept = {key: result_to_json(item) for key, item in results.items() if item.verdict is not Verdict.GRADER_ERROR}
        shown = student.encode("utf-8", "backslashreplace").decode("utf-8")
        write_atomically(
            self._path(student),
            json.dumps({"version": STORE_VERSION, "student": shown, "results": kept}, separators=(",", ":")),
        )

    def _path(self, student: str) -> Path:
        plain = re.sub(r"[^A-Za-z0-9._-]+", "_", student)[:40]
        digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        return self.folder / f"{plain}-{digest}.json"


def write_atomically(path: Path, text: str) -> None:
    """Put `text` at `path` so that a reader sees the old content or the new, never a part. Raises OutputUnwritable."""
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
            stream.write(text)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise OutputUnwritable(
            f"{str(path)!r} cannot be written: {error.strerror}", fix="make room, or name another folder with --output"
        ) from None
