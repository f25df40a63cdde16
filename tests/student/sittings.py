"""The real `course` in a pseudo terminal: keys go in, everything it writes comes out."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path

from tests.builders import ROOT

PATIENCE = 60.0
"""Seconds after which something that was to come will not come."""

OF_A_TERMINAL = frozenset({"COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "COURSE_ASCII", "COURSE_POLL"})


class Sitting:
    """`course` in a pseudo terminal of its own, and everything it wrote."""

    def __init__(
        self,
        root: Path,
        *arguments: str,
        columns: int = 80,
        environment: Mapping[str, str] | None = None,
        module: str = "grader.cli.student",
    ):
        self.ours, self.theirs = os.openpty()
        termios.tcsetwinsize(self.theirs, (30, columns))
        self.before = termios.tcgetattr(self.theirs)
        self.written = ""
        # What the terminal is like is said by the terminal, and not by where the tests run.
        inherited = {name: value for name, value in os.environ.items() if name not in OF_A_TERMINAL}
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=root,
            stdin=self.theirs,
            stdout=self.theirs,
            stderr=self.theirs,
            start_new_session=True,
            env={**inherited, "PYTHONPATH": str(ROOT), "TERM": "xterm", "PYTHONUTF8": "1", **(environment or {})},
        )
        os.set_blocking(self.ours, False)

    def until(self, text: str) -> str:
        """Read until `text` was written; gives what was written since the last call."""
        deadline = time.monotonic() + PATIENCE
        since = ""
        while text not in since:
            assert time.monotonic() < deadline, f"{text!r} did not come; there was {since!r}"
            try:
                since += os.read(self.ours, 65536).decode("utf-8", "replace")
            except BlockingIOError:
                time.sleep(0.02)  # between two looks, not a time in which something must happen
        self.written += since
        return since

    def press(self, key: str) -> None:
        """Type a key."""
        os.write(self.ours, key.encode())

    def end(self) -> int:
        """Wait for its end; gives the exit code."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < deadline:
            # A terminal takes only so much before somebody reads it.
            if not self._read():
                time.sleep(0.02)  # as above
        while self._read():
            pass
        return self.process.wait(timeout=1)

    def _read(self) -> bool:
        """Take what was written; whether there was anything."""
        with contextlib.suppress(OSError):
            content = os.read(self.ours, 65536)
            self.written += content.decode("utf-8", "replace")
            return bool(content)
        return False

    def is_restored(self) -> bool:
        """Whether the terminal is as it was before."""
        return termios.tcgetattr(self.theirs) == self.before

    def close(self) -> None:
        """End it, whatever it does."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.ours)
        os.close(self.theirs)
