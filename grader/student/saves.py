"""Notices that a file of an exercise was saved: by the system's events, and by looking where there are none.

Editors write files in many ways, and shared folders, containers and WSL deliver no events. So events only make it
quick: what counts is that a file of the folder has another time or size than before. Knows nothing of tests.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import watchfiles

LOOK_SECONDS = 1.0
SETTLE_MS = 10
"""An editor that saves in several steps is done after so many milliseconds without another."""
LONGEST_MS = 300

Fingerprint = dict[str, tuple[int, int]]
SUFFIXES = frozenset({".py", ".toml", ".cfg", ".json", ".txt", ".csv"})


def fingerprint(folder: Path) -> Fingerprint:
    """Time and size of each file of an exercise; caches and what editors leave beside it do not count."""
    found: Fingerprint = {}
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in ("__pycache__", "build")]
        for name in files:
            if os.path.splitext(name)[1] not in SUFFIXES or name.startswith("."):  # noqa: PTH122 (names, not paths)
                continue
            path = os.path.join(place, name)  # noqa: PTH118 (a path object for each file, each second)
            try:
                status = os.stat(path)  # noqa: PTH116 (as above)
            except OSError:
                continue  # it is being replaced: the next look will see it
            found[path] = (status.st_mtime_ns, status.st_size)
    return found


class Saves:
    """Calls `saved` when a file below `folder` changes, while the context lasts; from threads of its own."""

    def __init__(
        self, folder: Path, saved: Callable[[], None], *, poll: bool = False, look: float = LOOK_SECONDS
    ) -> None:
        self.folder = folder
        self._saved = saved
        self._poll = poll
        self._look = look
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._known = fingerprint(folder)
        self._threads = [threading.Thread(target=self._keep_looking, daemon=True)]
        if not poll:
            self._threads.append(threading.Thread(target=self._listen, daemon=True))

    def __enter__(self) -> Saves:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        del kind, error, trace
        self._ended.set()

    def _keep_looking(self) -> None:
        while not self._ended.wait(self._look):
            self.look()

    def _listen(self) -> None:
        try:
            events = watchfiles.watch(
                self.folder,
                watch_filter=None,
                step=SETTLE_MS,
                debounce=LONGEST_MS,
                stop_event=self._ended,
                rust_timeout=500,
                raise_interrupt=False,
            )
            for _ in events:
                self.look()
        except (OSError, RuntimeError):
            return  # too many watches, or a file system without events: looking goes on

    def look(self) -> bool:
        """Look now; whether anything has changed since the last time."""
        with self._lock:
            now = fingerprint(self.folder)
            changed, self._known = now != self._known, now
        if changed and not self._ended.is_set():
            self._saved()
        return changed
