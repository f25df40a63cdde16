"""Pages: what they say, at any width, in ASCII, without losing a word."""

from __future__ import annotations

import dataclasses

import pytest

from grader.model import Exercise
from grader.student.excerpts import first_difference, shown
from grader.student.frames import Bar, frame
from grader.student.pages import ASCII, UNICODE, Line, Role, Style, run_lines, wrapped
from grader.student.results import (
    Failure,
    State,
    TaskResult,
    TestOutcome,
    TestRun,
    document_from,
    failure_from,
    outcome_document,
    outcome_from,
)
from tests.builders import exercise

WRONG = Failure(
    called=("berth.book(hours=30)",),
    got="returned None",
    expected="ValueError",
    difference=("character 3",),
    file="berth_board.py",
    line=31,
    function="book",
    source="return None",
    column=8,
    end_column=12,
)


def outcome(name: str, state: State, **changes: object) -> TestOutcome:
    """One test of task 2."""
    test = TestOutcome(f"test_b.py::{name}", 2, f"The sentence of {name}", state)
    return dataclasses.replace(test, **changes)  # type: ignore[arg-type] # fields of several types


def run_of(*tests: TestOutcome, **changes: object) -> TestRun:
    """A run of one passing task and one with these tests."""
    passed = TaskResult(1, "Keep the hours", (outcome("one", State.PASSED, task=1),))
    run = TestRun("01-quay/berth-board", (passed, TaskResult(2, "Withdraw berth time", tests)))
    return dataclasses.replace(run, **changes)  # type: ignore[arg-type] # as above


FAILING = run_of(
    outcome("two", State.PASSED),
    outcome("three", State.FAILED, failure=WRONG),
    outcome("four", State.RAISED, failure=Failure(got="raised KeyError: 'x'")),
    outcome("five", State.NOT_STARTED, failure=Failure(message="book it")),
    outcome("six", State.WAITING, waits_for="Task 3"),
)


def text_of(lines: list[Line]) -> str:
    """A page as text."""
    return "\n".join(line.text for line in lines)


def test_a_page_says_what_was_called_what_came_and_where_to_look() -> None:
    """The whole page, as it stands in a terminal of 80 columns."""
    assert text_of(run_lines(FAILING, "Berth board", Style(80, ASCII))) == (
        "Berth board                                                       2 of 6 passing\n"
        "\n"
        "Task 1  Keep the hours                                                 passing +\n"
        "Task 2  Withdraw berth time                                       1 of 5 passing\n"
        "  x  The sentence of three\n"
        "     you called    berth.book(hours=30)\n"
        "     you got       returned None\n"
        "     expected      ValueError\n"
        "     difference    character 3\n"
        "     look at       berth_board.py:31, in book\n"
        "                   31 | return None\n"
        "                      |        ^^^^\n"
        "     next          course hint 2\n"
        "  x  The sentence of four\n"
        "  -  1 more check meets code that is not written yet\n"
        "  -  1 more check waits for Task 3"
    )


@pytest.mark.parametrize("width", [30, 40, 59, 60, 80, 120])
def test_no_line_is_longer_than_the_terminal(width: int) -> None:
    """At any width, with long names, values and code."""
    long = dataclasses.replace(
        WRONG, got="@" * 300, called=("call('" + "y " * 90 + "')",), source="z" * 200, column=150
    )
    run = run_of(outcome("three", State.FAILED, failure=long, title="A sentence " * 20))
    lines = run_lines(run, "A long title of an exercise " * 3, Style(width, UNICODE))

    assert width >= max(len(line.text) for line in lines)
    assert 300 == text_of(lines).count("@")


def test_signs_of_ours_can_be_ascii() -> None:
    """For terminals that cannot do more."""
    lines = frame(exercise(), FAILING, (Bar("week 01", 1, 3),), Style(40, ASCII))

    assert text_of(lines).isascii()


def test_colours_only_repeat_what_words_say() -> None:
    """Good and bad have a sign or a word each; there is no colour that disappears on a light ground."""
    assert {None, "green", "red"} == {role.colour for role in Role}
    assert len({ASCII.good, ASCII.bad, ASCII.waits}) == len({UNICODE.good, UNICODE.bad, UNICODE.waits}) == 3


def test_a_missing_name_holds_up_the_tests_that_use_it() -> None:
    """The first is shown, the others wait for it."""
    failure = Failure(message="b.py has no `book` yet")
    tests = [outcome(name, State.MISSING_NAME, waits_for="book", failure=failure) for name in ("two", "three", "four")]
    shown_page = text_of(run_lines(run_of(*tests), "Berth board", Style(80)))

    assert 1 == shown_page.count("has no `book` yet")
    assert "-  2 more checks wait until this one passes" in shown_page


def test_a_task_that_was_asked_for_shows_all_its_failures() -> None:
    """In full, and nothing of other tasks."""
    page = text_of(run_lines(FAILING, "Berth board", Style(80, task=2)))

    assert "raised KeyError: 'x'" in page


def test_failures_elsewhere_are_mentioned() -> None:
    """With the command that shows them."""
    later = TaskResult(3, "Report", (outcome("nine", State.FAILED, task=3, failure=WRONG),))
    page = text_of(run_lines(dataclasses.replace(FAILING, tasks=(*FAILING.tasks, later)), "Berth board", Style(80)))

    assert page.endswith("Task 3 as well: course test --task 3")


def test_a_passing_run_points_to_the_next_exercise() -> None:
    """And is not dressed up."""
    page = text_of(run_lines(run_of(outcome("two", State.PASSED)), "Berth board", Style(80)))

    assert page.endswith("All checks pass.\n     next          course next")


def test_a_broken_file_is_the_only_thing_shown() -> None:
    """No task is said to be wrong."""
    problem = Failure(message="b.py has a mistake of syntax in line 3", got="expected ':'", file="b.py", line=3)
    page = text_of(run_lines(run_of(problem=problem, problem_state=State.SYNTAX_ERROR), "Berth board", Style(80)))

    assert "  x  b.py has a mistake of syntax in line 3\n     python says   expected ':'\n" in page
    assert "Task" not in page


def test_control_characters_cannot_move_the_cursor() -> None:
    """What student code says is shown as text."""
    failure = dataclasses.replace(WRONG, got="\x1b[2J\rgone", printed="a\x07b\n")
    page = text_of(run_lines(run_of(outcome("two", State.FAILED, failure=failure)), "B", Style(80)))

    assert "\\x1b[2J" in page
    assert all(char.isprintable() for char in page.replace("\n", ""))


def test_printed_lines_that_are_left_out_are_counted() -> None:
    """And the command that shows them stands beside."""
    failure = dataclasses.replace(WRONG, printed="".join(f"line {number}\n" for number in range(30)))
    page = text_of(run_lines(run_of(outcome("two", State.FAILED, failure=failure)), "B", Style(80)))

    assert "... 22 lines before; all: course test --full" in page


@pytest.mark.parametrize("width", [20, 33, 80])
def test_wrapping_loses_nothing(width: int) -> None:
    """Every character but spaces at line ends is still there."""
    text = "    value = {'a': [1, 2, 3], 'something longer': 'with spaces in it'}\nsecond"

    assert text.replace(" ", "").replace("\n", "") == "".join(wrapped(text, width)).replace(" ", "")


@pytest.mark.parametrize(
    ("got", "expected", "difference"),
    [
        ([1, 2], [1, 2, 3], ("2 items instead of 3; the first missing is 3",)),
        ({"a": 1}, {"a": 1, "b": 2}, ("the key 'b' is missing",)),
        ({"a": {"b": [1, 2]}}, {"a": {"b": [1, 3]}}, ("at ['a']['b'][1]: 2, expected 3",)),
        ({1, 2}, {2, 3}, ("missing: 3", "too many: 1")),
        ("1", 1, ("it is a str, not an int",)),
        (True, "True", ("it is a bool, not a str",)),
        ("ab", "ac", ()),
    ],
)
def test_the_first_difference_is_found(got: object, expected: object, difference: tuple[str, ...]) -> None:
    """In sequences, mappings, sets, nested values, and between kinds; what is seen at once needs no words."""
    assert difference == first_difference(got, expected)


class Hostile:
    """Everything about it raises."""

    def __repr__(self) -> str:
        raise ValueError

    def __eq__(self, other: object) -> bool:
        raise ValueError

    __hash__ = object.__hash__


def test_values_that_raise_are_shown_all_the_same() -> None:
    """Neither their text nor comparing them ends the page."""
    assert "<Hostile whose repr raises ValueError>" == shown(Hostile())
    assert () == first_difference([Hostile()], [Hostile()])


def test_results_survive_the_way_between_processes() -> None:
    """Whatever was written is read again, and is plain data."""
    for test in FAILING.tests:
        assert test == outcome_from(outcome_document(test))
    assert WRONG == failure_from(document_from(FAILING)["tasks"][1]["tests"][1]["failure"])


def test_a_frame_fits_the_window_and_says_what_does_not() -> None:
    """The first failure stays in sight, above bars and keys; the lines that do not fit are counted."""
    bars = (Bar("week 01", 1, 4), Bar("course", 2, 8))
    whole = frame(exercise(), FAILING, bars, Style(40, ASCII))
    cut = frame(exercise(), FAILING, bars, Style(40, ASCII), rows=20, note="Still on it.")

    assert 20 == len(cut) < len(whole)
    assert [line.text for line in cut[:10]] == [line.text for line in whole[:10]]
    assert "lines more: course test" in text_of(cut)
    assert text_of(cut).endswith("waiting for you to save")
    assert whole == frame(exercise(), FAILING, bars, Style(40, ASCII), rows=len(whole))


def test_several_tasks_are_a_list_in_words() -> None:
    """Tasks 2, 3 and 4, and not 2 and 3 and 4."""
    tasks = tuple(TaskResult(n, f"Task {n}", (outcome("x", State.FAILED, task=n, failure=WRONG),)) for n in range(1, 5))
    page = text_of(run_lines(TestRun("01-quay/b", tasks), "Berth board", Style(80)))

    assert page.endswith("Tasks 2, 3 and 4 as well: course test --task 2")


def test_a_frame_has_bars_keys_and_what_goes_on() -> None:
    """The keys in as many lines as they need."""
    found: Exercise = exercise()
    page = text_of(frame(found, FAILING, (Bar("week 01", 1, 4), Bar("course", 2, 8)), Style(80, ASCII)))

    assert "week 01 ###........... 1 of 4    course ###........... 2 of 8" in page
    assert page.endswith("q quit\nwaiting for you to save")
