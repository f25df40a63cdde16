"""Tests of grader.course.verify_text: each defect that reading can show is found, with its file, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from grader.course import verify_text
from grader.course.verify_text import coverage_problems, problems, requirements
from grader.errors import CourseError
from grader.model import CheckPlan, Kind, OwnTests
from tests.e2e.ground import TALLY, append, change, chosen, good_course, hidden, visible

README, HINTS, STUB = "weeks/01-quay/tally/README.md", "weeks/01-quay/tally/hints.toml", "weeks/01-quay/tally/tally.py"
TESTS = "weeks/01-quay/tally/test_tally.py"
CHECKS, REFERENCE = "solutions/01-quay/tally/checks.py", "solutions/01-quay/tally/tally.py"
NOTES = "solutions/01-quay/tally/notes.md"
Found = list[tuple[str, str, str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A good course to break."""
    return good_course(tmp_path)


def found(root: Path, **fields: object) -> Found:
    """File, key and message of all that reading the exercise shows; `fields` replace some of its manifest."""
    course, exercises = chosen(root, TALLY)
    exercise = replace(exercises[0], **fields)  # type: ignore[arg-type] # of several types
    return [(problem.file, problem.key, problem.message) for problem in problems(course, exercise)]


def test_the_good_course_has_no_problem(root: Path) -> None:
    """What the other tests break is whole."""
    assert [] == found(root)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (README, "## Task 2: Find", "## Task 4: Find", [(README, "", "has headings for the tasks [1, 4, 3]")]),
        (README, "**R4**", "R4", [(README, "", "numbers its requirements R1 R2 R3 R5 R6 R7")]),
        (README, "**R2**", "**R1**", [(README, "", "numbers its requirements R1 R1 R3 R4 R5 R6 R7")]),
        (
            README,
            (
                '>>> from tally import busiest\n>>> busiest(["east", "north", "north"])\n\'north\'\n'
                '>>> busiest(["south", "east"])\n\'south\'\n'
            ),
            "busiest(...)\n",
            [(README, "Task 2", "has no worked example")],
        ),
        (
            HINTS,
            "[counting](../README.md#counting) shows",
            "[counting](../README.md#sums) shows",
            [(HINTS, "ladder[1].tool", "links to #sums, which is no section")],
        ),
        (
            HINTS,
            "[counting](../README.md#counting) shows",
            "the lesson shows",
            [(HINTS, "ladder[1].tool", "links to no section of the lesson")],
        ),
        (
            STUB,
            "def busiest(values: list[str])",
            "def busiest(items: list[str])",
            [(STUB, "busiest", "is (items) here and (values) in the reference")],
        ),
        (
            STUB,
            "def report(",
            "def reports(",
            [
                (STUB, "report", "is nothing here and (values) in the reference"),
                (STUB, "reports", "is (values) here and nothing in the reference"),
            ],
        ),
        (STUB, "# TODO", "# to do", [(STUB, "", "marks no unfinished task")]),
        (STUB, 'NotImplementedError("Task ', 'NotImplementedError("', [(STUB, "", "marks no unfinished task")]),
        (
            TESTS,
            "def test_t2_a_tie_goes_to_the_first",
            "def test_a_tie_goes_to_the_first",
            [(TESTS, "test_a_tie_goes_to_the_first", "does not name a task")],
        ),
        (
            TESTS,
            "def test_t2_a_tie_goes_to_the_first",
            "def test_t9_a_tie_goes_to_the_first",
            [(TESTS, "test_t9_a_tie_goes_to_the_first", "does not name a task")],
        ),
        (
            TESTS,
            '    """Each value is counted."""\n',
            "",
            [(TESTS, "test_t1_each_value_is_counted", "has no docstring")],
        ),
        (
            CHECKS,
            'observing=["arguments"])',
            'observing=["arguments"], reply=f"You changed {student}.")',
            [(CHECKS, "line 33", "shows a text that is put together")],
        ),
        (
            CHECKS,
            'raises(student, "ValueError", "busiest", [])',
            'assert student.busiest(["a"]) == "a", "not " + str(student)',
            [(CHECKS, "line 60", "shows a text that is put together")],
        ),
        (
            CHECKS,
            'raises(student, "ValueError", "busiest", [])',
            'assert student.busiest(["a"]) == "a", 3',
            [(CHECKS, "line 60", "shows a text that is put together")],
        ),
        (
            REFERENCE,
            "    return counts\n",
            "    match counts:\n        case _:\n            return counts\n",
            [(REFERENCE, "line 12", "uses match: week 2 introduces it")],
        ),
        (
            REFERENCE,
            "def tally(",
            "import json\nimport decimal\n\n\ndef tally(",
            [
                (REFERENCE, "line 7", "uses json: week 2 introduces it"),
                (REFERENCE, "line 8", "uses decimal: no week introduces it"),
            ],
        ),
        (
            TESTS,
            "def test_t1_each_value_is_counted() -> None:",
            "class Crane: ...\n\n\ndef test_t1_each_value_is_counted() -> None:",
            [(TESTS, "line 8", "uses class: week 2 introduces it")],
        ),
    ],
)
def test_a_defect_is_found_with_its_place(root: Path, file: str, old: str, new: str, expected: Found) -> None:
    """One change to the good course, one problem: file, place, and what is wrong."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")

    assert sorted(expected) == sorted(found(root))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("word " * 41, "has 41 words"),
        ("word " * 14, "has 14 words"),
        ("You simply count " * 6, "says 'simply'"),
        ("JUST count what comes by " * 4, "says 'JUST'"),
    ],
)
def test_hints_are_short_and_never_say_that_it_is_simple(root: Path, text: str, message: str) -> None:
    """The schema of hints says so too; here it holds for hints that come from anywhere."""
    _course, exercises = chosen(root, TALLY)
    ladders = (replace(exercises[0].ladders[0], shape=text), *exercises[0].ladders[1:])

    assert [(HINTS, "ladder[1].shape", message)] == found(root, ladders=ladders)


@pytest.mark.parametrize("words", ["did you simply keep", "did you " + "and you " * 20 + "keep"])
def test_the_schema_refuses_such_hints(root: Path, words: str) -> None:
    """In a file they are found when the course is read."""
    change(root / HINTS, "did you keep", words)

    with pytest.raises(CourseError) as caught:
        chosen(root)
    assert [(HINTS, "ladder[1].question")] == [(problem.file, problem.key) for problem in caught.value.problems]


def remove(*paths: Path) -> None:
    """Take files away."""
    for path in paths:
        path.unlink()


def shorten(path: Path, end: str) -> None:
    """Keep a file up to a text."""
    path.write_text(path.read_text(encoding="utf-8").partition(end)[0], encoding="utf-8")


@pytest.mark.parametrize(
    ("act", "file", "pattern"),
    [
        (lambda root: append(root / README, "word " * 500), README, r"has \d{3} words outside code"),
        (lambda root: change(root / README, "Every lorry", "```\n" + "A " * 300 + "\n```\nEvery lorry"), README, None),
        (lambda root: append(root / NOTES, "word " * 300), NOTES, r"has \d{3} words"),
        (lambda root: (root / NOTES).write_text("TODO"), NOTES, "has 1 words"),
        (lambda root: shorten(root / TESTS, "def test_t2_a_tie"), TESTS, "holds 6 tests"),
        (lambda root: append(root / STUB, "x = 1\n" * 60), STUB, r"has \d+ lines that are not blank"),
        (lambda root: append(root / REFERENCE, "# a remark\n\n" * 100), REFERENCE, None),
        (lambda root: append(root / REFERENCE, "kept = 1\n" * 100), REFERENCE, r"has \d+ lines of code"),
        (lambda root: remove(hidden(root, TALLY, "wrong/last_of_a_tie.py")), "", None),
        (
            lambda root: remove(*sorted(hidden(root, TALLY, "wrong").iterdir())[:2]),
            "solutions/01-quay/tally/wrong",
            "holds 2 wrong solutions",
        ),
        (
            lambda root: remove(hidden(root, TALLY, "alternatives/counts_each_value_anew.py")),
            "solutions/01-quay/tally/alternatives",
            "holds no alternative",
        ),
    ],
)
def test_sizes_are_kept(root: Path, act: Callable[[Path], object], file: str, pattern: str | None) -> None:
    """Too much and too little is said with the number; code and remarks do not count where they should not."""
    act(root)

    expected = [(file, "")] if pattern else []
    assert expected == [(where, key) for where, key, _ in found(root)]
    assert all(re.fullmatch(pattern or "", message) for _, _, message in found(root))


def test_kinds_have_sizes_of_their_own(root: Path) -> None:
    """Drills are many and short, a project is long; the length of their references is another matter."""
    append(root / README, "word " * 600)
    append(root / STUB, "x = 1\n" * 100)
    append(root / REFERENCE, "kept = 1\n" * 100)

    assert [] == found(root, kind=Kind.DRILLS)
    assert [] == found(root, kind=Kind.PROJECT)
    assert 3 == len(found(root))


def test_the_stub_of_own_tests_is_not_compared(root: Path) -> None:
    """What a student is to write there is up to them."""
    (visible(root, TALLY, "test_own.py")).write_text("")
    (hidden(root, TALLY, "test_own.py")).write_text("def test_something(): ...\n")
    course, exercises = chosen(good_course(root, "other"), TALLY)
    exercise = replace(
        exercises[0], student_files=("tally.py", "test_own.py"), own_tests=OwnTests("test_own.py", "tally", 1, 2)
    )

    assert [] == problems(replace(course, root=root), exercise)


def test_methods_are_compared_where_the_stub_has_them(root: Path) -> None:
    """Classes and what the stub says of their methods are the reference's; private names are nobody's business."""
    body = "\n\nclass Gate:\n    def __init__(self, name: str) -> None: ...\n\n    def {}(self{}): ...\n"
    append(root / STUB, body.format("open", "") + "\n    def _inner(self): ...\n\n\ndef _own(): ...\n")
    append(root / REFERENCE, body.format("open", ", wide: bool") + "\n    def close(self): ...\n")

    assert [(STUB, "Gate.open", "is (self) here and (self, wide) in the reference")] == [
        problem for problem in found(root) if problem[0] == STUB and problem[1].startswith("Gate")
    ]


def test_anchors_are_those_of_the_lesson(root: Path) -> None:
    """Without a lesson every link is dead; with one, anchors are made of headings as renderers make them."""
    lesson = root / "weeks/01-quay/README.md"
    lesson.write_text("# Week\n\n## What's `new` in 3.11?\n\n```\n# no heading\n```\n")
    assert {"week", "whats-new-in-311"} == verify_text._anchors(lesson)
    lesson.unlink()
    assert set() == verify_text._anchors(lesson)


def test_without_a_table_everything_may_be_used(root: Path) -> None:
    """A course that does not say what is taught when is not held to it."""
    append(root / REFERENCE, "\n\nclass Crane: ...\n")
    append(root / STUB, "\n\nclass Crane: ...\n")
    assert ["uses class: week 2 introduces it"] * 2 == [message for _, _, message in found(root)]
    (root / "weeks/course.toml").unlink()
    assert [] == found(root)


def test_what_is_allowed_with_a_reason_may_be_used(root: Path) -> None:
    """An exercise may need something early, and says why."""
    append(root / REFERENCE, "\n\nclass Crane: ...\n")
    append(root / STUB, "\n\nclass Crane: ...\n")
    append(visible(root, TALLY, "exercise.toml"), '\n[allow]\nclass = "cranes are given"\n')

    assert [] == found(root)


# --- requirements and checks ------------------------------------------------------------------------------------------


def plan(**covers: str) -> list[CheckPlan]:
    """A plan of checks of task 1 by name and what they cover; six at least."""
    named = {**covers, **{f"check_{number}": "R1" for number in range(6 - len(covers))}}
    return [CheckPlan(name, "says so", 1, 1, tuple(text.split())) for name, text in named.items()]


ALL = "R1 R2 R3 R4 R5 R6 R7"


def covered(root: Path, checks: list[CheckPlan], **fields: object) -> list[tuple[str, str]]:
    """Key and message of what a plan covers and does not."""
    course, exercises = chosen(root, TALLY)
    exercise = replace(exercises[0], **fields)  # type: ignore[arg-type] # of several types
    assert ALL.split() == requirements(course, exercise)
    return [(problem.key, problem.message) for problem in coverage_problems(course, exercise, checks)]


def test_a_plan_that_covers_everything_is_whole(root: Path) -> None:
    """Checks on own tests cover nothing by themselves and are not counted."""
    assert [] == covered(root, [*plan(check_all=ALL), CheckPlan("own_tests_pass", "", 2)])


def test_a_requirement_without_check_is_named_in_order(root: Path) -> None:
    """Each by its id; R10 comes after R9."""
    assert [(f"R{number}", "is not covered by any check") for number in range(2, 8)] == covered(root, plan())


@pytest.mark.parametrize(
    ("check", "message"),
    [
        (CheckPlan("check_x", "", 1, 1, ()), "names no requirement"),
        (CheckPlan("check_x", "", 1, 1, ("R99",)), "names R99, which does not exist"),
        (CheckPlan("check_x", "", 1, 1, ("R1",), ("check_none",)), "names check_none, which does not exist"),
        (CheckPlan("check_x", "", 1, 4, ("R1",)), "belongs to task 4, which does not exist"),
    ],
)
def test_a_check_that_names_nothing_or_nobody_is_found(root: Path, check: CheckPlan, message: str) -> None:
    """Requirements, tasks and checks that do not exist are named with the check that names them."""
    assert [("check_x", message)] == covered(root, [*plan(check_all=ALL), check])


def test_a_check_may_wait_for_one_with_parameters(root: Path) -> None:
    """It is named without them."""
    checks = [CheckPlan("check_p[1]", "", 1, 1, ("R1",)), CheckPlan("check_x", "", 1, 1, ("R1",), ("check_p",))]

    assert [] == covered(root, [*plan(check_all=ALL), *checks])


@pytest.mark.parametrize(
    ("count", "kind", "expected"), [(5, Kind.MODULE, 1), (21, Kind.MODULE, 1), (3, Kind.DRILLS, 0)]
)
def test_the_number_of_checks_is_bounded(root: Path, count: int, kind: Kind, expected: int) -> None:
    """Too few prove nothing, too many are read by nobody; drills have one a task at least."""
    checks = [CheckPlan(f"check_{number}", "", 1, 1, tuple(ALL.split())) for number in range(count)]

    assert [("", f"holds {count} checks")] * expected == covered(root, checks, kind=kind)
