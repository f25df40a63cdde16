"""Puts a file in place whole or not at all, on every system; knows nothing of what is in it.

Everything that touches the disk goes through functions of `os`, where tests cut it short at each step.
"""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

from grader.errors import OutputUnwritable, UsageError

ON_WINDOWS = os.name == "nt"

_SHARING_SECONDS = 2.0
_SHARING_PAUSE = 0.01


def unwritable(path: Path, error: OSError) -> OutputUnwritable:
    """The one line for a disk that is full, read-only or not ours."""
    reason = error.strerror or type(error).__name__
    return OutputUnwritable(
        f"{path.parent.name}/{path.name} cannot be written: {reason}; nothing of yours was changed",
        fix="make room on the disk, or make the folder writable, and run it again",
    )


def make_folder(folder: Path) -> None:
    """Make a folder and those above it. Raises OutputUnwritable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from None


def read_if_there(path: Path, *, windows: bool = ON_WINDOWS) -> bytes | None:
    """The content of a file, or None where there is none. Raises UsageError where it cannot be read."""
    deadline = time.monotonic() + _SHARING_SECONDS
    while True:
        try:
            return path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            # Windows refuses for the moment in which somebody else swaps the file.
            if not (windows and isinstance(error, PermissionError)) or time.monotonic() > deadline:
                message = f"{path.parent.name}/{path.name} cannot be read: {error.strerror}"
                raise UsageError(message, fix="make it a file that you can read, and run it again") from None
            time.sleep(_SHARING_PAUSE)


def replace_file(path: Path, content: bytes, *, windows: bool = ON_WINDOWS) -> None:
    """Put `content` at `path` so that a reader sees the old or the new, also after a loss of power.

    Raises OutputUnwritable; the old file is then still there. Two writers of one file need a lock between them.
    """
    # The same name every time: what a killed process left behind is used again instead of piling up.
    part = path.with_name(f".{path.name}.part")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o644)
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        _swap(part, path, windows=windows)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(part)  # noqa: PTH108 (through os, see above)
        raise unwritable(path, error) from None
    if not windows:  # a folder cannot be opened there, and need not be
        # Whether the swap is on the disk already: not every file system can say so, and it has happened anyway.
        with contextlib.suppress(OSError):
            descriptor = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _swap(part: Path, path: Path, *, windows: bool) -> None:
    deadline = time.monotonic() + _SHARING_SECONDS
    while True:
        try:
            os.replace(part, path)  # noqa: PTH105 (through os, see above)
        except PermissionError:
            # Windows refuses while a reader has the file open, for as long as reading takes.
            if not windows or time.monotonic() > deadline:
                raise
            time.sleep(_SHARING_PAUSE)
        else:
            return
