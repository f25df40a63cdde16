"""What is done once per run for a check: its inputs are drawn, its questions recorded, the reference is asked once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import strategies as st

from grader import wire
from grader.checks import agree, expect, given, points
from grader.checks.author import CheckSpec
from grader.checks.session import ReferenceSilent, Session
from grader.harness.answers import AnswerKind, Fault
from grader.judge.prepared import SHRINK_TRIES, PreparedCheck, Remembering, draw
from tests.builders import Scripted, collected, value


class Doubling:
    """A channel whose code doubles its argument, and keeps one file; counts what it was asked."""

    def __init__(self) -> None:
        self.asked: list[bytes] = []
        self.file = b""

    def exchange(self, questions: Sequence[bytes]) -> list[bytes | Fault]:
        """One reply a question."""
        self.asked += questions
        return [self.reply(*wire.decode(asked)) for asked in questions]

    def reply(self, operation: str, *parts: Any) -> bytes:
        """What `double`, `size` and `put` give."""
        if operation == "put":
            self.file = parts[1]
            return value(None)
        if parts[0] == "size":
            return value(len(self.file))
        return value(parts[1][0] * 2)


@points(1, task=1, covers="R1")
@given(examples=12, number=st.integers(0, 999), items=st.lists(st.text(max_size=3), max_size=3))
def check_drawn(student: Session, reference: Session, number: int, items: list[str]) -> None:
    """Any number is doubled."""
    agree(student, reference, "double", number)
    agree(student, reference, "double", items)


@points(1, task=1, covers="R1")
def check_valued(student: Session, reference: Session) -> None:
    """A value is used."""
    expect(student.double(2), 4)


def prepared(check: Callable[..., Any], channel: Any, seed: int = 1) -> PreparedCheck:
    """The check, ready to be put to submissions."""
    ready = PreparedCheck(collected(check), Remembering(channel), seed)
    ready.prepare()
    return ready


def test_the_same_seed_draws_the_same_inputs() -> None:
    """A seed decides all inputs; another one draws others; none is drawn twice, and none beyond what was asked for."""
    spec = CheckSpec(inputs={"number": st.integers(), "name": st.text(max_size=4)}, examples=25)
    first, again, other = (draw(spec, seed) for seed in (1, 1, 2))

    assert (first, first == other, len(first) <= 25) == (again, False, True)
    assert len({wire.encode(inputs) for inputs in first}) == len(first)


def test_a_strategy_with_few_values_gives_them_once() -> None:
    """Where there are fewer inputs than examples each comes once."""
    drawn = draw(CheckSpec(inputs={"flag": st.booleans()}, examples=40), 1)

    assert sorted(inputs["flag"] for inputs in drawn) == [False, True]


def test_a_check_that_only_agrees_is_recorded() -> None:
    """All its questions for all its inputs are known beforehand, with the reference's replies beside them."""
    channel = Doubling()
    ready = prepared(check_drawn, channel)

    assert ready.cases is not None
    assert [case.inputs for case in ready.cases] == ready.drawn
    asked = [wire.decode(pair.asked) for case in ready.cases for pair in case.questions]
    assert asked == [
        ["call", "double", [case.inputs[name]], {}] for case in ready.cases for name in ("number", "items")
    ]
    assert [reply for case in ready.cases for reply in case.replies] == [value(item[2][0] * 2) for item in asked]
    assert len(channel.asked) == len(set(channel.asked))


def test_a_check_that_uses_a_value_is_left_as_it_stands() -> None:
    """A body that needs an answer is not recorded; what it asks of a right submission is learnt beforehand."""
    channel = Doubling()
    ready = prepared(check_valued, channel)

    ready.call(Session(Doubling()), {})

    assert (ready.cases, ready.drawn) == (None, [{}])
    assert ready.rounds == ((channel.asked, [value(4)]),)


def test_an_answer_of_the_reference_is_never_sent_ahead() -> None:
    """A question made of an earlier answer waits for it: sent ahead it would tell what the answer has to be."""

    @points(1, task=1, covers="R1")
    @given(number=st.integers(1, 50), examples=5)
    def check_twice(student: Session, reference: Session, number: int) -> None:
        """Double what was doubled; half of the questions have nothing to do with answers."""
        doubled = student.double(number)
        expect(doubled, reference.double(number))
        agree(student, reference, "double", number + 100)
        agree(student, reference, "double", doubled)

    ready = prepared(check_twice, Doubling())
    rounds = [[wire.decode(each)[2][0] for each in asked] for asked, _ in ready.rounds]
    drawn = [inputs["number"] for inputs in ready.drawn]

    assert [asked for each in rounds for asked in each] == [
        asked for number in drawn for asked in (number, number + 100, number * 2)
    ]
    assert [each[0] for each in rounds[1:]] == [number * 2 for number in drawn]


def test_a_case_of_a_parametrised_check_is_called_with_its_parameters() -> None:
    """Parameters of the case are passed beside the inputs."""

    def check_case(student: Session, reference: Session, number: int) -> None:
        """A case."""
        agree(student, reference, "double", number)

    ready = PreparedCheck(collected(check_case, number=7), Remembering(Doubling()), 1)
    ready.prepare()

    assert ready.cases is not None
    assert wire.decode(ready.cases[0].questions[0].asked) == ["call", "double", [7], {}]


def test_the_reference_is_asked_once() -> None:
    """A question that was answered is answered from memory, also within one message."""
    channel = Doubling()
    oracle = Remembering(channel)
    question = wire.encode(["call", "double", [2], {}])

    assert [oracle.exchange([question, question]), oracle.exchange([question])] == [[value(4)] * 2, [value(4)]]
    assert channel.asked == [question]


def test_a_file_that_is_put_is_seen_by_what_is_asked_after_it() -> None:
    """Memory ends where the reference's files change: the same question has another answer then."""
    session = Session(Remembering(Doubling()))
    sizes = []
    for content in (b"a", b"abc", b"a"):
        session.put("log", content)
        sizes.append((session.size(), session.size()))

    assert sizes == [(1, 1), (3, 3), (1, 1)]


def test_what_one_body_put_is_not_remembered_for_the_next() -> None:
    """An answer without files stays the same, whatever was put by checks and submissions before."""
    oracle = Remembering(Doubling())
    session = Session(oracle)

    before = session.size()
    session.put("log", b"abc")
    within = session.size()
    oracle.begin()

    assert (before, within, session.size()) == (0, 3, 0)


def test_memory_stays_flat() -> None:
    """Beyond a number of remembered answers they are dropped and asked for again."""
    channel = Doubling()
    oracle = Remembering(channel)
    questions = [wire.encode(["call", "double", [number], {}]) for number in range(20_001)]

    oracle.exchange(questions[:2])
    oracle.forget()
    oracle.exchange(questions)
    oracle.forget()
    oracle.exchange(questions[:1])

    assert len(channel.asked) == len(questions) + 1


def test_a_reference_that_is_silent_twice_is_a_fault_of_ours() -> None:
    """An oracle that lost its worker is asked once more; then it is the course that is broken."""
    fault = Fault(AnswerKind.TIMEOUT, "no answer")
    question = wire.encode(["call", "double", [2], {}])

    assert Remembering(Scripted(fault, value(4))).exchange([question]) == [value(4)]
    with pytest.raises(ReferenceSilent, match="timeout"):
        Remembering(Scripted(fault)).exchange([question])


def test_a_recorded_check_needs_the_reference() -> None:
    """A recorded check whose questions the reference does not answer is not prepared."""
    with pytest.raises(ReferenceSilent):
        prepared(check_drawn, Scripted(Fault(AnswerKind.CRASHED)))


def test_the_smallest_failing_input_is_found() -> None:
    """The search ends at the smallest input that fails, and asks a bounded number of times."""
    ready = prepared(check_drawn, Doubling())
    asked: list[int] = []

    def fails(inputs: dict[str, Any]) -> bool:
        asked.append(inputs["number"])
        return bool(inputs["number"] > 17)

    assert ready.smallest(fails, {"number": 640, "items": ["a", "b"]}) == {"number": 18, "items": []}
    assert len(asked) < 1000


def test_what_was_found_stays_where_nothing_smaller_fails() -> None:
    """A failure that the search does not meet again keeps the input it was seen on."""
    ready = prepared(check_drawn, Doubling())
    found = {"number": 640, "items": ["a"]}

    assert ready.smallest(lambda _: False, found) == found
    assert ready.smallest(
        lambda inputs: inputs["number"] > 17 and bool(inputs["items"]), {"number": 0, "items": []}
    ) == {
        "number": 0,
        "items": [],
    }


def test_the_search_for_a_smaller_input_has_an_end() -> None:
    """However many examples a check asks for, a bounded number of inputs is tried to make one smaller."""
    ready = prepared(given(examples=200, number=st.integers(0, 10**9))(check_numbered), Doubling())
    found = {"number": 10**9}
    asked: list[int] = []

    def fails(inputs: dict[str, Any]) -> bool:
        asked.append(inputs["number"])
        return False

    assert ready.smallest(fails, found) == found
    assert len(asked) == SHRINK_TRIES


@points(1, task=1, covers="R1")
def check_numbered(student: Session, reference: Session, number: int) -> None:
    """Any number is doubled."""
    agree(student, reference, "double", number)
