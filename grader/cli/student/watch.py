"""`course`, `course watch`: tests the exercise at every save and redraws; waits for single keys in between.

Saves, keys and the end of a run arrive in one queue, and only the main thread draws. It never goes on to another
exercise by itself, and never speaks of hints unless `h` is pressed.
"""

from __future__ import annotations

import contextlib
import os
import queue
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from grader.cli.student import hint, reset, test
from grader.cli.student import list as listed
from grader.cli.student.here import Here, complete_exercise, here, now
from grader.cli.student.keys import CTRL_C, CTRL_D, Keys, Terminal, this_terminal
from grader.cli.student.next import take_step, tell_step
from grader.cli.student.paper import Paper, paper, write
from grader.errors import ExitCode, GraderError, OutputUnwritable, UsageError
from grader.model import Exercise
from grader.student.folder import ExerciseFolder
from grader.student.frames import Bar, bars, frame
from grader.student.pages import Style
from grader.student.results import TestRun
from grader.student.running import Child, Children, Order, run_exercise
from grader.student.saves import Saves
from grader.student.sittings import keep_run
from grader.student.warm import WarmChildren

POLL = "COURSE_POLL"
"""Environment variable: set where the system's events about files do not arrive and looking once a second is better."""
TICK_SECONDS = 0.25
SLOW_SECONDS = 0.6
"""A run that takes longer than this is said to be under way."""

Message = tuple[str, object]


@click.command("watch")
@click.argument("exercise", required=False, shell_complete=complete_exercise)
@click.option("--poll", is_flag=True, envvar=POLL, help="Look for saved files, without the system's events.")
def command(exercise: str | None = None, *, poll: bool = False) -> int:
    """Test the exercise you are on, or EXERCISE, at every save.

    Keys: n goes on to the next exercise, h shows a hint, l lists the exercises, r puts the exercise back as it was
    given out, c checks all exercises, q quits. Nothing happens without a key or a save.

    Example: course watch restartable-services
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("watch mode needs a terminal, for keys and for drawing", fix="run the tests once: course test")
    at = here()
    chosen = _begin(at, exercise)
    with WarmChildren() as children:
        return Watch(at, chosen, children, this_terminal(), poll=poll).run()


def _begin(at: Here, text: str | None) -> Exercise:
    """The exercise to begin with: the one named, the one around this folder, the current one, or else the first."""
    inside = at.course.exercise(text) if text else test.exercise_around(at, Path.cwd())
    if inside is not None:
        if at.state.read().current != inside.id:
            take_step(at, inside)
        return inside
    current = at.state.read().current
    known = next((item for item in at.course.exercises if item.id == current), None)
    chosen = known or take_step(at).exercise
    if chosen is None:
        raise UsageError("there is nothing left to do", fix="course review repeats what was hard")
    return chosen


@dataclass
class View:
    """What is on the screen."""

    run: TestRun | None = None
    note: str = ""
    testing: bool = False
    since: float = 0.0
    is_slow: bool = False
    """Whether it was said that tests are running."""
    size: tuple[int, int] = (0, 0)


class Watch:
    """One sitting in watch mode."""

    def __init__(
        self, at: Here, exercise: Exercise, children: WarmChildren, terminal: Terminal, *, poll: bool = False
    ) -> None:
        self.at = at
        self.exercise = exercise
        self.children = Closable(children)
        self.warm = children
        self.poll = poll
        self.terminal = terminal
        self.messages: queue.Queue[Message] = queue.Queue()
        self.view = View()
        self.again = False
        self.woken = False
        self.runner: threading.Thread | None = None

    def run(self) -> int:
        """Until `q`; the terminal is given back whatever happens."""
        self._heed_signals()
        with Keys(self.terminal, lambda key: self.messages.put(("key", key))) as keys:
            try:
                while self._watch(keys):
                    self.view = View()
            finally:
                self.children.close()
                write("")
        return ExitCode.DONE

    def _heed_signals(self) -> None:
        """Being told to end is like Ctrl-C: the terminal is given back. After Ctrl-Z and `fg` it is taken again."""
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        if hasattr(signal, "SIGCONT"):
            signal.signal(signal.SIGCONT, lambda *_: setattr(self, "woken", True))

    def _watch(self, keys: Keys) -> bool:
        """One exercise, until there is another one (True) or the end (False)."""
        folder = self.at.course.layout.exercise_folder(self.exercise)
        watched = self.exercise
        with Saves(folder, lambda: self.messages.put(("saved", watched.id)), poll=self.poll):
            self._start()
            while self.exercise is watched:
                kind, value = self._next_message()
                if kind == "key" and not self._key(str(value), keys):
                    return False
                if kind == "saved" and value == watched.id:
                    self._start()
                elif kind == "done":
                    self._done(value)
                elif kind == "tick":
                    self._redraw_if_needed(keys)
        return True

    def _next_message(self) -> Message:
        try:
            return self.messages.get(timeout=TICK_SECONDS)
        except queue.Empty:
            return ("tick", None)

    # --- runs -------------------------------------------------------------------------------------------------------

    def _start(self) -> None:
        """Test what is on disk now; while a test runs, the newest state is tested right after it."""
        if self.view.testing:
            self.again = True
            return
        self.view.testing = True
        self.view.since = time.monotonic()
        self.view.is_slow = False
        self.again = False
        self.runner = threading.Thread(target=self._test, args=(self.exercise,), daemon=True)
        self.runner.start()
        if self.view.run is None:
            self.draw()

    def _test(self, exercise: Exercise) -> None:
        """Runs in a thread of its own."""
        folder = ExerciseFolder(self.at.course.layout.exercise_folder(exercise), exercise)
        try:
            result: object = run_exercise(folder, self.children, Order())
        except Exception as error:  # noqa: BLE001 (the main thread raises it again, where it is shown)
            result = error
        self.messages.put(("done", (exercise, result)))

    def _done(self, value: object) -> None:
        self.view.testing = False
        exercise, result = value if isinstance(value, tuple) else (None, value)
        self.warm.prepare()
        if exercise is not self.exercise:
            self._start()
            return
        if isinstance(result, TestRun):
            self.view.run = result
            self.view.note = ""
            try:
                keep_run(self.at.state, self.exercise, result, root=self.at.root, at=now())
            except OutputUnwritable as error:
                self.view.note = f"this run is not remembered: {error.message}"
        elif isinstance(result, GraderError):
            self.view.note = f"{result.message}; {result.fix}"
        elif isinstance(result, BaseException):
            raise result
        if self.again:
            self._start()
        self.draw()

    # --- the screen -------------------------------------------------------------------------------------------------

    def draw(self) -> None:
        """The whole screen, in one piece."""
        page = paper()
        self.view.size = shutil.get_terminal_size()
        status = "testing ..." if self.view.testing else ""
        # The last line ends with a line break. Where the screen is not cleared, there is no first line to keep in it.
        rows = 0 if os.environ.get("TERM") == "dumb" else self.view.size[1] - 1
        view = self.view
        lines = frame(
            self.exercise, view.run, self._bars(), self._style(page), status=status, note=view.note, rows=rows
        )
        with clean_screen():
            page.show(lines)

    def _style(self, page: Paper) -> Style:
        run = self.view.run
        is_done = run is not None and run.is_passing
        # The keys stand below: a page in watch mode offers nothing that was not asked for.
        return Style(page.width, page.glyphs, next_steps=("press n for the next exercise",) if is_done else ("",))

    def _bars(self) -> tuple[Bar, ...]:
        return bars(self.at.course, self.at.state.read(), self.exercise)

    def _redraw_if_needed(self, keys: Keys) -> None:
        if self.woken:
            self.woken = False
            keys.wake()
            self.draw()
        elif self.view.testing and not self.view.is_slow and time.monotonic() - self.view.since > SLOW_SECONDS:
            self.view.is_slow = True
            self.draw()
        elif shutil.get_terminal_size() != self.view.size:
            self.draw()

    # --- keys -------------------------------------------------------------------------------------------------------

    def _key(self, key: str, keys: Keys) -> bool:
        """Do what a key asks for; whether to go on."""
        if key in ("q", "Q", CTRL_D):
            return False
        if key == CTRL_C:
            raise KeyboardInterrupt
        actions: dict[str, Callable[[], object]] = {
            "h": lambda: _call(hint.command, self.exercise.slug, task=None, level=None),
            "l": self._list,
            "r": lambda: _call(reset.command, self.exercise.id, yes=False, undo=False),
            "c": lambda: _call(
                test.command, None, task=None, everything=True, full=False, seconds=None, form="terminal"
            ),
            "n": self._next,
        }
        action = actions.get(key.lower())
        if action is not None:
            self._aside(action, keys)
        return True

    def _list(self) -> None:
        """The week that the student is in: all weeks are more than a screen."""
        _call(listed.command, (f"{self.exercise.week.partition('-')[0]}/",))
        if len(self.at.course.weeks) > 1:
            write("\nall weeks: course list")

    def _next(self) -> None:
        step = take_step(self.at)
        tell_step(step, self.at, paper())
        if step.exercise is not None:
            self.exercise = step.exercise

    def _aside(self, action: Callable[[], object], keys: Keys) -> None:
        """Carry out a command on a clean screen, with the terminal as commands know it; then wait for a key."""
        with keys.paused(), clean_screen():
            try:
                action()
            except GraderError as error:
                write(f"{error.message}\n{error.fix}")
            except click.Abort:
                write("")
        write("\nany key: back", end="")
        sys.stdout.flush()
        while True:
            kind, value = self._next_message()
            if kind == "key":
                break
            if kind == "saved":
                self._start()
                break
            if kind == "done":
                self._done(value)
                break
        self.draw()


def _call(group_command: click.Command, *arguments: object, **options: object) -> None:
    if group_command.callback is not None:
        group_command.callback(*arguments, **options)


class Closable:
    """A source of processes that can be closed while a run is under way."""

    def __init__(self, children: Children) -> None:
        self._children = children
        self._taken: Child | None = None
        self._closed = False

    def take(self) -> Child:
        """The next process."""
        child = self._children.take()
        self._taken = child
        if self._closed:
            child.close()
        return child

    def close(self) -> None:
        """End the process that runs now."""
        self._closed = True
        if self._taken is not None:
            self._taken.close()


@contextlib.contextmanager
def clean_screen() -> Iterator[None]:
    """What is written meanwhile stands on an empty screen; where the terminal cannot do that, below a line."""
    if os.environ.get("TERM") == "dumb":
        write("-" * 20)
        yield
        return
    write("\x1b[H\x1b[2J", end="")
    yield
    sys.stdout.flush()
