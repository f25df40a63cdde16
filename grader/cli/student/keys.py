"""Single keys from the terminal, without Enter: termios on POSIX, msvcrt on Windows; both give the terminal back.

Keys come from a thread into a queue, so that a program can wait for a key, a saved file and the end of a run at once.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import select
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import ModuleType, TracebackType
from typing import Any, Protocol

PAUSE_SECONDS = 0.05
CTRL_C, CTRL_D = "\x03", "\x04"


class Terminal(Protocol):
    """What is needed of a kind of terminal."""

    def enter(self) -> None:
        """Have keys come one by one, and not be shown."""

    def leave(self) -> None:
        """Put the terminal back as it was; may be called more than once."""

    def read(self) -> str:
        """A key, or nothing after a short while."""


class PosixTerminal:
    """The terminal of Linux and macOS. Ctrl-C and Ctrl-Z keep their meaning."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self._termios: Any = importlib.import_module("termios")  # by name: Windows has no such module
        self._before: list[Any] | None = None

    def enter(self) -> None:
        """Have keys come one by one, and not be shown."""
        termios = self._termios
        self._before = termios.tcgetattr(self.descriptor)
        mode = termios.tcgetattr(self.descriptor)
        mode[3] &= ~(termios.ICANON | termios.ECHO)
        termios.tcsetattr(self.descriptor, termios.TCSADRAIN, mode)

    def leave(self) -> None:
        """Put the terminal back as it was."""
        before, self._before = self._before, None
        if before is not None:
            with contextlib.suppress(self._termios.error):
                self._termios.tcsetattr(self.descriptor, self._termios.TCSADRAIN, before)

    def read(self) -> str:
        """A key, or nothing after a short while; of the several characters of a special key only the first."""
        ready, _, _ = select.select([self.descriptor], [], [], PAUSE_SECONDS)
        if not ready:
            return ""
        content = os.read(self.descriptor, 64)
        return content[:1].decode("ascii", "replace") if content else CTRL_D


class WindowsTerminal:
    """The console of Windows."""

    def __init__(self, module: ModuleType | Any = None) -> None:
        self._msvcrt: Any = module or importlib.import_module("msvcrt")  # by name: only Windows has it

    def enter(self) -> None:
        """Nothing to do: asking for a key is all it takes."""

    def leave(self) -> None:
        """Nothing was changed."""

    def read(self) -> str:
        """A key, or nothing after a short while; a special key is two characters and means nothing here."""
        if not self._msvcrt.kbhit():
            time.sleep(PAUSE_SECONDS)  # the console has nothing to wait on
            return ""
        key = str(self._msvcrt.getwch())
        if key in ("\x00", "\xe0"):
            self._msvcrt.getwch()
            return ""
        return key


def this_terminal() -> Terminal:
    """The terminal that standard input is."""
    return WindowsTerminal() if sys.platform == "win32" else PosixTerminal(sys.stdin.fileno())


class Keys:
    """Reads keys while the context lasts, and hands each to `put`."""

    def __init__(self, terminal: Terminal, put: Callable[[str], None]) -> None:
        self._terminal = terminal
        self._put = put
        self._reading = threading.Lock()
        self._ended = threading.Event()
        self._held = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)

    def __enter__(self) -> Keys:
        self._terminal.enter()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        del kind, error, trace
        self._ended.set()
        self._terminal.leave()

    def _read(self) -> None:
        while not self._ended.is_set():
            if self._held.is_set():
                time.sleep(PAUSE_SECONDS)
                continue
            with self._reading:
                if self._ended.is_set():
                    return
                try:
                    key = self._terminal.read()
                except (OSError, ValueError):
                    key = CTRL_D  # the terminal is gone
            if key:
                self._put(key)
            if key == CTRL_D:
                return

    def wake(self) -> None:
        """Take the terminal again after the shell had it, as after Ctrl-Z and `fg`."""
        with self.paused():
            pass

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """The terminal as it was, for a command that asks something itself."""
        self._held.set()  # the reader would take the lock again before anybody else could
        try:
            with self._reading:
                self._terminal.leave()
                try:
                    yield
                finally:
                    self._terminal.enter()
        finally:
            self._held.clear()
