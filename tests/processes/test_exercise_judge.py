"""One exercise judged: verdicts, dependencies and what an honest mistake is told, over workers in L2 sandboxes."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import strategies as st

from grader.checks import agree, answers, expect, given, points, raises
from grader.checks.session import Session
from grader.judge.exercise import ExerciseJudge, Handed
from grader.judge.prepared import CheckFunction
from grader.model import CheckResult, ExerciseResult, Outcome, Verdict
from tests.builders import GENEROUS, MODULE, Yard, collected

pytestmark = pytest.mark.l2

REFERENCE = """
class BerthBoard:
    def __init__(self, hours):
        self.hours = hours


def free_hours(booked):
    return [hour for hour in range(24) if hour not in booked]


def book(booked, hour):
    if hour in booked:
        raise ValueError("taken")
    return sorted([*booked, hour])


def total(hours):
    return float(sum(hours))
"""
STUB = """
def free_hours(booked):
    raise NotImplementedError("Task 1: say which hours are free")


def book(booked, hour):
    raise NotImplementedError("Task 2: book an hour")


def total(hours):
    raise NotImplementedError("Task 2: add up")
"""


@points(2, task=1, covers="R1")
def check_free(student: Session, reference: Session) -> None:
    """The free hours are those that are not booked."""
    agree(student, reference, "free_hours", [1, 2, 3])
    agree(student, reference, "free_hours", [])


@points(3, task=2, covers="R2", after="check_free", reply="look at what is booked already")
def check_book(student: Session, reference: Session) -> None:
    """Booking gives the booked hours in order."""
    expect(student.book([5], 3), [3, 5])


@points(4, task=2, covers="R3")
@given(examples=20, hours=st.lists(st.integers(0, 23), max_size=5))
def check_total(student: Session, reference: Session, hours: list[int]) -> None:
    """Any hours are added up."""
    agree(student, reference, "total", hours)


@points(1, task=2, covers="R2", after="check_book")
def check_taken(student: Session, reference: Session) -> None:
    """An hour that is taken raises ValueError."""
    raises(student, "ValueError", "book", [3], 3)


CHECKS = [collected(check) for check in (check_free, check_book, check_total, check_taken)]
ALL = {"check_free": 2, "check_book": 3, "check_total": 4, "check_taken": 1}


@pytest.fixture(scope="module")
def judge() -> Iterator[ExerciseJudge]:
    """The judge of the exercise above, with its reference in a sandbox that lasts."""
    with Yard() as lasting:
        yield lasting.judge(CHECKS, REFERENCE)


def outcomes(result: ExerciseResult) -> dict[str, str]:
    """How each check ended."""
    return {check.id: str(check.outcome) for check in result.checks}


def by_id(result: ExerciseResult, id_: str) -> CheckResult:
    """One check's result."""
    return next(check for check in result.checks if check.id == id_)


def single(yard: Yard, check: Any, source: str, reference: str = REFERENCE, **changes: Any) -> CheckResult:
    """What one check says of a source."""
    judge = yard.judge([collected(check)], reference, **changes)
    return yard.grade(judge, source).checks[0]


# --- verdicts ---------------------------------------------------------------------------------------------------------


def test_the_reference_gets_all_points(yard: Yard, judge: ExerciseJudge) -> None:
    """The reference itself passes each check, with its points and without a message."""
    result = yard.grade(judge, REFERENCE)

    assert (result.verdict, result.points, result.max_points) == (Verdict.GRADED, 10, 10)
    assert {check.id: check.points for check in result.checks} == ALL
    assert {(check.outcome, check.message) for check in result.checks} == {(Outcome.PASSED, "")}


def test_the_plan_is_known_before_anything_runs(judge: ExerciseJudge) -> None:
    """Ids, sentences, points, tasks and requirements come from the checks, in their order."""
    plan = judge.plan

    assert {item.id: item.points for item in plan} == ALL
    assert [(plan[1].title, plan[1].task, plan[1].covers, plan[1].after)] == [
        ("Booking gives the booked hours in order.", 2, ("R2",), ("check_free",))
    ]


@pytest.mark.parametrize("as_stub", [True, False])
def test_the_stub_is_not_started(yard: Yard, judge: ExerciseJudge, as_stub: bool) -> None:
    """A file in which nothing is written earns nothing, and says so instead of failing."""
    result = yard.grade(judge, STUB, as_stub=as_stub)

    assert (result.verdict, result.points) == (Verdict.NOT_STARTED, 0)
    assert outcomes(result) == {
        "check_free": "not-run",
        "check_book": "skipped",
        "check_total": "not-run",
        "check_taken": "skipped",
    }
    assert by_id(result, "check_free").message == "not started yet"


def test_one_point_is_a_start(yard: Yard, judge: ExerciseJudge) -> None:
    """Where something is written the exercise is graded, and the rest is what is not started yet."""
    result = yard.grade(judge, STUB.replace('raise NotImplementedError("Task 2: add up")', "return float(sum(hours))"))

    assert (result.verdict, result.points, outcomes(result)["check_free"]) == (Verdict.GRADED, 4, "not-run")


def test_a_wrong_attempt_is_graded(yard: Yard, judge: ExerciseJudge) -> None:
    """No point is no excuse for not having started: a wrong answer is graded."""
    result = yard.grade(judge, "def free_hours(booked):\n    return []\n")

    assert (result.verdict, result.points) == (Verdict.GRADED, 0)


def test_a_check_waits_for_those_it_depends_on(yard: Yard, judge: ExerciseJudge) -> None:
    """A check is skipped, not failed, where one that must come first did not pass, also through a chain."""
    result = yard.grade(judge, REFERENCE.replace("not in booked", "in booked"))

    assert outcomes(result) == {
        "check_free": "wrong",
        "check_book": "skipped",
        "check_total": "passed",
        "check_taken": "skipped",
    }
    assert by_id(result, "check_book").message == "waits for another check to pass"


def test_a_check_that_waits_for_all_cases_waits_for_each(yard: Yard) -> None:
    """A parametrised check has passed when all its cases have."""

    def check_case(student: Session, reference: Session, hour: int) -> None:
        """A case."""
        agree(student, reference, "book", [5], hour)

    @points(1, task=1, covers="R1", after="check_case")
    def check_after(student: Session, reference: Session) -> None:
        """What comes after."""
        agree(student, reference, "free_hours", [])

    cases = [collected(check_case, hour=hour) for hour in (3, 5)]
    judge = yard.judge([*cases, collected(check_after)], REFERENCE)
    half_right = REFERENCE.replace("if hour in booked:", "if False:")

    assert outcomes(yard.grade(judge, REFERENCE))["check_after"] == "passed"
    assert outcomes(yard.grade(judge, half_right)) == {
        "check_case[3]": "passed",
        "check_case[5]": "wrong",
        "check_after": "skipped",
    }


def test_a_check_never_passes_on_one_that_has_no_result(yard: Yard) -> None:
    """Waiting for a check that comes later, or never, is waiting for ever: the control of the run shows it."""

    @points(1, task=1, covers="R1", after="check_free")
    def check_early(student: Session, reference: Session) -> None:
        """What comes too early."""
        agree(student, reference, "free_hours", [])

    judge = yard.judge([collected(check_early), collected(check_free)], REFERENCE)

    assert outcomes(yard.grade(judge, REFERENCE)) == {"check_early": "skipped", "check_free": "passed"}


def test_quick_mode_ends_at_the_first_check_that_fails(yard: Yard, judge: ExerciseJudge) -> None:
    """It is enough to know that something fails: the rest keeps `not-run`, and nothing is made smaller."""
    wrong = REFERENCE.replace("float(sum(hours))", "float(sum(hours)) + 1")
    result = yard.grade(judge, wrong, quick=True)

    assert outcomes(result) == {
        "check_free": "passed",
        "check_book": "passed",
        "check_total": "wrong",
        "check_taken": "not-run",
    }
    assert "for example" not in by_id(result, "check_total").message


def test_each_check_can_have_a_process_of_its_own(yard: Yard) -> None:
    """Exercises that ask for it get a fresh process a check; otherwise what one check did is seen by the next."""
    counting = "seen = []\n\n\ndef count():\n    seen.append(1)\n    return len(seen)\n"

    def check_first(student: Session, reference: Session) -> None:
        """First."""
        expect(student.count(), 1)

    def check_second(student: Session, reference: Session) -> None:
        """Second."""
        expect(student.count(), 1)

    checks = [collected(check_first), collected(check_second)]
    shared, fresh = (yard.judge(checks, counting, fresh_process=mode) for mode in ("exercise", "check"))

    assert list(outcomes(yard.grade(shared, counting)).values()) == ["passed", "wrong"]
    assert list(outcomes(yard.grade(fresh, counting)).values()) == ["passed", "passed"]


# --- honest mistakes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "outcome", "message"),
    [
        ("return None", "wrong", "what comes back is a NoneType, and a list is due"),
        ("return tuple(range(24))", "wrong", "what comes back is a tuple, and a list is due"),
        ("return [1]", "wrong", "the answer is not what the task asks for"),
        ("yield from range(24)", "wrong", "what comes back is a generator, and a list is due"),
        ("return list(range(10**6))", "bad-return", "what comes back is not plain data (a list), or too large"),
        ("print(booked)", "wrong", "what comes back is a NoneType, and a list is due"),
        ("return booked[99]", "raised", "your code raised IndexError"),
        ("return free_hours(booked)", "raised", "your code calls itself without end (RecursionError)"),
        ("return int(input())", "raised", "EOFError: your code waits for keyboard input"),
        ("import sys; sys.exit()", "raised", "your code raised SystemExit"),
        ("exit()", "raised", "your code raised SystemExit"),
        ("open('/etc/hosts', 'w')", "raised", "your code raised"),
        ("import socket; socket.socket()", "raised", "PermissionError: files outside the working folder"),
        ("import requests", "raised", "your code raised ModuleNotFoundError"),
        ("list = [1]; return list(booked)", "raised", "TypeError: a variable of yours is called `list`"),
        ("return (x for x in booked if x).count", "raised", "your code raised AttributeError"),
        ("raise KeyError('secret')", "raised", "your code raised KeyError"),
    ],
)
def test_an_honest_mistake_is_named(yard: Yard, body: str, outcome: str, message: str) -> None:
    """What beginners really do has its own outcome and a sentence that says what happened."""
    result = single(yard, check_free, f"def free_hours(booked):\n    {body}\n")

    assert (str(result.outcome), result.points, message in result.message) == (outcome, 0, True)


def test_a_mistake_is_shown_where_it_is(yard: Yard) -> None:
    """The line in the student's file is named where the exception came from, through their own helpers too."""
    source = """
    def helper(booked):
        return booked["x"]


    def free_hours(booked):
        return helper(booked)
    """
    result = single(yard, check_free, source)

    assert (result.file, result.line, result.message) == (f"{MODULE}.py", 2, "your code raised TypeError")


def test_a_missing_name_is_told_with_the_near_one(yard: Yard) -> None:
    """A misspelt function is named beside the one that was asked for, if the file really defines it."""
    judge = yard.judge([collected(check_free)], REFERENCE)
    misspelt = REFERENCE.replace("free_hours", "freehours")

    assert yard.grade(judge, misspelt, names=("freehours",)).checks[0].message == (
        "`free_hours` is not defined; your file has `freehours`: is that the one?"
    )
    assert yard.grade(judge, "x = 1\n").checks[0].message == "`free_hours` is not defined"


def test_the_wrong_number_of_parameters_is_told(yard: Yard) -> None:
    """A call that never got into the function is a matter of its parameters."""
    result = single(yard, check_free, "def free_hours():\n    return []\n")

    assert (str(result.outcome), "compare the parameters" in result.message) == ("raised", True)


def test_an_exception_of_another_class_is_named(yard: Yard) -> None:
    """Where an exception is due, another one or none is wrong, and a builtin one is named."""
    checks = [collected(check_taken)]
    judge = yard.judge([dataclasses.replace(checks[0], spec=dataclasses.replace(checks[0].spec, after=()))], REFERENCE)
    other = REFERENCE.replace('ValueError("taken")', 'KeyError("taken")')

    assert yard.grade(judge, other).checks[0].message == (
        "another exception than ValueError was raised (yours: KeyError)"
    )
    assert yard.grade(judge, REFERENCE.replace("if hour in booked", "if False")).checks[0].message == (
        "no exception was raised where ValueError is due"
    )


def test_a_value_of_another_shape_never_trips_the_judge(yard: Yard) -> None:
    """A check that uses a value finds another shape wrong; a mistake of the check itself is not the student's."""

    def check_shape(student: Session, reference: Session) -> None:
        """The first free hour."""
        expect(student.free_hours([])[0], 0)
        expect(next(iter(student.free_hours([]))) / 1, 0.0)

    def check_assert(student: Session, reference: Session) -> None:
        """Many hours are free."""
        if len(student.free_hours([])) != 24:
            raise AssertionError("all hours of a day are free at first")

    def check_broken(student: Session, reference: Session) -> None:
        """A mistake of the author."""
        student.free_hours([])
        raise RuntimeError("mine")

    none, empty = ("def free_hours(booked):\n    return None\n", "def free_hours(booked):\n    return []\n")
    shape = "what comes back has another shape than the task describes"
    assert [single(yard, check_shape, source).message for source in (none, empty)] == [shape, shape]
    assert single(yard, check_assert, empty).message == "all hours of a day are free at first"
    with pytest.raises(RuntimeError, match="mine"):
        single(yard, check_broken, REFERENCE)


def test_a_fixed_reply_is_shown_beside_what_happened(yard: Yard, judge: ExerciseJudge) -> None:
    """The author's reply of the check follows the sentence, except where nothing is written yet."""
    unsorted = REFERENCE.replace("sorted([*booked, hour])", "[*booked, hour]")

    assert by_id(yard.grade(judge, unsorted), "check_book").message == "look at what is booked already"
    started = STUB.replace('raise NotImplementedError("Task 1: say which hours are free")', "return list(range(24))")
    assert by_id(yard.grade(judge, started), "check_book").message != "look at what is booked already"


# --- generated inputs -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("float(sum(hours)) if sum(hours) < 9 else 0.0", r"for example with hours=\[\d+\]"),
        (
            "float(sum(hours)) if hours else 0",
            r"what comes back is a int, and a float is due; for example with hours=\[\]",
        ),
        ("float(hours[0] + sum(hours[1:]))", r"your code raised IndexError; for example with hours=\[\]"),
    ],
)
def test_a_small_counterexample_is_shown(yard: Yard, judge: ExerciseJudge, body: str, message: str) -> None:
    """Of freshly drawn inputs a small one that fails is shown, with what happened on it."""
    result = yard.grade(judge, REFERENCE.replace("float(sum(hours))", body))

    assert re.fullmatch(message, by_id(result, "check_total").message)


def test_a_check_that_uses_values_is_shown_with_one_too(yard: Yard) -> None:
    """An input that fails is shown also where the body cannot be recorded."""

    @points(1, task=1, covers="R1")
    @given(examples=20, hours=st.lists(st.integers(0, 23), min_size=1, max_size=9))
    def check_valued(student: Session, reference: Session, hours: list[int]) -> None:
        """Each hour is free at first."""
        expect(set(hours) <= set(student.free_hours([])), expected=True)

    result = single(yard, check_valued, "def free_hours(booked):\n    return list(range(9))\n")

    assert re.fullmatch(r"for example with hours=\[\d+\]", result.message)


def test_a_fixed_case_is_never_shown(yard: Yard, judge: ExerciseJudge) -> None:
    """Inputs that are the same in every run stay hidden, whatever went wrong on them."""
    for source in (
        "def free_hours(booked):\n    return booked\n",
        "def free_hours(booked):\n    raise KeyError(booked)\n",
    ):
        assert "1, 2, 3" not in by_id(yard.grade(judge, source), "check_free").message


def test_a_slow_wrong_answer_does_not_cost_the_next_check(yard: Yard) -> None:
    """The search for a small counterexample is for the student's sake and does not use up the exercise's time."""
    slow = dataclasses.replace(GENEROUS, exercise_seconds=2.0)
    judge = yard.judge([CHECKS[2], CHECKS[0]], REFERENCE, limits=slow)
    source = f"import time\n{REFERENCE.replace('return float(', 'time.sleep(0.05); return (sum(hours) > 9) + float(')}"

    assert outcomes(yard.grade(judge, source)) == {"check_total": "wrong", "check_free": "passed"}


# --- the worker ends --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("import os; os._exit(0)", "crashed"),
        ("while True: pass", "timeout"),
        ("return bytearray(1 << 40)", "memory"),
        ("import os; os.kill(os.getpid(), 31)", "resource"),
    ],
)
def test_a_worker_that_ends_costs_one_check(yard: Yard, body: str, outcome: str) -> None:
    """What ends or blocks the worker is the outcome of that check; the next one meets a fresh worker."""
    limits = dataclasses.replace(GENEROUS, answer_seconds=0.5)
    judge = yard.judge([CHECKS[0], CHECKS[2]], REFERENCE, limits=limits)
    source = REFERENCE.replace("return [hour for hour in range(24) if hour not in booked]", body)

    assert outcomes(yard.grade(judge, source)) == {"check_free": outcome, "check_total": "passed"}


def test_a_crash_on_a_drawn_input_is_shown_with_it(yard: Yard) -> None:
    """A worker that ends on one of many drawn inputs is a crash of the check, and no other input is tried."""

    @points(1, task=1, covers="R1")
    @given(examples=10, hour=st.integers(0, 23))
    def check_hours(student: Session, reference: Session, hour: int) -> None:
        """Each hour is free at first."""
        expect(answers(student, "free_hours", [hour]).type_name, "")

    result = single(yard, check_hours, "import os\n\ndef free_hours(booked):\n    os._exit(0)\n")

    assert (str(result.outcome), "for example with hour=" in result.message) == ("crashed", True)


# --- imports ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("def free_hours(booked:\n    pass\n", f"SyntaxError: '(' was never closed ({MODULE}.py:1)"),
        ("def f():\nreturn 1\n", "IndentationError: expected an indented block after function definition on line 1"),
        ("import requests\n", "ModuleNotFoundError: there is no module `requests` here"),
        ("from .x import y\n", "ImportError: the file is not part of a package"),
        ("name = input()\n", "your file reads from the keyboard when it is imported"),
        ("x = 1\nassert x == 2\n", f"AssertionError while the file was imported:  ({MODULE}.py:2)"),
        ("import os\nos._exit(0)\n", "the interpreter ended while the file was imported"),
        ("x = bytearray(1 << 40)\n", "MemoryError while the file was imported"),
        ("raise KeyboardInterrupt\n", "KeyboardInterrupt while the file was imported"),
    ],
    ids=lambda value: value.splitlines()[0][:30],
)
def test_a_file_that_cannot_be_imported_says_why(yard: Yard, judge: ExerciseJudge, source: str, message: str) -> None:
    """All checks are not run, and the reason is told once, with the place where there is one."""
    result = yard.grade(judge, source)

    assert (result.verdict, result.points, message in result.message) == (Verdict.IMPORT_FAILED, 0, True)
    assert {check.message for check in result.checks} == {"the file could not be imported"}


def test_an_import_that_never_ends_is_a_timeout(yard: Yard) -> None:
    """The outcome of every check says that time ran out, so that the exercise is looked at once more, alone."""
    judge = yard.judge(CHECKS, REFERENCE, limits=dataclasses.replace(GENEROUS, load_seconds=0.5))
    result = yard.grade(judge, "while True:\n    pass\n")

    assert (result.verdict, set(outcomes(result).values())) == (Verdict.IMPORT_FAILED, {"timeout"})
    assert "took too long" in result.message


def test_an_exit_at_the_end_of_the_file_costs_nothing(yard: Yard, judge: ExerciseJudge) -> None:
    """What was defined before `sys.exit` counts, and the student is told."""
    result = yard.grade(judge, f"{REFERENCE}\nimport sys\nsys.exit(main() if False else 0)\n")

    assert (result.verdict, result.points) == (Verdict.GRADED, 10)
    assert result.message.startswith("your file ends the program when it is imported")


def test_an_exit_at_the_top_leaves_nothing_defined(yard: Yard, judge: ExerciseJudge) -> None:
    """What comes behind the exit is missing, and the note says why."""
    result = yard.grade(judge, f"raise SystemExit\n{REFERENCE}")

    assert (result.points, outcomes(result)["check_free"], "ends the program" in result.message) == (0, "wrong", True)


def test_a_failed_import_is_looked_at_alone(yard: Yard) -> None:
    """A file that fails to import where another exercise ran before is imported once more in a new sandbox."""
    judge = yard.judge([CHECKS[0]], REFERENCE)
    source = "import os\n\nif os.getpid() % 2 < 2:\n    raise ValueError(os.getpid())\n"
    worker = yard.worker(source)
    worker.load()
    worker.stop()

    before = worker.home.sandbox
    result = judge.judge(worker, Handed({f"{MODULE}.py": 4}))

    assert (result.verdict, worker.home.sandbox is before) == (Verdict.IMPORT_FAILED, False)


def test_a_check_on_a_silent_reference_is_no_result(yard: Yard) -> None:
    """A reference that does not answer stops the preparation: no submission is judged by it."""
    bodies: list[CheckFunction] = [collected(check_free)]

    with pytest.raises(Exception, match="the reference gave no answer") as caught:
        yard.judge(bodies, STUB)

    assert caught.value.__notes__ == ["check_free"]
