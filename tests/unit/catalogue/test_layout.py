"""Tests of grader.catalogue.layout: names to paths, without reading a file."""

from __future__ import annotations

from pathlib import Path

from grader.catalogue.layout import Address, Layout, entries, module_name
from grader.catalogue.load import load_course

from .conftest import CopyOf


def test_paths_need_no_files(tmp_path: Path) -> None:
    """Paths of an exercise that does not exist can be asked for."""
    layout, address = Layout(tmp_path), Address("01-quay", "gate-log")

    assert layout.relative(layout.visible_tests(address)) == "weeks/01-quay/gate-log/test_gate_log.py"
    assert layout.relative(layout.module_stub(address)) == "weeks/01-quay/gate-log/gate_log.py"
    assert layout.relative(layout.module_reference(address)) == "solutions/01-quay/gate-log/gate_log.py"
    assert layout.relative(tmp_path) == "."


def test_what_is_not_there_is_listed_as_nothing(tmp_path: Path) -> None:
    """Lists are empty where folders are missing, so the student half works alone."""
    layout, address = Layout(tmp_path), Address("01-quay", "gate-log")

    assert not layout.has_solutions
    assert (layout.weeks(), layout.twin_weeks(), layout.slugs("01-quay"), layout.twin_slugs("01-quay")) == ((),) * 4
    assert (layout.wrong(address), layout.alternatives(address), layout.mutants(address)) == ((),) * 3


def test_the_student_half_is_found_alone(courses: Path) -> None:
    """Weeks and exercises are listed where solutions/ is absent."""
    layout = Layout(courses / "student-half")

    assert not layout.has_solutions
    assert layout.weeks() == ("01-quay",)
    assert layout.slugs("01-quay") == ("bollards",)


def test_entries_are_sorted_and_without_caches(tmp_path: Path) -> None:
    """Listing a folder gives the same on every machine."""
    for name in ("b.py", "a.py", ".hidden", "Z.py"):
        (tmp_path / name).touch()
    (tmp_path / "__pycache__").mkdir()

    assert [path.name for path in entries(tmp_path)] == ["Z.py", "a.py", "b.py"]


def test_own_test_files_are_known(courses: Path) -> None:
    """An exercise with own tests has a stub and an implementation for them."""
    course = load_course(courses / "own-tests")
    exercise, layout = course.exercise("bollards"), course.layout
    paths = (
        layout.own_test_stub(exercise),
        layout.own_test_implementation(exercise),
        layout.own_test_target(exercise),
    )

    assert all(path is not None and path.is_file() for path in paths)
    assert [path.name for path in layout.mutants(exercise)] == ["one_end_only.py"]


def test_exercises_without_own_tests_have_no_such_files(courses: Path) -> None:
    """Without own tests there is nothing to look for."""
    course = load_course(courses / "good")
    exercise, layout = course.exercise("tally"), course.layout

    assert layout.own_test_stub(exercise) is None
    assert layout.own_test_implementation(exercise) is None
    assert layout.own_test_target(exercise) is None


def test_a_module_stands_for_the_first_file(courses: Path) -> None:
    """A wrong solution that is a module replaces the first file; the reference gives the others."""
    course = load_course(courses / "own-tests")
    exercise, layout = course.exercise("bollards"), course.layout
    module, folder = layout.wrong(exercise)
    twin = layout.twin_folder(exercise)

    assert layout.solution_files(exercise, module) == {
        "bollards.py": twin / "wrong/one_end_only.py",
        "test_own_bollards.py": twin / "test_own_bollards.py",
    }
    assert layout.solution_files(exercise, folder) == {
        "bollards.py": twin / "bollards.py",
        "test_own_bollards.py": twin / "wrong/tests_nothing/test_own_bollards.py",
    }


def test_optional_files_need_not_exist(copy_of: CopyOf) -> None:
    """An optional file is part of a solution only where somebody wrote it."""
    root = copy_of("own-tests")
    manifest = root / "weeks/01-quay/bollards/exercise.toml"
    manifest.write_text(manifest.read_text().replace("[files]\n", '[files]\noptional = ["extra.py"]\n'))
    course = load_course(root)
    exercise, layout = course.exercise("bollards"), course.layout

    assert "extra.py" not in layout.solution_files(exercise, layout.wrong(exercise)[0])
    (layout.twin_folder(exercise) / "extra.py").write_text('"""More."""\n')
    assert "extra.py" in layout.solution_files(exercise, layout.wrong(exercise)[0])
    assert load_course(root)


def test_modules_are_slugs_with_underscores() -> None:
    """A slug in kebab-case becomes the name of a module."""
    assert module_name("mro-cartographer-two") == "mro_cartographer_two"
