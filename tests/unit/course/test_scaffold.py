"""Tests of grader.course.scaffold: a new exercise is complete, and nothing is ever overwritten."""

from __future__ import annotations

import ast
import doctest
import shutil
import sys
import tomllib
from pathlib import Path

import pytest

from grader.catalogue.load import load_course, survey_course
from grader.catalogue.wrong import read_alternatives, read_wrong
from grader.course.scaffold import new_exercise
from grader.errors import OutputUnwritable, UsageError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the good course."""
    return Path(shutil.copytree(Path(__file__).parents[2] / "courses/good", tmp_path / "good"))


def test_a_new_exercise_loads_without_problems(root: Path) -> None:
    """What is written satisfies all schemas, and no file is missing or too much."""
    new_exercise(root, "01", "gate-log")

    exercise = load_course(root).exercise("gate-log")
    assert (exercise.number, exercise.title, exercise.module) == (3, "Gate log", "gate_log")


def test_all_files_of_both_halves_are_written_and_named(root: Path) -> None:
    """The paths that are returned are the files that were not there before."""
    before = {path for path in root.rglob("*") if path.is_file()}
    written = new_exercise(root, "01-quay", "gate-log")

    assert set(written) == {path for path in root.rglob("*") if path.is_file()} - before
    assert len(written) == 11


def test_what_is_left_to_write_is_marked(root: Path) -> None:
    """Each file says TODO where its author has to write."""
    written = new_exercise(root, "01", "gate-log")

    assert [path.name for path in written if "TODO" not in path.read_text()] == []


def test_nothing_of_the_template_is_left(root: Path) -> None:
    """All placeholders are filled in, files end with one line end, and Python parses."""
    for path in new_exercise(root, "01", "gate-log"):
        text = path.read_text()
        assert "{{" not in text
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
        if path.suffix == ".py":
            ast.parse(text)
        if path.suffix == ".toml":
            tomllib.loads(text)


def test_the_example_of_the_readme_runs_on_the_reference(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reference does what the README shows, so verify begins with an exercise that works."""
    new_exercise(root, "01", "scaffolded-work")
    monkeypatch.syspath_prepend(str(root / "solutions/01-quay/scaffolded-work"))
    readme = root / "weeks/01-quay/scaffolded-work/README.md"

    results = doctest.testfile(str(readme), module_relative=False)

    sys.modules.pop("scaffolded_work", None)
    assert (results.failed, results.attempted) == (0, 2)


def test_wrong_and_alternative_solutions_are_well_formed(root: Path) -> None:
    """The examples of a wrong and of an alternative solution have the docstrings they need."""
    new_exercise(root, "01", "gate-log")
    course = load_course(root)
    exercise = course.exercise("gate-log")

    assert [item.fails for item in read_wrong(exercise, course.layout)] == [("check_the_argument_is_not_changed",)]
    assert len(read_alternatives(exercise, course.layout)) == 1


def test_nothing_is_overwritten(root: Path) -> None:
    """A second time is refused, and changes nothing."""
    manifest, *_ = new_exercise(root, "01", "gate-log")
    manifest.write_text(manifest.read_text().replace("minutes = 30", "minutes = 45"))

    with pytest.raises(UsageError, match="exists already"):
        new_exercise(root, "01", "gate-log")
    assert "minutes = 45" in manifest.read_text()


def test_one_file_in_the_way_is_enough_to_refuse(root: Path) -> None:
    """Where any of the files is there, none of the others is written."""
    notes = root / "solutions/01-quay/gate-log/notes.md"
    notes.parent.mkdir(parents=True)
    notes.write_text("mine")

    with pytest.raises(UsageError, match=r"notes\.md exists already"):
        new_exercise(root, "01", "gate-log")
    assert not (root / "weeks/01-quay/gate-log").exists()
    assert notes.read_text() == "mine"


def test_a_name_of_another_week_is_taken(root: Path) -> None:
    """Names are unique in the course, whatever the week."""
    (root / "weeks/02-yard").mkdir()
    manifest = (root / "weeks/01-quay/week.toml").read_text().replace("number = 1", "number = 2")
    (root / "weeks/02-yard/week.toml").write_text(manifest)

    with pytest.raises(UsageError, match="01-quay/tally exists already"):
        new_exercise(root, "02", "tally")


def test_drills_may_have_the_name_of_other_drills(root: Path) -> None:
    """Every week may have its drills, under the same name."""
    week, manifest = root / "weeks/02-yard", root / "weeks/01-quay/tally/exercise.toml"
    week.mkdir()
    (week / "week.toml").write_text((root / "weeks/01-quay/week.toml").read_text().replace("number = 1", "number = 2"))
    manifest.write_text(manifest.read_text().replace('kind = "module"', 'kind = "drills"'))

    assert new_exercise(root, "02", "tally")


@pytest.mark.parametrize("slug", ["", "x", "Gate-Log", "gate_log", "gate--log", "../gate", "1-gate", "a/b", "g" * 61])
def test_names_that_are_no_folder_names_are_refused(root: Path, slug: str) -> None:
    """A name that could not be a folder and a module is refused."""
    with pytest.raises(UsageError, match="cannot be the name"):
        new_exercise(root, "01", slug)


def test_the_week_has_to_exist(root: Path) -> None:
    """An exercise cannot be written into a week that nobody planned."""
    with pytest.raises(UsageError, match="no week called"):
        new_exercise(root, "07", "gate-log")


def test_a_broken_neighbour_is_no_obstacle(root: Path) -> None:
    """Somebody else's unfinished exercise does not keep anyone from beginning another."""
    (root / "weeks/01-quay/tally/exercise.toml").write_text("number = ")
    new_exercise(root, "01", "gate-log")

    assert survey_course(root)[0].exercise("gate-log").number == 2


def test_what_cannot_be_written_leaves_nothing(root: Path) -> None:
    """Where a folder cannot be made, the error says so and no half of an exercise stays behind."""
    (root / "solutions/01-quay/gate-log").write_text("")

    with pytest.raises(OutputUnwritable):
        new_exercise(root, "01", "gate-log")
    assert [path for path in (root / "weeks/01-quay/gate-log").rglob("*") if path.is_file()] == []
