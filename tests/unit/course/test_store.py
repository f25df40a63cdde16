"""Tests of grader.course.store: results are written whole or not at all, and count again only for the same thing."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from grader.course.intake import Taken
from grader.course.store import Store, result_key, write_atomically
from grader.errors import OutputUnwritable
from grader.model import CheckResult, ExerciseResult, Level, Outcome, Verdict
from tests.builders import exercise

RESULT = ExerciseResult(
    "01-quay",
    "berth-board",
    Verdict.GRADED,
    (CheckResult("check_a", "A holds", Outcome.WRONG, 0, 2, 1, "no: \u2028\udcff", "a.py", 3),),
    reply="Look again.",
    confirmed_alone=True,
)
TAKEN = Taken(exercise(), {"a.py": b"x = 1\n"})


def test_results_come_back_as_they_went(tmp_path: Path) -> None:
    """Everything that a result says survives, odd characters too."""
    store = Store(tmp_path)
    store.open()
    store.save("ana\n\udcff", {"key": RESULT})

    assert {"key": RESULT} == store.load("ana\n\udcff")


def test_names_that_look_alike_have_files_of_their_own(tmp_path: Path) -> None:
    """Students whose names differ in signs only, or in case, do not share results."""
    store = Store(tmp_path)
    names = ["a b", "a_b", "a/b", "A b", "a" * 300]
    for points, name in enumerate(names):
        store.save(name, {"key": replace(RESULT, message=str(points))})

    assert ["0", "1", "2", "3", "4"] == [store.load(name)["key"].message for name in names]


def test_what_the_grader_could_not_judge_is_not_kept(tmp_path: Path) -> None:
    """A fault of ours is tried again in the next run."""
    store = Store(tmp_path)
    store.save("ana", {"good": RESULT, "bad": replace(RESULT, verdict=Verdict.GRADER_ERROR)})

    assert ["good"] == list(store.load("ana"))


@pytest.mark.parametrize(
    "damage",
    ["", "{", "[]", "null", '{"version": 0, "results": {}}', '{"version": 1}', '{"version": 1, "results": {"k": {}}}'],
)
def test_a_damaged_file_counts_as_none(tmp_path: Path, damage: str) -> None:
    """What cannot be read, or is of another version, is judged again instead of ending the run."""
    store = Store(tmp_path)
    store.save("ana", {"key": RESULT})
    next(store.folder.iterdir()).write_text(damage)

    assert {} == store.load("ana")


def test_a_file_is_for_people_too(tmp_path: Path) -> None:
    """The file says whose results it holds."""
    store = Store(tmp_path)
    store.save("ana", {"key": RESULT})

    assert "ana" == json.loads(next(store.folder.iterdir()).read_text())["student"]


@pytest.mark.parametrize(
    "other",
    [
        replace(TAKEN, files={"a.py": b"x = 2\n"}),
        replace(TAKEN, files={"b.py": b"x = 1\n"}),
        replace(TAKEN, files={"a.py": b"x", "b.py": b" = 1\n"}),
        replace(TAKEN, verdict=Verdict.MISSING),
        replace(TAKEN, message="found elsewhere"),
    ],
)
def test_another_submission_has_another_key(other: Taken) -> None:
    """Content, names and what intake said of them all count."""
    assert result_key(TAKEN, "f", Level.L2) != result_key(other, "f", Level.L2)


def test_another_course_level_grader_or_python_has_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """A result stands for one state of the checks, one level, one grader, one interpreter."""
    keys = [result_key(TAKEN, "f", Level.L2), result_key(TAKEN, "g", Level.L2), result_key(TAKEN, "f", Level.L1)]
    monkeypatch.setattr("grader.__version__", "0.0.0")
    keys.append(result_key(TAKEN, "f", Level.L2))
    monkeypatch.setattr("sys.version", "3.99")
    keys.append(result_key(TAKEN, "f", Level.L2))

    assert 5 == len(set(keys))


def test_the_key_does_not_depend_on_the_order_of_files() -> None:
    """The same files give the same key."""
    first = replace(TAKEN, files={"a.py": b"1", "b.py": b"2"})
    second = replace(TAKEN, files={"b.py": b"2", "a.py": b"1"})

    assert result_key(first, "f", Level.L2) == result_key(second, "f", Level.L2)


def test_an_output_that_is_a_file_is_refused_before_anything_is_judged(tmp_path: Path) -> None:
    """Opening the store tries a write; the message names the folder that was asked for."""
    output = tmp_path / "out"
    output.touch()

    with pytest.raises(OutputUnwritable) as caught:
        Store(output).open()
    assert (f"{str(output)!r} cannot be written: Not a directory", "name another folder with --output") == (
        caught.value.message,
        caught.value.fix,
    )


def test_a_write_that_fails_leaves_the_old_content_and_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader sees the old file or the new one, never a part, and no temporary file stays."""
    path = tmp_path / "report.json"
    write_atomically(path, "old")

    def full(source: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", full)

    with pytest.raises(OutputUnwritable, match="No space left on device"):
        write_atomically(path, "new")
    assert ({"report.json"}, "old") == ({item.name for item in tmp_path.iterdir()}, path.read_text())


def test_a_folder_that_cannot_be_made_is_one_error(tmp_path: Path) -> None:
    """Where not even the temporary file can be made, the message names the file that was wanted."""
    (tmp_path / "out").touch()

    with pytest.raises(OutputUnwritable) as caught:
        write_atomically(tmp_path / "out" / "report.json", "text")
    assert caught.value.message.startswith(f"{str(tmp_path / 'out' / 'report.json')!r} cannot be written: ")


def test_what_is_written_can_be_read_by_others(tmp_path: Path) -> None:
    """A report is not as private as the temporary file it was."""
    write_atomically(tmp_path / "deep" / "report.html", "text")

    assert 0o644 == (tmp_path / "deep" / "report.html").stat().st_mode & 0o777
