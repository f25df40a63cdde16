"""Keeps one process ready that has pytest and the plugin imported: feedback after a save need not wait for that.

Each process carries out one order and ends, so no run sees anything of the one before. That works alike on every
system; nothing is forked. A spare is started when a run is over, while the student reads.
"""

from __future__ import annotations

import tempfile
from types import TracebackType

from grader.student.running import START_SECONDS, Child


class WarmChildren:
    """A source of processes that are ready; a context, at whose end the spare is ended too."""

    def __init__(self) -> None:
        self._spare: Child | None = None
        # What pytest makes of the test files is the same from save to save; it lies here until the end.
        self._cache = tempfile.TemporaryDirectory(prefix="course-", ignore_cleanup_errors=True)

    def __enter__(self) -> WarmChildren:
        self.prepare()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        del kind, error, trace
        self.close()

    def prepare(self) -> None:
        """Start a spare process unless there is one; returns at once."""
        if self._spare is None or not self._spare.is_alive:
            self._spare = Child(warm=True, cache=self._cache.name)

    def wait(self, seconds: float = START_SECONDS) -> bool:
        """Wait until the spare is ready for its order; whether it is."""
        try:
            return self._spare is not None and self._spare.wait_until_ready(seconds)
        except TimeoutError:
            return False

    def take(self) -> Child:
        """The spare, or a new process if it has gone."""
        spare, self._spare = self._spare, None
        if spare is not None and spare.is_alive:
            return spare
        if spare is not None:
            spare.close()
        return Child()

    def close(self) -> None:
        """End the spare."""
        if self._spare is not None:
            self._spare.close()
            self._spare = None
        self._cache.cleanup()
