"""Lines between scheduler and judge: what is written on one side is read on the other, everything else is refused."""

from __future__ import annotations

import dataclasses

import pytest

from grader.checks.author import CheckSpec
from grader.judge.prepared import CheckFunction
from grader.judge.process import exercise_from_json, shuffled
from grader.judge.protocol import (
    plan_from_json,
    plan_to_json,
    read_line,
    result_from_json,
    result_to_json,
    write_line,
)
from grader.model import CheckPlan, CheckResult, ExerciseResult, Kind, Limits, Outcome, OwnTests, Profile, Verdict
from tests.builders import exercise

RESULT = ExerciseResult(
    "01-quay",
    "berth-board",
    Verdict.GRADED,
    (
        CheckResult("check_a", "A holds.", Outcome.PASSED, 2, 2, 1),
        CheckResult("check_b[1]", "B holds.", Outcome.WRONG, 0, 3, 2, "look\nhere \x1b é", "m.py", 7),
    ),
    message="said",
    misconception="m",
    reply="r",
    confirmed_alone=True,
)
PLAN = [CheckPlan("check_a", "A holds.", 2, 1, ("R1", "R2"), ()), CheckPlan("check_b", "B.", 0, 2, (), ("check_a",))]


def test_results_and_plans_arrive_as_they_were() -> None:
    """A line holds a message, and what it carries is rebuilt field by field."""
    line = write_line({"event": "done", "results": [result_to_json(RESULT)], "plan": plan_to_json(PLAN)})
    message = read_line(line)

    assert (line.count(b"\n"), line[-1:], line.isascii()) == (1, b"\n", True)
    assert result_from_json(message["results"][0]) == RESULT
    assert plan_from_json(message["plan"]) == PLAN


@pytest.mark.parametrize("line", [b"", b"[]\n", b"5\n", b"{\n", b"nothing\n"])
def test_a_line_that_is_no_message_is_refused(line: bytes) -> None:
    """Anything but one JSON object raises ValueError."""
    with pytest.raises(ValueError, match=r"message|Expecting"):
        read_line(line)


@pytest.mark.parametrize(
    "change",
    [{"verdict": "splendid"}, {"checks": [{"id": "a"}]}, {"checks": 5}, {"unknown": 1}],
    ids=["verdict", "check", "checks", "key"],
)
def test_a_result_of_another_shape_is_refused(change: dict[str, object]) -> None:
    """A result that our judge would not write is an error, not a result."""
    with pytest.raises((KeyError, TypeError, ValueError)):
        result_from_json({**result_to_json(RESULT), **change})


def test_an_exercise_arrives_as_it_was_without_its_hints() -> None:
    """The judge works from the same exercise, limits and own tests included."""
    sent = exercise(
        kind=Kind.TESTS,
        limits=Limits(answer_seconds=0.5, profile=Profile.PROCESSES),
        own_tests=OwnTests("test_own.py", "berth_board", 2, 5, 4),
        concepts=("a", "b"),
        fresh_process="check",
    )
    plain = read_line(write_line({**dataclasses.asdict(sent), "ladders": ["dropped"]}))

    assert exercise_from_json(plain) == sent
    assert exercise_from_json(read_line(write_line(dataclasses.asdict(exercise())))) == exercise()


def chain(*after: tuple[str, str]) -> list[CheckFunction]:
    """Checks by id and what they wait for."""
    checks = []
    for id_, waits in after:
        spec = dataclasses.replace(exercise_spec(), after=tuple(waits.split()))
        checks.append(CheckFunction(id_, lambda: None, {}, spec, id_))
    return checks


def exercise_spec() -> CheckSpec:
    """An empty specification."""
    return CheckSpec(points=1)


@pytest.mark.parametrize("seed", range(6))
def test_shuffled_checks_still_come_after_those_they_wait_for(seed: int) -> None:
    """Any seed gives all checks in an order in which each finds its results, parametrised checks included."""
    checks = chain(("a", ""), ("b[1]", "a"), ("b[2]", "a"), ("c", "b"), ("d", ""), ("e", "c d"), ("f", "b"))
    order = [check.id for check in shuffled(checks, seed)]

    assert sorted(order) == sorted(check.id for check in checks)
    for check in checks:
        for name in check.spec.after:
            waited = [id_ for id_ in order if id_.partition("[")[0] == name]
            assert max(order.index(id_) for id_ in waited) < order.index(check.id)


def test_another_seed_is_another_order() -> None:
    """Checks that wait for none are put in different orders, the same for the same seed."""
    checks = chain(*((name, "") for name in "abcdefgh"))
    orders = {tuple(check.id for check in shuffled(checks, seed)) for seed in range(5)}

    assert len(orders) == 5
    assert shuffled(checks, 3) == shuffled(checks, 3)
