"""A tree of generated files: collected in memory, then written so that only what differs is touched.

A live server watches the folder: a file that is written again although nothing changed would build the site again.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.errors import OutputUnwritable


@dataclass(frozen=True)
class Changes:
    """How many files were written, taken away and left as they were."""

    written: int = 0
    removed: int = 0
    unchanged: int = 0
    note: str = ""
    """What a reader of the log should know besides, in a sentence without its full stop."""

    def __str__(self) -> str:
        return f"{self.written} written, {self.removed} removed, {self.unchanged} unchanged" + (
            f"; {self.note}" if self.note else ""
        )


def synchronise(folder: Path, files: Mapping[str, bytes]) -> Changes:
    """Make a folder hold exactly these files; keys are paths below it with forward slashes. Raises OutputUnwritable."""
    written = removed = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        wanted = {folder / name: content for name, content in files.items()}
        for path in sorted(folder.rglob("*"), reverse=True):  # what is in a folder before the folder itself
            if path.is_dir() and not path.is_symlink():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path not in wanted:
                path.unlink()
                removed += 1
        for path, content in wanted.items():
            if not path.is_file() or path.read_bytes() != content:
                _replace(path, content)
                written += 1
    except OSError as error:
        raise OutputUnwritable(
            f"{str(error.filename or folder)!r} cannot be written: {error.strerror}",
            fix="make room, or make the folder writable",
        ) from None
    return Changes(written, removed, len(files) - written)


def _replace(path: Path, content: bytes) -> None:
    """Put content at a path so that a reader sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
