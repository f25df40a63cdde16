"""What is done once per run for each check: draw its inputs, learn its questions, ask the reference.

A check whose body only calls `agree` is recorded: all its questions, for all its inputs, then travel as one message
to each submission, and equal bytes need not even be decoded. A check that uses values is run as it stands.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from grader import wire
from grader.checks.author import CheckSpec
from grader.checks.session import NeedsValue, Question, Recorder, ReferenceSilent, Session
from grader.harness.answers import Answer, Fault, read_answer
from grader.harness.channel import Channel

SHRINK_QUESTIONS = 150
"""How many inputs are tried to make a counterexample smaller; enough for the sizes that checks draw."""


@dataclass(frozen=True)
class CheckFunction:
    """A collected check: its id in the plan, the function, fixed parameters and what its decorators say."""

    id: str
    function: Callable[..., Any]
    params: dict[str, Any]
    spec: CheckSpec
    title: str


@dataclass(frozen=True)
class Case:
    """One input of a check with its recorded questions and the reference's answers to them."""

    inputs: dict[str, Any]
    questions: tuple[Question, ...]
    replies: tuple[bytes, ...]


class Remembering:
    """The oracle's channel: asks the reference once and remembers; a silent reference is a fault of ours."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._known: dict[bytes, bytes] = {}

    def exchange(self, questions: Sequence[bytes]) -> list[bytes | Fault]:
        """Replies from memory where there are any, else from the reference."""
        unknown = [asked for asked in dict.fromkeys(questions) if asked not in self._known]
        fault = self._ask(unknown)
        if fault is not None:
            # A machine that is very busy may cost the oracle its worker; a course that is broken does so twice.
            fault = self._ask([asked for asked in unknown if asked not in self._known])
        if fault is not None:
            raise ReferenceSilent(Answer(fault.kind, text=fault.detail))
        return [self._known[asked] for asked in questions]

    def _ask(self, questions: Sequence[bytes]) -> Fault | None:
        """Remember the reference's replies; the fault that ended them early, if one did."""
        for asked, reply in zip(questions, self._channel.exchange(questions) if questions else [], strict=False):
            if isinstance(reply, Fault):
                return reply
            self._known[asked] = reply
        return None

    def forget(self) -> None:
        """Drop what was remembered beyond the prepared cases, so that memory stays flat over a class."""
        if len(self._known) > 20_000:
            self._known.clear()


class PreparedCheck:
    """A check ready to be put to submissions."""

    def __init__(self, check: CheckFunction, oracle: Remembering, seed: int) -> None:
        self.check = check
        self.seed = seed
        self.oracle = oracle
        self.drawn = draw(check.spec, seed) if check.spec.inputs else [{}]
        self.cases: tuple[Case, ...] | None = None

    def prepare(self) -> None:
        """Record the questions and ask the reference; raises ReferenceSilent, or what the check's body raises."""
        recorded: list[tuple[dict[str, Any], tuple[Question, ...]]] = []
        for inputs in self.drawn:
            recorder = Recorder()
            try:
                self.check.function(student=recorder, reference=recorder, **self.check.params, **inputs)
            except NeedsValue:
                return
            recorded.append((inputs, tuple(recorder.noted)))
        self.oracle.exchange([pair.asked for _, pairs in recorded for pair in pairs])
        self.cases = tuple(
            Case(inputs, pairs, tuple(self._known(pair) for pair in pairs)) for inputs, pairs in recorded
        )

    def _known(self, pair: Question) -> bytes:
        reply = self.oracle.exchange([pair.asked])[0]
        if isinstance(reply, Fault):
            raise ReferenceSilent(read_answer(reply))
        return reply

    def call(self, student: Session, inputs: dict[str, Any]) -> None:
        """Run the body on one input as it stands."""
        self.check.function(student=student, reference=Session(self.oracle), **self.check.params, **inputs)

    def smallest(self, fails: Callable[[dict[str, Any]], bool], found: dict[str, Any]) -> dict[str, Any]:
        """The smallest input on which `fails` holds that a bounded search finds; `found` is one that does."""
        tried = 0

        def interesting(inputs: dict[str, Any]) -> bool:
            nonlocal tried
            tried += 1
            return tried <= SHRINK_QUESTIONS and fails(inputs)

        try:
            best: dict[str, Any] = hypothesis.find(
                st.fixed_dictionaries(self.check.spec.inputs),
                interesting,
                settings=_settings(self.check.spec.examples, shrink=True),
                random=random.Random(self.seed),
            )
        except hypothesis.errors.HypothesisException:
            return found
        return best if _size(best) <= _size(found) else found


def draw(spec: CheckSpec, seed: int) -> list[dict[str, Any]]:
    """`spec.examples` inputs, at most, from its strategies; the same for the same seed, without repeats."""
    drawn: dict[bytes, dict[str, Any]] = {}

    @hypothesis.seed(seed)
    @_settings(spec.examples, shrink=False)
    @hypothesis.given(st.fixed_dictionaries(spec.inputs))
    def collect(inputs: dict[str, Any]) -> None:
        drawn.setdefault(wire.encode(inputs), inputs)

    collect()
    return list(drawn.values())


def _settings(examples: int, *, shrink: bool) -> settings:
    return settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink] if shrink else [Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def _size(inputs: dict[str, Any]) -> tuple[int, bytes]:
    body = wire.encode(inputs)
    return len(body), body
