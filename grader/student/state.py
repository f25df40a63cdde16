"""Keeps a student's progress in one readable file, `.quayside/progress.json`, whole at every moment.

Readers need no lock: the file is only ever replaced. Whoever changes it holds a lock between processes, writes the
state before to `progress.json.bak`, then the new one beside the file, and swaps. A file that does not parse is put
aside under a name of its own, and the backup takes its place. Knows nothing of exercises and of what progress means.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from pathlib import Path

from grader.errors import OutputUnwritable, UsageError
from grader.student.files import ON_WINDOWS, make_folder, read_if_there, replace_file
from grader.student.given import FOLDER
from grader.student.lock import WAIT_SECONDS, locked
from grader.student.progress import DamagedError, NewerError, Progress, Record, Standing, dump, load

__all__ = ["FOLDER", "Progress", "Record", "Standing", "StateFile"]

NAME = "progress.json"


def _silent(_line: str) -> None:
    return None


class StateFile:
    """The progress file of the student repository at `root`; `tell` is given a line when something was mended."""

    def __init__(
        self,
        root: Path,
        *,
        tell: Callable[[str], None] = _silent,
        wait: float = WAIT_SECONDS,
        windows: bool = ON_WINDOWS,
    ) -> None:
        self.folder = root / FOLDER
        self.path = self.folder / NAME
        self.backup = self.folder / f"{NAME}.bak"
        self.lock = self.folder / "lock"
        self._tell = tell
        self._wait = wait
        self._windows = windows

    def read(self) -> Progress:
        """The progress; an empty one where there is no file. Writes only to mend what is damaged.

        Raises UsageError if a later version wrote it, or if it cannot be read at all.
        """
        content = self._content(self.path)
        if content is None and self._content(self.backup) is None:
            return Progress()
        with contextlib.suppress(DamagedError):
            return self._parsed(content)
        try:
            with locked(self.lock, wait=self._wait):
                return self._mended()
        except OutputUnwritable:
            # A disk that is read-only or full still gives what the backup holds.
            self._tell(f"{FOLDER}/{NAME} is damaged and cannot be mended here: the backup is used instead")
            return self._from_backup()[0]

    def change(self, function: Callable[[Progress], Progress]) -> Progress:
        """Apply `function` to the progress as it is now, and keep what it gives; gives that.

        Nobody else changes it meanwhile. Raises OutputUnwritable if it cannot be written: then all is as it was.
        """
        make_folder(self.folder)
        with locked(self.lock, wait=self._wait):
            before = self._mended()
            after = function(before)
            new, old = dump(after).encode(), self._content(self.path)
            if new != old:
                if old is not None:
                    self._replace(self.backup, old)
                self._replace(self.path, new)
            return after

    def _content(self, path: Path) -> bytes | None:
        return read_if_there(path, windows=self._windows)

    def _replace(self, path: Path, content: bytes) -> None:
        replace_file(path, content, windows=self._windows)

    def _parsed(self, content: bytes | None) -> Progress:
        """Raises DamagedError; UsageError where a later version wrote it."""
        if content is None:
            raise DamagedError("it is missing")
        try:
            return load(content.decode("utf-8-sig"))  # some editors on Windows put a mark in front
        except UnicodeDecodeError:
            raise DamagedError("it is not text") from None
        except NewerError as error:
            message = f"{FOLDER}/{NAME} was written by a later version of the course ({error.args[0]})"
            raise UsageError(message, fix="bring the course up to date: course update --apply") from None

    def _from_backup(self) -> tuple[Progress, bytes | None]:
        content = self._content(self.backup)
        with contextlib.suppress(DamagedError):
            return self._parsed(content), content
        return Progress(), None

    def _mended(self) -> Progress:
        """The progress, after the backup took the place of a damaged file; the lock is held."""
        content = self._content(self.path)
        try:
            return self._parsed(content)
        except DamagedError as error:
            reason = str(error)
        progress, good = self._from_backup()
        if content is None and good is None:
            return progress
        aside = ""
        if content is not None:
            name = f"{NAME}.damaged-{hashlib.sha256(content).hexdigest()[:8]}"
            self._replace(self.folder / name, content)
            aside = f"; the damaged one is {FOLDER}/{name}"
        self._replace(self.path, dump(progress).encode() if good is None else good)
        instead = "nothing could be restored, and it starts anew" if good is None else "the backup is used instead"
        self._tell(f"{FOLDER}/{NAME} was damaged ({reason}): {instead}{aside}")
        return progress
