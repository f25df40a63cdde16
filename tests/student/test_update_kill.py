"""An update that ends anywhere, by whatever force, loses nothing: it goes on, or it is taken back."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from grader.errors import OutputUnwritable
from grader.student import journal as journals
from grader.student.given import SNAPSHOTS
from grader.student.journal import SCRIPT
from grader.student.update import carry_on, latest, take_back, unfinished
from tests.student.releases import FIRST, PROGRAM, STUB, TESTS, contents, is_students, make_release, update, write

WORK = FIRST[STUB] + b"\n\ndef mine():\n    return 1\n"
SECOND = {
    STUB: b"import math\n\n\n" + FIRST[STUB],
    TESTS: b"def test_new():\n    assert True\n",
    PROGRAM: b"VERSION = 2\n",
    "weeks/02-yard/rows/rows.py": b"rows = []\n",
    "weeks/02-yard/rows/exercise.toml": b"format = 1\n",
    "README.md": b"# Course, second edition\n",
}
TOUCHING = ("open", "replace", "rmdir", "unlink")


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What survives a loss of power is not tested here; a thousand updates need not wait for it."""
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


class Killed(BaseException):
    """Stands for the end of the process: nothing of ours handles it."""


@contextmanager
def killed_at(step: int, error: Callable[[], BaseException] = Killed) -> Iterator[list[str]]:
    """Let the process end before its `step`-th operation on the disk; gives the operations until then."""
    seen: list[str] = []
    real = {name: getattr(os, name) for name in TOUCHING}

    def count(name: str) -> Callable[..., Any]:
        def operation(*args: Any, **kwargs: Any) -> Any:
            seen.append(name)
            if len(seen) == step:
                raise error()
            return real[name](*args, **kwargs)

        return operation

    with pytest.MonkeyPatch.context() as patch:
        for name in TOUCHING:
            patch.setattr(journals.__dict__["os"], name, count(name))
        yield seen


def ready(folder: Path) -> tuple[Path, Path]:
    """A student repository with work in it, and a newer release."""
    root = make_release(folder / "mine", FIRST)
    write(root, {STUB: WORK, "mine.txt": b"notes\r\n"})
    return root, make_release(folder / "newer", SECOND)


def steps_of_an_update(folder: Path) -> int:
    """How many operations on the disk the update takes."""
    root, source = ready(folder)
    with killed_at(0) as seen:
        update(root, source)
    return len(seen)


def test_an_update_cut_off_at_any_step_goes_on(tmp_path: Path) -> None:
    """Whichever operation is the last, the student's work is on the disk, and a second call ends the update."""
    total = steps_of_an_update(tmp_path / "count")
    whole, source = ready(tmp_path / "whole")
    update(whole, source)

    for step in range(1, total + 1):
        root, source = ready(tmp_path / str(step))
        with killed_at(step), pytest.raises(Killed):
            update(root, source)
        assert WORK in everything(root)
        interrupted = unfinished(root)
        if interrupted is not None:
            carry_on(interrupted)
        else:
            update(root, source)
        assert contents(root) == contents(whole), step
    assert total > 20


def test_an_update_cut_off_at_any_step_can_be_taken_back(tmp_path: Path) -> None:
    """Undoing half an update gives the repository as it was before it."""
    for step in range(1, steps_of_an_update(tmp_path / "count") + 1):
        root, source = ready(tmp_path / str(step))
        before = contents(root)
        with killed_at(step), pytest.raises(Killed):
            update(root, source)
        journal = latest(root)
        if journal is not None:
            take_back(journal)
        assert contents(root) == before, step


def test_an_undo_cut_off_at_any_step_goes_on(tmp_path: Path) -> None:
    """The next command of any kind first ends the undoing; what was written since the update is kept."""
    for step in range(1, 40):
        root, source = ready(tmp_path / str(step))
        before = contents(root)
        write(root, {})
        update(root, source)
        write(root, {STUB: b"since\n"})
        journal = latest(root)
        assert journal is not None
        with killed_at(step) as seen, suppress(Killed):
            take_back(journal)
        interrupted = unfinished(root)
        if interrupted is not None:
            carry_on(interrupted)
        elif latest(root) is not None:
            take_back(journal)
        assert contents(root) == before, step
        assert b"since\n" in everything(root)
        if len(seen) < step:
            break
    else:
        pytest.fail("the undoing never ended by itself")


def test_a_full_disk_at_any_step_is_one_error_and_loses_nothing(tmp_path: Path) -> None:
    """No error of the disk but one of ours comes out; when there is room again the same call goes on."""
    for step in range(1, steps_of_an_update(tmp_path / "count") + 1):
        root, source = ready(tmp_path / str(step))
        with killed_at(step, lambda: OSError(28, "No space left on device", "x")), suppress(OutputUnwritable):
            update(root, source)
        interrupted = unfinished(root)
        if interrupted is not None:
            carry_on(interrupted)
        update(root, source)
        assert (root / STUB).read_bytes() == b"import math\n\n\n" + WORK


@pytest.mark.slow
@pytest.mark.parametrize("step", [3, 11, 19, 24, 29])
def test_a_process_that_is_killed_is_ended_by_the_script_beside_it(tmp_path: Path, step: int) -> None:
    """A real process ends in mid-update; the script in the snapshot finishes it, without this package."""
    root, source = ready(tmp_path)
    program = f"""
import os, sys
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from pathlib import Path
from tests.student.releases import update
seen = 0
def dying(real):
    def operation(*args, **kwargs):
        global seen
        seen += 1
        if seen == {step}:
            os._exit(9)
        return real(*args, **kwargs)
    return operation
for name in {TOUCHING!r}:
    setattr(os, name, dying(getattr(os, name)))
update(Path({str(root)!r}), Path({str(source)!r}))
"""
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 9

    folder = root / SNAPSHOTS / "0001"
    if (folder / "journal.json").exists():
        script = subprocess.run(
            [sys.executable, "-I", str(folder / SCRIPT)], check=False, capture_output=True, timeout=60
        )
        assert script.returncode == 0, script.stderr
    else:
        update(root, source)
    assert (root / PROGRAM).read_bytes() == b"VERSION = 2\n"
    assert (root / STUB).read_bytes() == b"import math\n\n\n" + WORK
    assert unfinished(root) is None


def everything(root: Path) -> set[bytes]:
    """Contents of all files of a repository, those in its snapshots included; not what was being written there.

    A snapshot without a journal was cut short before anything else was touched: it holds copies, and nobody needs them.
    """
    begun = [folder for folder in (root / SNAPSHOTS).glob("*") if not (folder / "journal.json").exists()]
    return {
        path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name != "part" and not any(folder in path.parents for folder in begun)
    }


PATHS = [STUB, TESTS, "README.md", "mine.txt", "weeks/02-yard/rows/rows.py", f"{STUB}.new"]
TEXT = st.lists(st.sampled_from(["import math", "def one():", "    return 1", "x = 2", ""]), max_size=4)
CONTENT = st.builds(lambda lines, end: end.join([*lines, ""]).encode(), TEXT, st.sampled_from(["\n", "\r\n"]))
RELEASE = st.fixed_dictionaries({path: CONTENT.map(lambda text: text.replace(b"\r", b"")) for path in PATHS[:3]})
KILL = st.one_of(st.just(0), st.just(0), st.integers(1, 40))
"""Where the command ends by force; 0 lets it run to its end."""
ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.sampled_from(PATHS), CONTENT),
        st.tuples(st.just("delete"), st.sampled_from(PATHS)),
        st.tuples(st.just("update"), RELEASE, KILL),
        st.tuples(st.just("undo"), KILL),
    ),
    min_size=3,
    max_size=12,
)


EMPTY = dict.fromkeys(PATHS[:3], b"")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=ACTIONS)
@example([("edit", "README.md", b""), ("update", EMPTY, 14), ("delete", "README.md"), ("update", EMPTY, 0)])
@example([("edit", "README.md", b""), ("update", EMPTY, 15), ("delete", "README.md"), ("update", EMPTY, 0)])
def test_no_sequence_of_edits_updates_and_undos_loses_a_byte(
    tmp_path_factory: pytest.TempPathFactory, actions: list[tuple[Any, ...]]
) -> None:
    """Whatever a student has on disk when a command starts is there afterwards, in its place or in a snapshot."""
    folder = tmp_path_factory.mktemp("sequence")
    root = make_release(folder / "mine", FIRST)
    written: set[bytes] = set()
    for number, (kind, *rest) in enumerate(actions):
        if kind == "edit":
            mine = rest[1] + f"# edit {number}\n".encode()
            written.add(mine)
            write(root, {rest[0]: mine})
        elif kind == "delete":
            (root / rest[0]).unlink(missing_ok=True)
        else:
            before = written & everything(root)
            with killed_at(rest[-1]), suppress(Killed):
                run(kind, root, folder / str(number), rest)
            assert before <= everything(root)


def run(kind: str, root: Path, folder: Path, rest: list[Any]) -> None:
    """One command as a student gives it."""
    interrupted = unfinished(root)
    if kind == "undo":
        journal = latest(root)
        if journal is not None:
            take_back(journal)
        return
    if interrupted is not None:
        carry_on(interrupted)
    files = {path: content for path, content in rest[0].items() if is_students(path) or path in FIRST}
    update(root, make_release(folder, {**FIRST, **files}))
