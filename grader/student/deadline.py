"""Stops a test that does not end, in the same process and on every system.

A thread waits; when the time is over it has Python raise KeyboardInterrupt in the main thread, which is turned into
TookTooLong where the test was called. What no interrupt reaches (a call into C, code that catches everything) is the
business of whoever started the process. Under a debugger nothing is stopped.
"""

from __future__ import annotations

import _thread
import signal
import sys
import threading
import time
from types import TracebackType


class TookTooLong(BaseException):
    """A test did not finish in its time; `except Exception` of a student does not hide it."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"no answer after {seconds:g} second{'' if seconds == 1 else 's'}")
        self.seconds = seconds


ARRIVAL_SECONDS = 0.05
"""An interrupt that is on its way arrives within this time; it must not hit what comes after the test."""


class Watchdog:
    """One thread for all deadlines of a process: starting one for each test costs more than most tests."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._until: float | None = None
        self._wakes_at: float | None = None
        self._thread: threading.Thread | None = None
        self.is_over = False

    def set(self, seconds: float) -> None:
        """Interrupt the main thread after so many seconds, unless `clear` comes first."""
        with self._changed:
            self.is_over = False
            self._until = time.monotonic() + seconds
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._wait, daemon=True)
                self._thread.start()
            # Deadlines are taken away and set anew test by test; the thread need not wake each time. It wakes when
            # the oldest would have been over, and looks again.
            if self._wakes_at is None or self._until < self._wakes_at:
                self._changed.notify()

    def clear(self) -> None:
        """There is nothing to wait for any more."""
        with self._changed:
            self._until = None

    def _wait(self) -> None:
        with self._changed:
            while True:
                if self._until is None:
                    self._wakes_at = None
                    self._changed.wait()
                    continue
                left = self._until - time.monotonic()
                if left > 0:
                    self._wakes_at = self._until
                    self._changed.wait(left)
                    continue
                self._until = None
                self.is_over = True
                _thread.interrupt_main()


_WATCHDOG = Watchdog()


class Deadline:
    """A context that lasts at most `seconds`; raises TookTooLong, whose cause shows where the time was over."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._is_set = False
        self._deaf: object = None

    def __enter__(self) -> None:
        # A debugger traces, and whoever stands at a breakpoint has all the time there is.
        if sys.gettrace() is None and threading.current_thread() is threading.main_thread():
            self._is_set = True
            # In a job that a shell put into the background nobody listens to the interrupt, and it would do nothing.
            if signal.getsignal(signal.SIGINT) in (signal.SIG_IGN, signal.SIG_DFL):
                self._deaf = signal.signal(signal.SIGINT, signal.default_int_handler)
            _WATCHDOG.set(self.seconds)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        del kind, trace
        if not self._is_set:
            return
        try:
            _WATCHDOG.clear()
            if _WATCHDOG.is_over and not isinstance(error, KeyboardInterrupt):
                time.sleep(ARRIVAL_SECONDS)
        except KeyboardInterrupt as late:
            error = error or late
        finally:
            if isinstance(self._deaf, signal.Handlers):
                signal.signal(signal.SIGINT, self._deaf)
        if _WATCHDOG.is_over and isinstance(error, KeyboardInterrupt):
            raise TookTooLong(self.seconds).with_traceback(error.__traceback__) from error
