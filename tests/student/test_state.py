"""The progress file: readable, stable, whole at every moment, and never lost, whatever happens to the process."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import OutputUnwritable, UsageError
from grader.student import files, lock, progress, state
from grader.student.progress import FORMAT, Progress, QuizRecord, Record, Standing, dump, load
from grader.student.state import StateFile
from tests.builders import ROOT

NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)
ID = "06-abcs/health-check"


def minutes(count: float) -> dt.timedelta:
    """A span of time."""
    return dt.timedelta(minutes=count)


def ran(before: Progress, at: dt.datetime, *, passing: bool = False, started: bool = True) -> Progress:
    """The progress after a run of ID."""
    return before.after_run(ID, at=at, passing=passing, started=started, failing=() if passing else ("test_t1_a",))


def moved(name: str) -> Callable[[Progress], Progress]:
    """A change."""
    return lambda before: before.moved_to(name)


# --- what is remembered ---------------------------------------------------------------------------------------------


def test_the_states_follow_the_runs() -> None:
    """Not started until something is written, started until all passes, passing until it is left, then passed."""
    steps = [ran(Progress(), NOON, started=False)]
    steps.append(ran(steps[-1], NOON))
    steps.append(ran(steps[-1], NOON, passing=True))
    steps.append(steps[-1].after_leaving(ID, on=NOON.date()))
    steps.append(ran(steps[-1], NOON, passing=True))
    steps.append(ran(steps[-1], NOON))

    assert [step.record(ID).standing.value for step in steps] == [
        "not started",
        "started",
        "passing",
        "passed",
        "passed",
        "started",
    ]
    assert NOON.date() == steps[-1].record(ID).passed_on


def test_attempts_count_until_it_passes_and_again_after_it_broke() -> None:
    """An untouched stub is no attempt, and neither is running what passes once more."""
    outcomes = [(False, False), (False, True), (False, True), (True, True), (True, True), (False, True), (True, True)]
    now = Progress()
    for passing, started in outcomes:
        now = ran(now, NOON, passing=passing, started=started)

    assert 5 == now.record(ID).attempts


def test_time_between_runs_counts_and_a_long_gap_begins_a_new_sitting() -> None:
    """Gaps up to a quarter of an hour are time spent; a longer one counts for the first minutes only."""
    now = ran(ran(ran(Progress(), NOON), NOON + minutes(9)), NOON + minutes(300))
    other = now.after_run("06-abcs/mixins", at=NOON + minutes(304), passing=True, started=True, failing=())

    assert (2 + 9 + 2) * 60 == now.record(ID).seconds
    assert 4 * 60 == other.record("06-abcs/mixins").seconds


def test_a_clock_set_back_takes_no_time_away() -> None:
    """Time spent never shrinks, and the last run is the latest."""
    now = ran(ran(Progress(), NOON), NOON - minutes(60))

    assert 120 == now.record(ID).seconds
    assert NOON == now.last_run


def test_a_run_of_some_tests_is_time_and_a_start() -> None:
    """It never makes an exercise pass, and changes no state but that of one that was not started."""
    part = Progress().after_part(ID, at=NOON, started=True)
    whole = ran(part, NOON, passing=True).after_part(ID, at=NOON + minutes(2), started=True)

    assert (Standing.STARTED, 120) == (part.record(ID).standing, part.record(ID).seconds)
    assert (Standing.PASSING, 240) == (whole.record(ID).standing, whole.record(ID).seconds)


def test_a_reset_keeps_what_was_spent() -> None:
    """Attempts, minutes and hints stay, the state does not."""
    now = ran(Progress(), NOON).after_hint(ID, "1", 1).after_reset(ID).record(ID)

    assert (Standing.NOT_STARTED, 1, 120, 1) == (now.standing, now.attempts, now.seconds, now.hints_used)


# --- the file -------------------------------------------------------------------------------------------------------

names = st.from_regex(r"[0-9]{2}-[a-z]{1,6}/[a-z-]{1,12}", fullmatch=True)
days = st.dates(dt.date(2020, 1, 1), dt.date(2035, 1, 1))
records = st.builds(
    Record,
    standing=st.sampled_from(Standing),
    attempts=st.integers(0, 500),
    seconds=st.integers(0, 10**6),
    passed_on=st.none() | days,
    failing=st.lists(st.text(max_size=12), max_size=3).map(tuple),
    ran_at=st.none() | st.just(NOON),
    hints=st.dictionaries(
        st.from_regex(r"[1-9](\.[2-3])?", fullmatch=True),
        st.dictionaries(st.integers(1, 3), st.integers(1, 9), min_size=1),
        max_size=3,
    ),
    reviewed=st.lists(days, max_size=3).map(tuple),
)
progresses = st.builds(
    Progress,
    current=st.just("") | names,
    exercises=st.dictionaries(names, records, max_size=3),
    quizzes=st.dictionaries(names, st.builds(QuizRecord, st.integers(0, 9), st.integers(0, 9), st.none() | days)),
    drills=st.dictionaries(names, st.dictionaries(st.integers(1, 12), days, min_size=1), max_size=2),
    last_run=st.none() | st.just(NOON),
)


@given(progresses)
def test_what_is_written_is_what_is_read(now: Progress) -> None:
    """Any progress comes back as it was, and is the same text again."""
    assert now == load(dump(now))
    assert dump(now) == dump(load(dump(now)))


def test_the_file_is_sorted_readable_and_names_no_machine(tmp_path: Path) -> None:
    """One JSON document with sorted keys, one value a line, no path and no user name."""
    StateFile(tmp_path).change(lambda before: ran(before.moved_to(ID), NOON).after_hint(ID, "2", 1))
    text = (tmp_path / ".quayside" / "progress.json").read_text(encoding="utf-8")

    assert json.dumps(json.loads(text), indent=2, sort_keys=True) + "\n" == text
    assert {"format": FORMAT, "current": ID}.items() <= json.loads(text).items()
    assert str(tmp_path) not in text
    assert "\r" not in text


def test_keys_of_others_are_kept(tmp_path: Path) -> None:
    """A key that this version does not know is still there after a change."""
    file = StateFile(tmp_path)
    file.change(lambda before: ran(before, NOON))
    document = json.loads(file.path.read_text(encoding="utf-8"))
    document["colour"] = "plain"
    document["exercises"][ID]["mood"] = 3
    file.path.write_text(json.dumps(document), encoding="utf-8")
    file.change(moved("elsewhere"))
    after = json.loads(file.path.read_text(encoding="utf-8"))

    assert ("plain", 3) == (after["colour"], after["exercises"][ID]["mood"])


def test_crlf_and_a_mark_of_an_editor_are_read(tmp_path: Path) -> None:
    """A file that Windows rewrote with CRLF and a byte order mark is not damaged."""
    file = StateFile(tmp_path, tell=pytest.fail)
    written = file.change(moved(ID))
    file.path.write_bytes(b"\xef\xbb\xbf" + file.path.read_bytes().replace(b"\n", b"\r\n"))

    assert written == file.read()


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: b"",
    "cut": lambda content: content[: len(content) // 2],
    "zeros": lambda content: b"\0" * len(content),
    "conflict": lambda content: b"<<<<<<< HEAD\n" + content,
    "no text": lambda content: b"\xff\xfe" + content,
    "other format": lambda content: content.replace(b"quayside/", b"seaside/"),
    "wrong kind": lambda content: content.replace(b'"attempts": 2', b'"attempts": "two"'),
    "deep": lambda content: b"[" * 100_000,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_falls_back_to_the_backup(tmp_path: Path, damage: str) -> None:
    """The state before the last change is used, said in one line, and the damaged bytes are kept aside."""
    told: list[str] = []
    file = StateFile(tmp_path, tell=told.append)
    before = file.change(lambda now: ran(now, NOON))
    file.change(lambda now: ran(now, NOON, passing=False))
    damaged = DAMAGES[damage](file.path.read_bytes())
    file.path.write_bytes(damaged)

    assert before == file.read() == file.read()
    assert [damaged] == [path.read_bytes() for path in file.folder.glob("progress.json.damaged-*")]
    assert 1 == len(told)
    assert "the backup is used instead" in told[0]
    assert "\n" not in told[0]


def test_without_a_good_backup_it_starts_anew_and_keeps_both(tmp_path: Path) -> None:
    """Two damaged files are no reason to stop, and no reason to lose what was in them."""
    told: list[str] = []
    file = StateFile(tmp_path, tell=told.append)
    file.change(moved("a"))
    file.change(moved("b"))
    file.path.write_bytes(b"{")
    file.backup.write_bytes(b"}")

    assert Progress() == file.read()
    assert b"}" == file.backup.read_bytes()
    assert [b"{"] == [path.read_bytes() for path in file.folder.glob("*.damaged-*")]
    assert "starts anew" in told[0]


def test_a_file_of_a_later_version_is_refused_and_untouched(tmp_path: Path) -> None:
    """Neither reading nor changing touches it, and the way out is named."""
    file = StateFile(tmp_path)
    file.change(moved("a"))
    later = file.path.read_bytes().replace(b"progress/v1", b"progress/v2")
    file.path.write_bytes(later)
    for use in (file.read, lambda: file.change(moved("b"))):
        with pytest.raises(UsageError, match="later version") as caught:
            use()
        assert "course update" in caught.value.fix
    assert later == file.path.read_bytes()


def test_nothing_is_written_where_nothing_changed(tmp_path: Path) -> None:
    """A change that changes nothing leaves file and backup alone."""
    file = StateFile(tmp_path)
    file.change(moved("a"))
    file.change(moved("b"))
    before = (file.path.stat().st_mtime_ns, file.backup.read_bytes())
    file.change(moved("b"))

    assert before == (file.path.stat().st_mtime_ns, file.backup.read_bytes())


# --- whatever happens -----------------------------------------------------------------------------------------------

STEPS = ("open", "write", "fsync", "replace", "unlink", "close", "lseek")
"""Functions of os through which everything that touches the disk goes."""


def killed_after(root: Path, count: int, change: Callable[[], Any]) -> bool:
    """Run `change` in a process of its own that is killed at its step number `count`; whether it was."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # later Pythons warn where a test runner has threads
        child = os.fork()
    if child == 0:
        steps = itertools.count()

        def wrap(name: str) -> None:
            real = getattr(os, name)

            def step(*arguments: Any, **named: Any) -> Any:
                if next(steps) == count:
                    if name == "write":  # half of it is on the disk
                        real(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*arguments, **named)

            setattr(os, name, step)

        for name in STEPS:
            wrap(name)
        try:
            change()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def test_killed_at_any_step_the_state_is_the_old_or_the_new(tmp_path: Path) -> None:
    """A kill at each step of a change leaves one of the two, nothing aside, and the student's files alone."""
    mine = tmp_path / "weeks" / "mine.py"
    mine.parent.mkdir()
    mine.write_bytes(b"x = 1\r\n")
    file = StateFile(tmp_path, tell=pytest.fail)
    old = file.change(lambda before: ran(before.moved_to("old"), NOON))
    start = file.path.read_bytes()
    seen = set()
    for count in itertools.count():  # pragma: no branch
        file.path.write_bytes(start)
        was_killed = killed_after(tmp_path, count, lambda: file.change(moved("new")))
        found = file.read()
        seen.add(found.current)

        assert found in (old, old.moved_to("new"))
        assert b"x = 1\r\n" == mine.read_bytes()
        assert [] == list(file.folder.glob("*damaged*"))
        assert "again" == file.change(moved("again")).current
        if not was_killed:
            break
    assert {"old", "new"} == seen
    assert 15 <= count


def test_killed_while_mending_nothing_is_lost(tmp_path: Path) -> None:
    """A kill at each step of a recovery leaves the backup, and the next reader mends it again."""
    file = StateFile(tmp_path, tell=lambda line: None)
    good = file.change(moved("good"))
    file.change(moved("later"))
    for count in itertools.count():  # pragma: no branch
        file.path.write_bytes(b"{ damaged")
        was_killed = killed_after(tmp_path, count, file.read)

        assert good == file.read()
        if not was_killed:
            break
    assert 10 <= count


ADDING = """
import sys
from pathlib import Path
from grader.student.state import StateFile
file = StateFile(Path(sys.argv[1]))
for number in range(25):
    file.change(lambda before: before.after_hint("a/b", sys.argv[2], 1))
"""


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    """Three processes with twenty-five changes each: all seventy-five are there."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", ADDING, str(tmp_path)]
    running = [subprocess.Popen([*command, name], env=environment) for name in ("1", "2", "2")]

    assert [0, 0, 0] == [process.wait(timeout=60) for process in running]
    assert {"1": {1: 25}, "2": {1: 50}} == StateFile(tmp_path).read().record("a/b").hints


def test_a_disk_that_fails_is_one_line_and_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever step the disk refuses, the error names the file, and the state is as it was."""
    file = StateFile(tmp_path)
    before = file.change(moved("before"))

    def full(*arguments: Any) -> Any:
        raise OSError(28, "No space left on device")

    for name in ("write", "fsync", "replace"):
        with monkeypatch.context() as patch:
            patch.setattr(os, name, full)
            with pytest.raises(OutputUnwritable, match=r"^\.quayside/progress\.json.* No space left on device"):
                file.change(moved("after"))
        assert before == file.read()
    assert "after" == file.change(moved("after")).current
    assert [] == list(file.folder.glob("*.part"))


def test_a_folder_that_is_a_file_is_one_line(tmp_path: Path) -> None:
    """Where the folder cannot be made, that is said."""
    (tmp_path / ".quayside").write_text("in the way", encoding="utf-8")

    assert Progress() == StateFile(tmp_path).read()
    with pytest.raises(OutputUnwritable, match="cannot be written"):
        StateFile(tmp_path).change(moved("a"))


def test_a_read_only_disk_still_gives_the_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is damaged and cannot be mended is read from the backup, and said."""
    told: list[str] = []
    file = StateFile(tmp_path, tell=told.append)
    good = file.change(moved("good"))
    file.change(moved("later"))
    file.path.write_bytes(b"{")

    def refuse(path: Any, flags: int, *arguments: Any) -> int:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "open", refuse)

    assert good == file.read()
    assert ["cannot be mended" in line for line in told] == [True]


def test_who_holds_the_lock_too_long_is_named(tmp_path: Path) -> None:
    """A change waits for the lock, and ends with a sentence instead of waiting for ever."""
    file = StateFile(tmp_path, wait=0.1)
    file.change(moved("a"))
    with lock.locked(file.lock), pytest.raises(UsageError, match="another `course`"):
        file.change(moved("b"))
    assert "a" == file.read().current


# --- Windows, on any system -----------------------------------------------------------------------------------------


class Msvcrt:
    """A stand-in for the module of Windows: one byte of a file is locked by whoever holds it."""

    LK_NBLCK, LK_UNLCK = 2, 0

    def __init__(self) -> None:
        self.holders: list[int] = []
        self.positions: list[int] = []

    def locking(self, descriptor: int, mode: int, count: int) -> None:
        """Lock or unlock at the position of the descriptor."""
        assert 1 == count
        self.positions.append(os.lseek(descriptor, 0, os.SEEK_CUR))
        if mode == self.LK_UNLCK:
            self.holders.remove(descriptor)
        elif self.holders:
            raise PermissionError(13, "Permission denied")
        else:
            self.holders.append(descriptor)


def test_the_lock_of_windows_excludes_and_lets_go(tmp_path: Path) -> None:
    """The first byte is locked and unlocked, and a second process waits until it gives up."""
    module = Msvcrt()
    with lock.locked(tmp_path / "lock", module=module):
        assert 1 == len(module.holders)
        with pytest.raises(UsageError), lock.locked(tmp_path / "lock", module=module, wait=0.05):
            pytest.fail("two hold it")
    assert [] == module.holders
    assert {0} == set(module.positions)


class NoLocks:
    """A file system without locks."""

    LOCK_EX, LOCK_NB, LOCK_UN = 2, 4, 8

    def flock(self, _descriptor: int, _operation: int) -> None:
        """Never possible."""
        raise OSError(95, "Operation not supported")


def test_a_share_without_locks_gets_a_lock_file(tmp_path: Path) -> None:
    """It excludes others while it is held, goes afterwards, and one left behind for a minute does not count."""
    held = tmp_path / "lock.held"
    with lock.locked(tmp_path / "lock", module=NoLocks()):
        assert held.exists()
        with pytest.raises(UsageError), lock.locked(tmp_path / "lock", module=NoLocks(), wait=0.05):
            pytest.fail("two hold it")
    assert not held.exists()
    held.touch()
    os.utime(held, (0, 0))
    with lock.locked(tmp_path / "lock", module=NoLocks(), wait=1):
        assert held.exists()


def test_windows_that_refuses_for_a_moment_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that has the file open makes Windows refuse the swap; it is tried again until that works."""
    real, refusals = os.replace, iter([True, True, False])

    def replace(source: Any, target: Any) -> None:
        if next(refusals, False):
            raise PermissionError(13, "Access is denied")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)

    assert "a" == StateFile(tmp_path, windows=True).change(moved("a")).current
    assert "a" == StateFile(tmp_path).read().current


def test_windows_that_refuses_to_read_for_a_moment_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While somebody swaps the file it cannot be opened there; elsewhere that is said at once."""
    (tmp_path / "x").write_bytes(b"x")
    real, refusals = Path.read_bytes, iter([True, True])

    def read(path: Path) -> bytes:
        if next(refusals, False):
            raise PermissionError(13, "Access is denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", read)

    assert b"x" == files.read_if_there(tmp_path / "x", windows=True)
    refusals = iter([True])
    with pytest.raises(UsageError, match="cannot be read: Access is denied"):
        files.read_if_there(tmp_path / "x", windows=False)


def test_elsewhere_a_refusal_is_final(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On other systems a refusal has a reason that waiting does not change."""
    monkeypatch.setattr(os, "replace", lambda source, target: (_ for _ in ()).throw(PermissionError(13, "no")))
    with pytest.raises(OutputUnwritable):
        files.replace_file(tmp_path / "x", b"", windows=False)


@settings(max_examples=60)
@given(st.binary(max_size=200))
def test_any_bytes_in_the_file_are_read_or_called_damaged(content: bytes) -> None:
    """No content makes reading fail in another way than the two that are foreseen."""
    try:
        progress.load(content.decode("utf-8", "replace"))
    except (progress.DamagedError, progress.NewerError):
        return
    assert b"quayside/progress" in content


def test_the_places_are_those_that_are_promised(tmp_path: Path) -> None:
    """The file is where the documentation says, and the backup beside it."""
    file = StateFile(tmp_path)

    assert (tmp_path / ".quayside" / "progress.json", "progress.json.bak") == (file.path, file.backup.name)
    assert state.NAME == file.path.name
