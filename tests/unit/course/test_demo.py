"""Tests of grader.course.demo: always the same class, the accidents of real ones, and nobody's folder is emptied."""

from __future__ import annotations

import ast
import random
import tomllib
from pathlib import Path

import pytest

from grader.catalogue.quiz import Key, Question, QuestionKind
from grader.course import demo
from grader.course.demo import STUDENTS, build_class
from grader.course.quiz import read_answers
from grader.errors import OutputUnwritable, UsageError
from tests.e2e.ground import GOOD, SORT, TALLY, chosen, handed


def built(folder: Path, students: int = len(STUDENTS), exercise: str | None = None) -> dict[str, bytes]:
    """Paths and contents of a class made of the good course."""
    build_class(*chosen(GOOD, exercise), folder, students)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_class_is_always_the_same(tmp_path: Path) -> None:
    """Two demos show the same students with the same work."""
    assert built(tmp_path / "one") == built(tmp_path / "two")


def test_a_second_demo_empties_the_folder_first(tmp_path: Path) -> None:
    """What is left of a larger class goes."""
    built(tmp_path, 60)

    assert sorted(STUDENTS) == sorted({name.partition("/")[0] for name in built(tmp_path)})


def test_a_large_class_has_names_of_its_own_for_everybody(tmp_path: Path) -> None:
    """Names repeat with a number behind them."""
    folders = {name.partition("/")[0] for name in built(tmp_path, 70)}

    assert (70, True) == (len(folders), {"adaeze-okafor-2", "adaeze-okafor-3"} <= folders)


def test_the_class_has_right_wrong_and_unfinished_work(tmp_path: Path) -> None:
    """More than one solution is handed in for each exercise, and answers of several kinds."""
    files = built(tmp_path)

    for ending in (f"{TALLY}/tally.py", f"{SORT}/sort_manifest.py", "answers.toml"):
        assert 3 <= len({content for name, content in files.items() if name.endswith(ending)})


def test_accidents_happen(tmp_path: Path) -> None:
    """A syntax error, an endless loop, a lost file, a copy with a number, a question to the keyboard."""
    files = built(tmp_path)

    with pytest.raises(SyntaxError):
        ast.parse(handed(tmp_path, STUDENTS[1], SORT).read_bytes())
    assert b"while True" in handed(tmp_path, STUDENTS[3], TALLY).read_bytes()
    assert not handed(tmp_path, STUDENTS[4], TALLY).exists()
    assert f"{STUDENTS[6]}/weeks/01-quay/{SORT}/sort_manifest (1).py" in files
    assert b"input(" in handed(tmp_path, STUDENTS[7], TALLY).read_bytes()


def test_a_small_class_has_no_accidents(tmp_path: Path) -> None:
    """With one exercise, or a handful of students, nobody has an accident: the table would be all accidents."""
    assert len(STUDENTS) == len(built(tmp_path / "one", exercise=TALLY))
    assert 3 * 3 == len(built(tmp_path / "few", 3))


def test_answers_are_toml_whatever_they_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Quotes of both kinds, backslashes and several lines survive the way into answers.toml."""
    odd = 'it\'s "C:\\new"\nÅ'
    question = Question("q", QuestionKind.PRINTS, "?", {})
    several = Question("m", QuestionKind.ORDER, "?", {"a": "", "b": ""})
    keys = {"q": Key("q", (odd,), "", {}), "m": Key("m", ("a", "b"), "", {})}
    monkeypatch.setattr(demo, "load_quiz", lambda layout, week: (question, several))
    monkeypatch.setattr(demo, "load_key", lambda layout, week: keys)
    course, _ = chosen(GOOD)

    content = demo._answers(course.layout, "01-quay", 1.0, random.Random(1))
    assert {"q": odd, "m": ["a", "b"]} == tomllib.loads(content.decode())
    assert {"q": odd, "m": ["a", "b"]} == read_answers(content)


def test_a_folder_that_no_demo_wrote_is_left_alone(tmp_path: Path) -> None:
    """A real class of the same name is not deleted; the message names what was in the way."""
    mine = tmp_path / "real-student" / "work.py"
    mine.parent.mkdir()
    mine.write_text("mine")

    with pytest.raises(UsageError) as caught:
        built(tmp_path)
    assert (f"{str(tmp_path)!r} holds 'real-student', which no demo wrote, and would be emptied", "mine") == (
        caught.value.message,
        mine.read_text(),
    )


def test_a_folder_that_cannot_be_made_is_one_error(tmp_path: Path) -> None:
    """A file in the way is said to be one."""
    (tmp_path / "out").touch()

    with pytest.raises(OutputUnwritable) as caught:
        built(tmp_path / "out" / "class")
    assert f"{str(tmp_path / 'out' / 'class')!r} cannot be written: Not a directory" == caught.value.message
