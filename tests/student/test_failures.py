"""What a failing test is turned into: the call, the two values, the first difference, the student's own line."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.student.results import Failure, State, TestOutcome, TestRun
from tests.student.exercises import by_name, exercise, ran

MODULE = '''
"""Cranes."""


class Jammed(Exception):
    """Cannot move."""


class Crane:
    def __init__(self, name):
        self.name = name
        self.lifts = 0

    def lift(self, weight):
        self.lifts += 2
        return weight

    @property
    def label(self):
        return self.name.upper

    def __getitem__(self, key):
        return {"a": 1}[key]


class Hook:  # TODO Task 1
    def open(self):
        raise NotImplementedError("Task 1: open it")


def lift(weight, *, fast=False):
    return weight


def text():
    return "one\\ntwo\\nthree and then some more of it\\nfour"


def broken():
    value = {"speed": 3}
    return value["sped"]


def quiet():
    return 1


def loud():
    print("winch is loud")
    try:
        {}["rope"]
    except KeyError as error:
        raise Jammed("no rope") from error


def lower():
    raise NotImplementedError("Task 2: lower it gently")


def uses_lower():
    return lower()


def many():
    return list(range(100000))


class Shy:
    def __repr__(self):
        raise ValueError("no")


def shy():
    return Shy()
'''

TESTS = '''
import pytest

from cranes import Crane, Hook, Jammed, broken, lift, loud, lower, many, quiet, shy, text, uses_lower


def make(name) -> Crane:
    return Crane(name)


@pytest.mark.parametrize(("weight", "expected"), [(7, 8), pytest.param([1] * 40, 0, id="forty")])
def test_t1_call(weight, expected):
    """A call shows its values."""
    assert lift(weight, fast=True) == expected


def test_t1_several_lines():
    """Several lines are shown as they ran."""
    crane = Crane("k")
    crane.lift(3)
    assert (crane.name, crane.lifts) == ("k", 1)


def test_t1_text():
    """Texts have a first difference."""
    assert text() == "one\\ntwo\\nthree and then some mere of it\\nfour"


def test_t1_raises():
    """An exception has the student's line."""
    assert broken() == 3


def test_t1_nothing_raised():
    """Nothing was raised."""
    with pytest.raises(Jammed, match="rope"):
        quiet()


def test_t1_other_raised():
    """Another exception was raised."""
    with pytest.raises(ValueError):
        loud()


def test_t1_other_text():
    """The text does not fit."""
    with pytest.raises(Jammed, match="chain"):
        loud()


def test_t1_membership():
    """Membership."""
    names = [make("a").name]
    assert "b" in names


def test_t1_truth():
    """Something is true."""
    assert isinstance(make("a"), Hook)


def test_t1_method():
    """A property is looked up."""
    assert make("a").label == "A"


def test_t1_order():
    """Comparisons."""
    assert lift(3) > 5


def test_t1_message():
    """A message of the test."""
    assert lift(1) == 2, "lift() must add one"


def test_t1_not():
    """Something is false."""
    assert not lift(1)


def test_t1_wrong_call():
    """Too many arguments."""
    lift(1, 2, 3)


def test_t1_attribute():
    """An attribute is missing."""
    assert Crane("a").weight == 3


def test_t2_not_started():
    """Not started."""
    assert lower() == 1


def test_t1_waits():
    """Needs another task."""
    assert uses_lower() == 1


def test_t1_many():
    """Long values."""
    assert many() == []


def test_t1_shy():
    """A repr that raises."""
    assert shy() == 1


def test_t1_skipped():
    """Skipped."""
    pytest.skip("not here")


def test_t1_fixture(winch):
    """A fixture that fails."""
    assert winch


@pytest.fixture
def winch():
    return broken()


def test_t1_subscript():
    """Subscripts are calls."""
    crane = Crane("k")
    assert crane["a"] == 2


def test_t1_loop():
    """The line of a loop is shown."""
    for weight in (1, 2):
        assert lift(weight) == 1


class TestGroup:
    def test_t2_in_a_class(self):
        """In a class."""
        assert lift(2) == 3
'''


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> TestRun:
    """One run of all of them."""
    return ran(exercise(tmp_path_factory.mktemp("failures"), MODULE, TESTS))


def failure(run: TestRun, name: str) -> Failure:
    """The failure of one test."""
    found = by_name(run)[name].failure
    assert found is not None
    return found


def outcome(run: TestRun, name: str) -> TestOutcome:
    """One test."""
    return by_name(run)[name]


def line_of(text: str) -> int:
    """The line of the module that holds a text."""
    return next(number for number, line in enumerate(MODULE.splitlines(), start=1) if text in line)


def test_a_call_is_shown_with_the_values_of_its_case(run: TestRun) -> None:
    """As a student would type it, with got and expected, and the function to look at."""
    found = failure(run, "test_t1_call[7-8]")

    assert ("lift(7, fast=True)",) == found.called
    assert ("7", "8") == (found.got, found.expected)
    assert ("cranes.py", line_of("def lift(weight, *"), "lift") == (found.file, found.line, found.function)


def test_a_value_too_long_to_type_keeps_its_name(run: TestRun) -> None:
    """The case is named instead."""
    found = outcome(run, "test_t1_call[forty]")

    assert found.failure is not None
    assert ("lift(weight, fast=True)",) == found.failure.called
    assert "forty" == found.case


def test_several_values_side_by_side_name_the_one_that_differs(run: TestRun) -> None:
    """And the page points to the method that was called last, not to the whole line."""
    found = failure(run, "test_t1_several_lines")

    assert ('crane = Crane("k")', "crane.lift(3)", "(crane.name, crane.lifts)") == (*found.called, found.subject)
    assert ("crane.lifts is 2, not 1",) == found.difference
    assert "Crane.lift" == found.function


def test_long_texts_show_the_first_difference(run: TestRun) -> None:
    """With line and character."""
    found = failure(run, "test_t1_text")

    assert "line 3, character 22" == found.difference[0]
    assert "'three and then some more of it\\n'" in found.difference[1]


def test_an_exception_shows_the_students_line_and_where_in_it(run: TestRun) -> None:
    """Type, message, line of code, columns; and what was expected instead."""
    found = failure(run, "test_t1_raises")

    assert State.RAISED is outcome(run, "test_t1_raises").state
    assert ("raised KeyError: 'sped'", "3") == (found.got, found.expected)
    assert ('return value["sped"]', "broken") == (found.source, found.function)
    assert 'value["sped"]' == found.source[found.column - 1 : found.end_column - 1]


@pytest.mark.parametrize(
    ("name", "got", "expected"),
    [
        ("test_t1_nothing_raised", "no exception", 'Jammed with "rope" in its text'),
        ("test_t1_other_raised", "raised Jammed: no rope (caused by KeyError: 'rope')", "ValueError"),
        (
            "test_t1_other_text",
            "raised Jammed: no rope (caused by KeyError: 'rope')",
            'Jammed with "chain" in its text',
        ),
        ("test_t1_membership", "['a']", "'b' in it"),
        ("test_t1_order", "3 > 5 is False", "True"),
        ("test_t1_not", "1", "False, or something empty"),
        ("test_t1_shy", "<Shy whose repr raises ValueError>", "1"),
    ],
)
def test_each_kind_of_failure_says_what_came_and_what_should_have(
    run: TestRun, name: str, got: str, expected: str
) -> None:
    """Expected exceptions, membership, order, truth, and values that cannot be shown."""
    found = failure(run, name)

    assert (got, expected) == (found.got, found.expected)


def test_what_did_not_raise_points_to_what_was_called(run: TestRun) -> None:
    """And shows the call alone."""
    found = failure(run, "test_t1_nothing_raised")

    assert (("quiet()",), "quiet") == (found.called, found.function)


def test_not_started_is_not_wrong(run: TestRun) -> None:
    """Neither is a test that needs another task; each says what is to be done."""
    started, waits = outcome(run, "test_t2_not_started"), outcome(run, "test_t1_waits")

    assert (State.NOT_STARTED, "lower it gently") == (started.state, failure(run, "test_t2_not_started").message)
    assert (State.WAITING, "Task 2") == (waits.state, waits.waits_for)


def test_a_class_that_is_still_the_stub_is_not_started(run: TestRun) -> None:
    """Although the assertion failed: what it is about has not been written."""
    assert State.NOT_STARTED is outcome(run, "test_t1_truth").state


def test_nothing_is_cut_without_a_word(run: TestRun) -> None:
    """A huge value says how much of it is left out."""
    found = failure(run, "test_t1_many")

    assert found.got.endswith("more items)")
    assert len(found.got) < 500
    assert "100000 items instead of 0; the first too many is 0" == found.difference[0]


def test_the_message_of_an_assertion_is_kept(run: TestRun) -> None:
    """Without what pytest adds to it."""
    assert "lift() must add one" == failure(run, "test_t1_message").message


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("test_t1_method", "Crane.label"),
        ("test_t1_wrong_call", "lift"),
        ("test_t1_attribute", "Crane.__init__"),
        ("test_t1_subscript", "Crane.__getitem__"),
        ("test_t1_fixture", "broken"),
        ("test_t1_loop", "lift"),
        ("TestGroup::test_t2_in_a_class", "lift"),
    ],
)
def test_the_page_points_into_the_students_file(run: TestRun, name: str, function: str) -> None:
    """Properties, wrong calls, missing attributes, subscripts, fixtures, loops, methods of test classes."""
    found = next(test for test in run.tests if test.id.endswith(f"::{name}"))

    assert found.failure is not None
    assert ("cranes.py", function) == (found.failure.file, found.failure.function)


def test_a_skipped_test_counts_neither_way(run: TestRun) -> None:
    """It is no pass, and not among what there is to pass."""
    assert State.SKIPPED is outcome(run, "test_t1_skipped").state
    assert len(run.tests) - 1 == run.total


def test_what_was_printed_is_on_the_page(run: TestRun) -> None:
    """And not in anybody's terminal."""
    assert "winch is loud\n" == failure(run, "test_t1_other_raised").printed


def test_tests_of_a_task_stand_together(run: TestRun) -> None:
    """In the order of the manifest, with its titles."""
    assert [(1, "Lift"), (2, "Lower")] == [(task.number, task.title) for task in run.tasks]


def test_a_case_named_as_a_call_is_the_call(tmp_path: Path) -> None:
    """The name of a case stands for values that cannot be typed."""
    tests = """
    import pytest
    from cranes import lift
    @pytest.mark.parametrize("thing", [pytest.param(object(), id="lift(Thing())")])
    def test_t1_case(thing):
        assert lift(thing) == 3
    """
    run = ran(exercise(tmp_path, "def lift(thing):\n    return thing\n", tests))

    assert (("lift(Thing())",), "<object>") == (failure(run, "test_t1_case[lift(Thing())]").called, "<object>")
