"""Ends a test that runs too long, from inside Python: no thread, no signal, no process; none exist in a browser.

Counts only in code that lies in the student's folder. What never comes back there, such as a sleep or a loop inside a
C function, is beyond it: whoever started this Python has to end it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType

from grader.student.deadline import TookTooLong

_TOOL = 4
"""A tool id of sys.monitoring that no debugger, profiler or coverage tool claims."""


class Deadline:
    """Watches code below one folder; on a Python without sys.monitoring (3.11) it watches nothing."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._until = float("inf")
        self._seconds = 0.0

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Have every loop and call in the folder looked at, whether or not a limit is set."""
        if sys.version_info < (3, 12):
            yield
            return
        else:
            monitoring = sys.monitoring
            monitoring.use_tool_id(_TOOL, "quayside deadline")
            events = monitoring.events
            monitoring.register_callback(_TOOL, events.JUMP, self._look)
            monitoring.register_callback(_TOOL, events.PY_START, self._look)
            monitoring.set_events(_TOOL, events.JUMP | events.PY_START)
            try:
                yield
            finally:
                monitoring.set_events(_TOOL, events.NO_EVENTS)
                monitoring.register_callback(_TOOL, events.JUMP, None)
                monitoring.register_callback(_TOOL, events.PY_START, None)
                monitoring.free_tool_id(_TOOL)

    @contextmanager
    def limit(self, seconds: float) -> Iterator[None]:
        """Raise TookTooLong in the student's code once `seconds` have passed."""
        self._seconds, self._until = seconds, time.monotonic() + seconds
        try:
            yield
        finally:
            self._until = float("inf")

    def _look(self, code: CodeType, *_where: int) -> object:
        if sys.version_info >= (3, 12) and not code.co_filename.startswith(self._folder):
            return sys.monitoring.DISABLE
        now = time.monotonic()
        if now > self._until:
            # Whoever catches it, such as the import of one file among several, has the same time again.
            self._until = now + self._seconds
            raise TookTooLong(self._seconds)
        return None
