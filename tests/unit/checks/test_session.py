"""Sessions and the verbs of a check, over channels that reply what no honest worker would, too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import strategies as st

from grader import wire
from grader.checks import agree, answers, close, expect, given, points, raises, unordered
from grader.checks.author import CheckSpec, spec_of
from grader.checks.session import (
    NeedsValue,
    NoAnswer,
    Question,
    Recorder,
    ReferenceSilent,
    Session,
    Wrong,
    question,
)
from grader.harness.answers import AnswerKind, Fault
from tests.builders import Scripted, value

KEY_ERROR = wire.dump(["x", "KeyError", ["KeyError", "LookupError", "Exception"], 3, "m.py", "f", "text"])
OWN_ERROR = wire.dump(["x", "FullError", ["FullError", "ValueError", "Exception"], 3, "m.py", "f", "text"])
NOT_BUILT = wire.dump(["x", "BuildFailed", ["BuildFailed", "Exception"], 0, "", "", "no backend"])
TODO = wire.dump(["n", "Task 1: do it", 3])
TIMEOUT = Fault(AnswerKind.TIMEOUT, "no answer")


def sessions(student: bytes | Fault, reference: bytes | Fault) -> tuple[Session, Session]:
    """Two sessions that reply the same to every question."""
    return Session(Scripted(student)), Session(Scripted(reference))


def observed(**seen: Any) -> bytes:
    """A reply to a question that observes a call."""
    return value({"value": None, "raised": None, "arguments": [], "stdout": "", "stderr": "", "logs": [], **seen})


# --- what is asked ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "asked", "reply"),
    [
        (lambda session: session.census(3, top=True), ["call", "census", [3], {"top": True}], 5),
        (lambda session: session.observe("f", 1, x=2), ["observe", "f", [1], {"x": 2}], {"value": 1}),
        (lambda session: session.take(4, "f", 1), ["take", "f", [1], {}, 4], {"items": []}),
        (lambda session: session.signature("A.f"), ["signature", "A.f"], [("self", "positional_or_keyword", False)]),
        (lambda session: session.names(), ["names"], ["a", "b"]),
        (lambda session: session.run("-v", stdin="x"), ["run", ["-v"], "x"], {"exit": 0}),
        (lambda session: session.put("a/b", b"x"), ["put", "a/b", b"x"], None),
        (lambda session: session.get("a/b"), ["get", "a/b"], b"x"),
        (lambda session: session.files(), ["files"], ["a/b"]),
    ],
    ids=["call", "observe", "take", "signature", "names", "run", "put", "get", "files"],
)
def test_each_method_asks_its_question_and_gives_the_value(
    ask: Callable[[Session], Any], asked: list[Any], reply: Any
) -> None:
    """What a check calls on a session is one question, and the value of the answer comes back."""
    channel = Scripted(value(reply))

    assert ask(Session(channel)) == reply
    assert [wire.decode(body) for body in channel.asked] == [asked]


@pytest.mark.parametrize("method", ["observe", "take", "signature", "names", "run", "get", "files"])
def test_a_forged_shape_is_no_answer(method: str) -> None:
    """Where the worker's own program gives a dict, list or bytes, another type is malformed and ends the check."""
    several: dict[str, list[Any]] = {"observe": ["f"], "take": [1, "f"], "signature": ["f"], "get": ["p"]}
    arguments = several.get(method, [])

    with pytest.raises(NoAnswer) as caught:
        getattr(Session(Scripted(value("forged"))), method)(*arguments)

    assert caught.value.answer.kind is AnswerKind.MALFORMED


@pytest.mark.parametrize(("reply", "kind"), [(KEY_ERROR, "raised"), (TODO, "todo"), (TIMEOUT, "timeout")])
def test_without_a_value_the_check_ends_with_the_answer(reply: bytes | Fault, kind: str) -> None:
    """A call that raised, is not written yet or did not end raises NoAnswer, which carries why."""
    with pytest.raises(NoAnswer) as caught:
        Session(Scripted(reply)).census()

    assert (caught.value.answer.kind, str(caught.value)) == (AnswerKind(kind), kind)


def test_private_names_are_no_questions() -> None:
    """Python's own look-ups on a session ask the worker nothing."""
    channel = Scripted(value(1))

    with pytest.raises(AttributeError):
        _ = Session(channel)._private
    assert (hasattr(Session(channel), "__wrapped__"), channel.asked) == (False, [])


def test_an_input_that_is_not_plain_is_refused_before_it_is_sent() -> None:
    """A circular input is a mistake of the author, found in the judge."""
    endless: list[Any] = []
    endless.append(endless)

    with pytest.raises(wire.WireError):
        question("call", "f", [endless])


# --- agree ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("student", "reference"),
    [(value([1, "a"]), value([1, "a"])), (KEY_ERROR, KEY_ERROR), (OWN_ERROR, OWN_ERROR)],
    ids=["value", "exception", "own-exception"],
)
def test_equal_answers_agree(student: bytes, reference: bytes) -> None:
    """An equal value, or an exception of the same class, meets the check."""
    agree(*sessions(student, reference), "f", 1)


def test_a_subclass_of_the_exception_is_as_good() -> None:
    """Where the reference raises ValueError a class derived from it agrees, and not the other way round."""
    value_error = wire.dump(["x", "ValueError", ["ValueError", "Exception"], 0, "", "", ""])

    agree(*sessions(OWN_ERROR, value_error), "f")
    with pytest.raises(Wrong, match="another exception"):
        agree(*sessions(value_error, OWN_ERROR), "f")


@pytest.mark.parametrize(
    ("student", "reference", "error", "text"),
    [
        (value(1), value(2), Wrong, ""),
        (value(1), value(True), Wrong, ""),
        (value(1), KEY_ERROR, Wrong, "no exception was raised where one is due"),
        (OWN_ERROR, KEY_ERROR, Wrong, "another exception than the one asked for was raised"),
        (KEY_ERROR, value(1), NoAnswer, "raised"),
        (TODO, value(1), NoAnswer, "todo"),
        (TIMEOUT, KEY_ERROR, NoAnswer, "timeout"),
        (value(1), TODO, ReferenceSilent, "the reference gave no answer: todo: Task 1: do it"),
        (TIMEOUT, TIMEOUT, ReferenceSilent, "the reference gave no answer: timeout: no answer"),
        (NOT_BUILT, NOT_BUILT, ReferenceSilent, "the reference gave no answer: raised: BuildFailed: no backend"),
    ],
    ids=["value", "type", "none-raised", "other", "raised", "todo", "timeout", "silent", "both-silent", "not-built"],
)
def test_other_answers_end_the_check(
    student: bytes | Fault, reference: bytes | Fault, error: type[Exception], text: str
) -> None:
    """Each way in which two answers may differ has its own end; a silent reference is never the student's fault."""
    with pytest.raises(error) as caught:
        agree(*sessions(student, reference), "f")

    assert str(caught.value) == text


def test_an_authored_reply_replaces_the_sentence() -> None:
    """`reply` is what a student reads, whatever was wrong."""
    for student, reference in ((value(1), value(2)), (value(1), KEY_ERROR), (OWN_ERROR, KEY_ERROR)):
        with pytest.raises(Wrong, match=r"^look at the hours$"):
            agree(*sessions(student, reference), "f", reply="look at the hours")


def test_a_comparison_of_the_author_decides() -> None:
    """`compare` replaces the strict comparison."""
    agree(*sessions(value([2, 1]), value([1, 2])), "f", compare=unordered)
    agree(*sessions(value(0.1 + 0.2), value(0.3)), "f", compare=close())
    with pytest.raises(Wrong):
        agree(*sessions(value([2, 1]), value([1, 2])), "f")


@pytest.mark.parametrize("given_back", [None, "text", [3], 10**400, {"a": 1}], ids=lambda given: type(given).__name__)
def test_a_comparison_that_trips_over_the_students_value_is_a_wrong_answer(given_back: Any) -> None:
    """A comparison written for the reference's shape may raise on another one; that is the student's mistake."""
    with pytest.raises(Wrong, match="another shape"):
        agree(*sessions(value(given_back), value([(1, 2.0)])), "f", compare=lambda one, two: one[0][1] / 1 == two[0][1])


def test_observations_are_compared_one_by_one() -> None:
    """With `observing` what is named is compared, and nothing else of the call."""
    student, reference = observed(value=1, stdout="a\n"), observed(value=2, stdout="a\n")

    agree(*sessions(student, reference), "f", observing=["stdout", "raised"])
    with pytest.raises(Wrong):
        agree(*sessions(student, reference), "f", observing=["stdout", "value"])


@pytest.mark.parametrize("forged", [5, [], "value", None], ids=repr)
def test_a_forged_observation_is_no_answer(forged: Any) -> None:
    """A reply that is no dict of observations is malformed; it does not end the judge."""
    with pytest.raises(NoAnswer) as caught:
        agree(*sessions(value(forged), observed(value=1)), "f", observing=["value"])

    assert caught.value.answer.kind is AnswerKind.MALFORMED


def test_observations_are_asked_for_by_their_own_question() -> None:
    """`observing` turns the call into a question that observes; keyword arguments go with it."""
    channel = Scripted(observed())

    agree(Session(channel), Session(Scripted(observed())), "f", 1, observing=["logs"], flag=True)

    assert [wire.decode(body) for body in channel.asked] == [["observe", "f", [1], {"flag": True}]]


# --- the other verbs --------------------------------------------------------------------------------------------------


def test_answers_gives_the_whole_answer() -> None:
    """A value or an exception is given as it is; anything else ends the check."""
    assert answers(Session(Scripted(value(3))), "f").value == 3
    assert answers(Session(Scripted(KEY_ERROR)), "f").type_name == "KeyError"
    with pytest.raises(NoAnswer):
        answers(Session(Scripted(TODO)), "f")


def test_raises_wants_the_class_or_one_derived_from_it() -> None:
    """The exception is known by the names of its class and its bases."""
    raises(Session(Scripted(OWN_ERROR)), "ValueError", "f")
    with pytest.raises(Wrong, match="another exception than LookupError") as caught:
        raises(Session(Scripted(OWN_ERROR)), "LookupError", "f")
    with pytest.raises(Wrong, match="no exception was raised where LookupError is due"):
        raises(Session(Scripted(value(1))), "LookupError", "f")
    with pytest.raises(Wrong, match=r"^fixed$"):
        raises(Session(Scripted(value(1))), "LookupError", "f", reply="fixed")

    assert caught.value.answer is not None
    assert caught.value.answer.type_name == "FullError"


def test_expect_is_strict_unless_told_otherwise() -> None:
    """An earlier value is compared as answers are."""
    expect([1], [1])
    expect([2, 1], [1, 2], compare=unordered)
    with pytest.raises(Wrong, match=r"^say so$"):
        expect(1, 1.0, reply="say so")


# --- recording --------------------------------------------------------------------------------------------------------


def test_a_recorder_notes_what_agree_asks() -> None:
    """A recorded check leaves its questions, its comparisons and its replies, without a single answer."""
    recorder = Recorder()

    agree(recorder, recorder, "f", 1, compare=unordered, reply="fixed")
    agree(recorder, recorder, "g", observing=["stdout"])

    assert recorder.noted == [
        Question(question("call", "f", [1], {}), unordered, (), "fixed"),
        Question(question("observe", "g", [], {}), recorder.noted[1].compare, ("stdout",), ""),
    ]


@pytest.mark.parametrize(
    "body",
    [lambda session: session.f(1), lambda session: answers(session, "f"), lambda session: session.names()],
    ids=["call", "answers", "names"],
)
def test_a_recorder_has_no_answers(body: Callable[[Session], Any]) -> None:
    """A check that wants a value cannot be recorded and says so."""
    with pytest.raises(NeedsValue):
        body(Recorder())


# --- decorators -------------------------------------------------------------------------------------------------------


def test_decorators_write_the_specification_in_any_order() -> None:
    """`points` and `given` together say all there is to know of a check; without them there is nothing."""
    strategies = {"hours": st.integers()}

    @points(2, task=1, covers="R1 R2", after="check_a check_b", reply="fixed")
    @given(examples=7, **strategies)
    def check_one(student: Session, reference: Session, hours: int) -> None: ...

    @given(examples=7, **strategies)
    @points(2, task=1, covers="R1 R2", after="check_a check_b", reply="fixed")
    def check_other(student: Session, reference: Session, hours: int) -> None: ...

    def check_bare(student: Session, reference: Session) -> None: ...

    expected = CheckSpec(2, 1, ("R1", "R2"), ("check_a", "check_b"), "fixed", strategies, 7)
    assert (spec_of(check_one), spec_of(check_other)) == (expected, expected)
    assert (spec_of(check_bare), spec_of(check_bare) is spec_of(check_bare)) == (CheckSpec(), True)
