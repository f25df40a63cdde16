"""Tests of grader.course.verify_examples: what students are shown is run, and what does not hold is found."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from grader.course import verify_examples
from grader.course.verify_examples import problems
from grader.errors import Problem
from tests.e2e.ground import TALLY, append, change, chosen, good_course, hidden, visible

README, TESTS = "weeks/01-quay/tally/README.md", "weeks/01-quay/tally/test_tally.py"
Found = list[tuple[str, str, str]]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """All that is found in an exercise in which nothing holds."""
    root = good_course(tmp_path_factory.mktemp("broken"))
    change(visible(root, TALLY, "README.md"), "{'east': 2, 'north': 1}", "{'east': 2, 'north': 3}")
    change(visible(root, TALLY, "README.md"), '>>> busiest(["south", "east"])', ">>> busiest([])")
    tests = visible(root, TALLY, "test_tally.py")
    change(tests, 'assert busiest(["N", "S", "S"]) == "S"', 'assert busiest(["N", "S", "S"]) == "N"')
    append(tests, '\n\ndef test_t3_nothing_is_asked() -> None:\n    """Nothing is asked."""\n')
    append(tests, '\n\n@pytest.mark.skip\ndef test_t3_later() -> None:\n    """Is skipped."""\n')
    change(hidden(root, TALLY, "alternatives/counts_each_value_anew.py"), "-> list[str]:", "-> list[int]:")
    found = list(problems(*chosen(root, TALLY), 2))
    assert {"01-quay/tally"} == {exercise_id for exercise_id, _ in found}
    return [(problem.file, problem.key, problem.message) for _, problem in found]


def test_each_wrong_example_is_named_with_its_line(broken: Found) -> None:
    """What the README shows and what comes instead, in one line each; of a traceback only its end."""
    examples = [problem for problem in broken if problem[0] == README]

    assert [
        (
            README,
            "line 19",
            (
                'an example does not hold: tally(["east", "north", "east"]) | Expected: | '
                "{'east': 2, 'north': 3} | Got: | {'east': 2, 'north': 1}"
            ),
        ),
        (README, "line 40", "an example does not hold: busiest([]) | ValueError: there is nothing to count"),
    ] == examples


def test_visible_tests_pass_on_the_reference_and_fail_on_the_stub(broken: Found) -> None:
    """Those that do otherwise are named, skipped ones too."""
    tests = [(key, message) for file, key, message in broken if file == TESTS]

    assert [
        ("test_t2_the_most_frequent_value_is_found", "fails on the reference"),
        ("test_t3_later", "is skipped on the reference"),
        ("test_t3_nothing_is_asked", "passes on the stub"),
        ("test_t3_later", "is skipped on the stub"),
    ] == tests


def test_solutions_are_clean_under_strict_types(broken: Found) -> None:
    """An alternative whose hints do not hold is named with what mypy says."""
    alternative = "solutions/01-quay/tally/alternatives/counts_each_value_anew.py"
    types = [message for file, _, message in broken if file == alternative]

    assert types != []
    assert all(message.startswith("mypy --strict: ") for message in types)


def test_problems_are_these_and_no_others(broken: Found) -> None:
    """Two examples, four tests, and types."""
    assert 6 == sum(file in (README, TESTS) for file, _, _ in broken)
    assert {README, TESTS, "solutions/01-quay/tally/alternatives/counts_each_value_anew.py"} == {
        file for file, _, _ in broken
    }


def step(root: Path, name: str) -> list[Problem]:
    """What one of the steps says of tally."""
    course, exercises = chosen(root, TALLY)
    return list(getattr(verify_examples, name)(course, exercises[0]))


def test_an_example_without_end_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It costs its time and is said to be endless, instead of ending the verification."""
    root = good_course(tmp_path)
    change(visible(root, TALLY, "README.md"), ">>> tally([])", ">>> while True: pass")
    monkeypatch.setattr(verify_examples, "SECONDS", 0.5)

    assert ["its examples do not run: it does not end within 0.5 seconds"] == [
        problem.message for problem in step(root, "_examples")
    ]


def test_examples_that_cannot_be_read_are_a_problem(tmp_path: Path) -> None:
    """Something that doctest itself refuses is passed on."""
    root = good_course(tmp_path)
    change(visible(root, TALLY, "README.md"), ">>> tally([])", ">>>tally([])")

    assert [("", True)] == [
        (problem.key, problem.message.startswith("its examples do not run: ValueError: "))
        for problem in step(root, "_examples")
    ]


def test_tests_that_do_not_run_are_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pytest gets as far as no report, or finds no test, that is said of both."""
    root = good_course(tmp_path)
    silent = subprocess.CompletedProcess([], 0, "", "")
    monkeypatch.setattr(verify_examples, "_run", lambda arguments, folder: silent)

    assert ["no test runs on the reference", "no test runs on the stub"] == [
        problem.message for problem in step(root, "_visible_tests")
    ]


@pytest.mark.parametrize(
    ("ended", "expected"),
    [
        (subprocess.CompletedProcess([], 0, "", ""), []),
        (subprocess.CompletedProcess([], 1, "", "No module named mypy\n"), ["mypy does not run: No module named mypy"]),
        (subprocess.CompletedProcess([], -9, "", ""), ["mypy does not run: status -9"]),
        (
            subprocess.CompletedProcess([], 1, "a remark\ns0/tally.py:3: error: no\n", ""),
            ["mypy --strict: 3: error: no"],
        ),
    ],
)
def test_types_that_were_not_checked_are_not_clean(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ended: subprocess.CompletedProcess[str],
    expected: list[str],
) -> None:
    """A tool that does not run has not said that all is well."""
    root = good_course(tmp_path)
    monkeypatch.setattr(verify_examples, "_run", lambda arguments, folder, settings: ended)
    course, exercises = chosen(root, TALLY)

    assert [(exercises[0].id, message) for message in expected] == [
        (found, problem.message) for found, problem in verify_examples._types(course, exercises)
    ]


def test_a_solution_that_ends_the_look_at_types_hides_no_other(tmp_path: Path) -> None:
    """All are looked at together; where one stops mypy, each exercise is looked at alone."""
    root = good_course(tmp_path)
    course, exercises = chosen(root)
    broken, typed = (next(course.layout.twin_folder(one).glob("alternatives/*.py")) for one in exercises[:2])
    broken.write_text('"""Cannot be read."""\ndef (:\n')
    typed.write_text(typed.read_text() + "\n\nNUMBER: int = 'seven'\n")

    found = {one: problem.message for one, problem in verify_examples._types(course, exercises)}
    assert set(found) == {one.id for one in exercises[:2]}
    assert "Incompatible types in assignment" in found[exercises[1].id]
