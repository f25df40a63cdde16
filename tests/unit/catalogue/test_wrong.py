"""Tests of grader.catalogue.wrong: what the docstrings of solutions say."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.catalogue.layout import Layout
from grader.catalogue.load import load_exercises
from grader.catalogue.wrong import WrongSolution, read_alternatives, read_mutants, read_wrong
from grader.errors import CourseError
from grader.model import Exercise, Kind

from .conftest import CopyOf


def _bollards(root: Path) -> tuple[Exercise, Layout]:
    (exercise,) = load_exercises(root)
    return exercise, Layout(root)


def _write(root: Path, text: str) -> None:
    path = root / "solutions/01-quay/bollards/wrong/one_end_only.py"
    path.write_text(text)


def test_the_three_parts_are_read(courses: Path) -> None:
    """Misconception, reply and checks are taken apart, whatever the line breaks."""
    exercise = load_exercises(courses / "good")[0]
    wrong = {item.name: item for item in read_wrong(exercise, Layout(courses / "good"))}

    assert len(wrong) == 4
    assert wrong["weights_as_text"].misconception == "Compares weights as text, so that 9.5 counts as more than 10."
    assert wrong["weights_as_text"].reply.endswith("at the moment when they are compared?")
    assert "\n" not in wrong["weights_as_text"].reply
    assert wrong["weights_as_text"].fails == ("check_the_heaviest_comes_first", "check_any_manifest_is_sorted")


def test_a_folder_speaks_through_its_first_file(courses: Path) -> None:
    """A wrong solution of several files has its docstring in the first of the student's files that it holds."""
    solutions = read_wrong(*_bollards(courses / "own-tests"))

    assert [item.name for item in solutions] == ["one_end_only", "tests_nothing"]
    assert solutions[1].misconception == "Calls the function and asserts nothing."
    assert solutions[1].path.is_dir()


def test_a_folder_without_student_files_is_a_problem(copy_of: CopyOf) -> None:
    """A folder that replaces nothing is no wrong solution."""
    root = copy_of("own-tests")
    folder = root / "solutions/01-quay/bollards/wrong/empty_handed"
    folder.mkdir()
    (folder / "rows.py").write_text('"""Rows."""\n')

    with pytest.raises(CourseError, match="1 problem"):
        read_wrong(*_bollards(root))


@pytest.mark.parametrize(
    ("docstring", "keys"),
    [
        ("What.\n\nReply: Why?\n\nFails: a b\n", []),
        ("What.\n\nFails: a\n\nReply: Why?\n\nAnd how?\n", []),
        ("What.", ["Fails", "Reply"]),
        ("What.\n\nReply:\n\nFails: a", ["Reply"]),
        ("What.\n\nReply: Why?\n\nFails: a a", ["Fails"]),
        ("What.\n\nReply: Why?\n\nReply: How?\n\nFails: a", ["Reply"]),
        ("Reply: Why?\n\nFails: a", ["docstring"]),
        ("   ", ["docstring"]),
    ],
)
def test_malformed_docstrings_name_the_part(copy_of: CopyOf, docstring: str, keys: list[str]) -> None:
    """Each part that is missing, empty or doubled is a problem of its own."""
    root = copy_of("broken-toml")
    exercise = Exercise("01-quay", "bollards", 1, "", "", Kind.MODULE, 1, 1, (), ("bollards.py",))
    _write(root, f'"""{docstring}"""\n')
    try:
        read_wrong(exercise, Layout(root))
        found = []
    except CourseError as error:
        found = [problem.key for problem in error.problems]

    assert sorted(found) == keys


def test_alternatives_and_mutants_describe_themselves(courses: Path) -> None:
    """The docstring of an alternative, or of a mutant, is its description."""
    exercise, layout = _bollards(courses / "own-tests")

    assert [item.description for item in read_alternatives(exercise, layout)] == [
        "Takes the length of a range instead of subtracting."
    ]
    assert [(item.name, item.description) for item in read_mutants(exercise, layout)] == [
        ("one_end_only", "Leaves out one end.")
    ]


def test_alternatives_without_docstring_are_an_error(courses: Path) -> None:
    """An alternative that does not say what is different is refused."""
    with pytest.raises(CourseError):
        read_alternatives(*_bollards(courses / "wrong-docstrings"))


def test_wrong_solutions_fail_different_sets(copy_of: CopyOf) -> None:
    """Order does not make a difference between two sets of checks; one check more does."""
    root = copy_of("own-tests")
    folder = root / "solutions/01-quay/bollards/wrong"
    text = (folder / "one_end_only.py").read_text()
    names = "check_both_ends_are_counted check_long_rows_are_counted"
    (folder / "turned.py").write_text(text.replace(names, " ".join(reversed(names.split()))))
    with pytest.raises(CourseError):
        read_wrong(*_bollards(root))
    (folder / "turned.py").write_text(text.replace(names, "check_both_ends_are_counted"))

    assert all(isinstance(item, WrongSolution) for item in read_wrong(*_bollards(root)))
