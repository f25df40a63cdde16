"""Watch mode in a real terminal: saves, keys, sizes, and that the terminal is given back."""

from __future__ import annotations

import shutil
import signal
import sys
import termios
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.cli.student.keys import Keys, WindowsTerminal
from grader.student.saves import Saves, fingerprint
from grader.student.state import StateFile
from tests.student.ground import SORT, TALLY, course, own_file, solve, student_repository
from tests.student.sittings import PATIENCE, Sitting

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A student repository."""
    return student_repository(tmp_path)


@pytest.fixture
def sitting(root: Path) -> Iterator[Sitting]:
    """`course watch tally`, after its first page."""
    found = Sitting(root, "watch", "tally")
    found.until("waiting for you to save")
    yield found
    found.close()


def test_a_save_is_tested_and_remembered(root: Path, sitting: Sitting) -> None:
    """The page changes from not started to passing; nothing moves on by itself."""
    assert "not started" in sitting.written
    solve(root, TALLY)
    shown = sitting.until("press n for the next exercise")

    assert "10 of 10 passing" in shown
    sitting.press("q")
    assert (0, True) == (sitting.end(), sitting.is_restored())
    assert (TALLY, "passing") == (
        StateFile(root).read().current,
        StateFile(root).read().record(TALLY).standing.value,
    )


def test_keys_do_what_they_say_and_hints_come_when_asked_for(root: Path, sitting: Sitting) -> None:
    """l lists, h gives the first hint and counts it, c tests all, any key goes back, n stays where it must."""
    assert "hint" not in sitting.written.replace("h\x1b[0m hint", "")
    for key, text in (("l", "sort-manifest"), ("h", "level 1 of 3"), ("c", "01-quay/sort-manifest"), ("n", "Still on")):
        sitting.press(key)
        assert text in sitting.until("any key: back")
        sitting.press(" ")
        sitting.until("waiting for you to save")
    sitting.press("q")

    assert 0 == sitting.end()
    assert 1 == StateFile(root).read().record(TALLY).hints_used


def test_the_list_is_of_the_week(root: Path, sitting: Sitting) -> None:
    """So that it fits the screen, whatever else the course has; where all weeks are is said."""
    sitting.press("q")
    assert 0 == sitting.end()
    weeks = root / "weeks"
    shutil.copytree(weeks / "01-quay", weeks / "02-yard")
    manifest = weeks / "02-yard" / "week.toml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("number = 1", "number = 2"), encoding="utf-8")
    again = Sitting(root, "watch", "01/tally")
    try:
        again.until("waiting for you to save")
        again.press("l")
        shown = again.until("any key: back")
        again.press("q")
    finally:
        again.close()

    assert "sort-manifest" in shown
    assert "02  " not in shown
    assert "all weeks: course list" in shown


def test_reset_asks_in_the_terminal_as_it_was(root: Path, sitting: Sitting) -> None:
    """The answer is typed with Enter; then keys work again."""
    path = own_file(root, TALLY)
    before = path.read_bytes()
    solve(root, TALLY)
    sitting.until("press n for the next exercise")
    sitting.press("r")
    sitting.until("Go on?")
    sitting.press("y\n")
    sitting.until("any key: back")
    sitting.press(" ")
    sitting.until("waiting for you to save")
    sitting.press("q")

    assert (0, before) == (sitting.end(), path.read_bytes())


def test_a_folder_that_cannot_be_written_ends_nothing(root: Path, sitting: Sitting) -> None:
    """The run is shown, and one line says that it is not remembered."""
    lock = root / ".quayside" / "lock"
    lock.unlink()
    lock.mkdir()
    solve(root, TALLY)
    shown = sitting.until("this run is not remembered")
    sitting.press("q")

    assert "10 of 10 passing" in shown
    assert 0 == sitting.end()


def test_n_goes_on_when_the_exercise_passes(root: Path, sitting: Sitting) -> None:
    """And then the next one is watched."""
    solve(root, TALLY)
    sitting.until("press n for the next exercise")
    sitting.press("n")
    sitting.until("any key: back")
    sitting.press(" ")
    assert "passing" in sitting.until("waiting for you to save")
    solve(root, SORT)
    sitting.until("press n for the next exercise")
    sitting.press("q")

    assert 0 == sitting.end()
    assert SORT == StateFile(root).read().current


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_gives_the_terminal_back(sitting: Sitting, number: signal.Signals) -> None:
    """Whoever ends it, and however."""
    sitting.process.send_signal(number)

    assert (130, True) == (sitting.end(), sitting.is_restored())


def test_a_new_width_is_drawn_at_once(sitting: Sitting) -> None:
    """Without a key or a save."""
    termios.tcsetwinsize(sitting.theirs, (30, 40))
    lines = sitting.until("waiting for you to save").split("\x1b[2J")[-1].splitlines()

    assert 40 >= max(map(len, map(plain, lines)))
    sitting.press("q")
    assert 0 == sitting.end()


def plain(line: str) -> str:
    """A line without colours."""
    return line.replace("\x1b[0m", "").replace("\x1b[1m", "").replace("\x1b[32m", "").replace("\x1b[31m", "")


def test_plain_terminals_get_plain_text(root: Path) -> None:
    """NO_COLOR, ASCII, 40 columns, no cursor movement."""
    environment = {"NO_COLOR": "1", "COURSE_ASCII": "1", "TERM": "dumb"}
    sitting = Sitting(root, "watch", "tally", columns=40, environment=environment)
    shown = sitting.until("waiting for you to save")
    sitting.press("q")
    sitting.end()
    sitting.close()

    assert shown.isascii()
    assert "\x1b" not in shown
    assert 40 >= max(map(len, shown.replace("\r", "").splitlines()))


def test_a_test_that_does_not_end_can_be_left(root: Path, sitting: Sitting) -> None:
    """q works while it runs, and what was saved meanwhile is tested afterwards."""
    own_file(root, TALLY).write_text("def tally(values):\n    while True:\n        pass\n")
    sitting.until("testing ...")
    sitting.press("q")

    assert (0, True) == (sitting.end(), sitting.is_restored())


def test_without_a_terminal_it_explains_itself(root: Path) -> None:
    """Exit code 2, and the command that does without."""
    done = course(root)

    assert (2, "fix: run the tests once: course test\n") == (done.returncode, done.stderr.splitlines(keepends=True)[-1])


# --- noticing saves ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("poll", [False, True])
def test_saves_are_noticed_with_and_without_events(tmp_path: Path, poll: bool) -> None:
    """Writing, replacing and deleting; what is no file of the exercise does not count."""
    path = tmp_path / "cranes.py"
    path.write_text("1")
    saved = threading.Event()
    with Saves(tmp_path, saved.set, poll=poll, look=0.05 if poll else 30.0):
        for change in (lambda: path.write_text("22"), lambda: swap(path), path.unlink):
            saved.clear()
            change()
            assert saved.wait(PATIENCE)


def swap(path: Path) -> None:
    """Save as careful editors do."""
    other = path.with_suffix(".tmp")
    other.write_text("333")
    other.replace(path)


def test_what_tools_leave_does_not_count_as_a_save(tmp_path: Path) -> None:
    """Caches and hidden files, and a file that is as it was."""
    (tmp_path / "cranes.py").write_text("1")
    before = fingerprint(tmp_path)
    for name in ("__pycache__/cranes.cpython-311.py", ".cranes.py.swp", ".git/x.py", "cranes.py~"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("2")

    assert before == fingerprint(tmp_path)


# --- keys of Windows --------------------------------------------------------------------------------------------------


class Console:
    """Stands in for msvcrt: keys that were typed, special ones as two characters."""

    def __init__(self, *keys: str) -> None:
        self.keys = list(keys)

    def kbhit(self) -> bool:
        """Whether a key is there."""
        return bool(self.keys)

    def getwch(self) -> str:
        """The next character."""
        return self.keys.pop(0)


def test_keys_of_windows_come_one_by_one() -> None:
    """An arrow is two characters and no key of ours; Ctrl-C arrives as a character."""
    terminal = WindowsTerminal(Console("n", "\xe0", "H", "\x03"))

    assert ["n", "", "\x03", ""] == [terminal.read() for _ in range(4)]


def test_keys_are_not_read_while_a_command_asks(tmp_path: Path) -> None:
    """They are left for the command; afterwards they are read again."""
    console, got, arrived = Console(), [], threading.Event()

    def put(key: str) -> None:
        got.append(key)
        arrived.set()

    with Keys(WindowsTerminal(console), put) as keys:
        with keys.paused():
            console.keys.append("y")
            assert not arrived.wait(0.3)
            console.keys.clear()
        console.keys.append("n")
        assert arrived.wait(PATIENCE)
    assert ["n"] == got
