"""What is done once per run for each check: draw its inputs, learn its questions, ask the reference.

A check whose body only calls `agree` is recorded: all its questions, for all its inputs, then travel as one message
to each submission, and equal bytes need not even be decoded. A check that uses values is run as it stands.
"""

from __future__ import annotations

import contextlib
import itertools
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from grader import wire
from grader.checks.author import CheckSpec
from grader.checks.session import (
    TRIPS,
    Foresight,
    NeedsValue,
    NoAnswer,
    Question,
    Recorder,
    ReferenceSilent,
    Session,
    Wrong,
    is_silent,
)
from grader.harness.answers import Answer, Fault, read_answer
from grader.harness.channel import Batch, Channel

PUT = b'["l","put",'
"""How an encoded question begins that writes a file beside the code it is put to."""
SHRINK_TRIES = 60
SHRINK_BYTES = 4_000
"""How many inputs, and how much of them, are tried to make a counterexample smaller. What is found first is the
shortest of dozens of inputs already, and a search takes longer than grading all the rest of an exercise."""
SMALL, SIMPLE = 1.25, 3.0
"""An input at most this many times as long as the shortest that was drawn is small enough; the one drawn first, which
nothing can make simpler, may be longer."""


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
    """The oracle's channel: asks the reference once and remembers; a silent reference is a fault of ours.

    The same question has another answer once a check has put other files beside the reference. So what was put since
    the body began belongs to the question, and is put again where the question is asked for the first time.
    """

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self._known: dict[tuple[tuple[bytes, ...], bytes], bytes] = {}
        self._put: tuple[bytes, ...] = ()

    def begin(self) -> None:
        """The body of a check begins: it has put no files yet."""
        self._put = ()

    def exchange(self, questions: Sequence[bytes]) -> list[bytes | Fault]:
        """Replies from memory where there are any, else from the reference."""
        unknown = [asked for asked in dict.fromkeys(questions) if (self._put, asked) not in self._known]
        fault = self._ask(unknown)
        if fault is not None:
            # A machine that is very busy may cost the oracle its worker; a course that is broken does so twice.
            fault = self._ask([asked for asked in unknown if (self._put, asked) not in self._known])
        if fault is not None:
            raise ReferenceSilent(Answer(fault.kind, text=fault.detail))
        replies: list[bytes | Fault] = [self._known[self._put, asked] for asked in questions]
        self._put += tuple(asked for asked in questions if asked.startswith(PUT))
        return replies

    def _ask(self, questions: Sequence[bytes]) -> Fault | None:
        """Remember the reference's replies; the fault that ended them early, if one did."""
        if not questions:
            return None
        everything = [*self._put, *questions]
        for number, reply in enumerate(self.channel.exchange(everything)):
            if isinstance(reply, Fault):
                return reply
            if number >= len(self._put):
                self._known[self._put, everything[number]] = reply
        return None

    def forget(self) -> None:
        """Drop what was remembered beyond the prepared cases, so that memory stays flat over a class."""
        if len(self._known) > 20_000:
            self._known.clear()


class Noting(Remembering):
    """The oracle's channel in the place of a submission: every question counts, also one that was asked before."""

    def __init__(self, channel: Channel) -> None:
        super().__init__(channel)
        self.asked: list[bytes] = []
        self.replies: list[bytes | Fault] = []

    def exchange(self, questions: Sequence[bytes]) -> list[bytes | Fault]:
        """As the oracle, and noted."""
        replies = super().exchange(questions)
        self.asked += questions
        self.replies += replies
        return replies


class PreparedCheck:
    """A check ready to be put to submissions."""

    def __init__(self, check: CheckFunction, oracle: Remembering, seed: int) -> None:
        self.check = check
        self.seed = seed
        self.oracle = oracle
        with _blamed(check):
            self.drawn = draw(check.spec, seed) if check.spec.inputs else [{}]
        sizes = [_size(inputs) for inputs in self.drawn]
        self._small = SMALL * min(sizes)[0]
        # What hypothesis draws first is the simplest input there is, unless a strategy does not take it.
        self._simplest = sizes[0] if sizes[0][0] <= SIMPLE * min(sizes)[0] else None
        self.cases: tuple[Case, ...] | None = None
        self.asked = Batch()
        self.expected: list[bytes | Fault] = []
        self.rounds: tuple[tuple[Batch, list[bytes | Fault]], ...] = ()

    def prepare(self) -> None:
        """Record the questions and ask the reference; raises ReferenceSilent, or what the check's body raises."""
        with _blamed(self.check):
            self._record()

    def _record(self) -> None:
        recorded: list[tuple[dict[str, Any], tuple[Question, ...]]] = []
        for inputs in self.drawn:
            recorder = Recorder()
            try:
                self.check.function(student=recorder, reference=recorder, **self.check.params, **inputs)
            except NeedsValue:
                self._rehearse()
                return
            recorded.append((inputs, tuple(recorder.noted)))
        self.oracle.exchange([pair.asked for _, pairs in recorded for pair in pairs])
        self.cases = tuple(
            Case(inputs, pairs, tuple(self._known(pair) for pair in pairs)) for inputs, pairs in recorded
        )
        self.asked = Batch(pair.asked for case in self.cases for pair in case.questions)
        self.expected = [reply for case in self.cases for reply in case.replies]

    def _rehearse(self) -> None:
        """Learn what a body that uses values asks of a submission that answers as the reference does.

        A submission that answers the same, byte for byte, passes as the reference did; no other one is judged by it.
        A question may be made of an earlier answer, and here that is the reference's. So it begins a round of its own,
        which is only asked of those who have given this answer themselves; what no answer can change is asked ahead.
        """
        noted = Noting(self.oracle.channel)
        rounds: list[list[bytes]] = [[]]
        for inputs in self.drawn:
            begun = len(noted.asked)
            try:
                noted.begin()
                self.call(Session(noted), inputs)
            except (Wrong, NoAnswer, AssertionError, *TRIPS):
                return
            asked, free = noted.asked[begun:], self._foreseen(inputs)
            for number, each in enumerate(asked):
                if asked[: number + 1] != free[: number + 1]:
                    rounds.append([])
                rounds[-1].append(each)
        replies = iter(noted.replies)
        self.rounds = tuple((Batch(each), list(itertools.islice(replies, len(each)))) for each in rounds if each)

    def _foreseen(self, inputs: dict[str, Any]) -> list[bytes]:
        """The questions that the body asks before it looks into any answer."""
        foresight = Foresight()
        # It has passed with real values: whatever it trips over now is that there are none.
        with contextlib.suppress(Exception):
            self.check.function(student=foresight, reference=Foresight(), **self.check.params, **inputs)
        return foresight.asked

    def _known(self, pair: Question) -> bytes:
        reply = self.oracle.exchange([pair.asked])[0]
        answer = read_answer(reply)
        if isinstance(reply, Fault) or is_silent(answer):
            # What no answer can be compared with must not be compared with itself, or the control would pass.
            raise ReferenceSilent(answer)
        return reply

    def call(self, student: Session, inputs: dict[str, Any]) -> None:
        """Run the body on one input as it stands."""
        self.oracle.begin()
        self.check.function(student=student, reference=Session(self.oracle), **self.check.params, **inputs)

    def smallest(self, fails: Callable[[dict[str, Any]], bool], found: dict[str, Any]) -> dict[str, Any]:
        """The smallest input on which `fails` holds that a bounded search finds; `found` is one that does."""
        size = _size(found)
        if size == self._simplest or size[0] <= self._small:
            return found
        tried, bulk, best = 0, 0, found

        def interesting(inputs: dict[str, Any]) -> bool:
            nonlocal tried, bulk, best
            tried, bulk = tried + 1, bulk + _size(inputs)[0]
            if tried > SHRINK_TRIES or bulk > SHRINK_BYTES:
                raise _Enough
            if not fails(inputs):
                return False
            best = min(best, inputs, key=_size)
            return True

        with contextlib.suppress(_Enough, hypothesis.errors.HypothesisException):
            best = hypothesis.find(
                st.fixed_dictionaries(self.check.spec.inputs),
                interesting,
                settings=_settings(self.check.spec.examples, shrink=True),
                random=random.Random(self.seed),
            )
        return best if _size(best) <= size else found

    def rank(self, inputs: dict[str, Any]) -> tuple[bool, tuple[int, bytes]]:
        """Where `inputs` come among inputs that fail, the best to show first: the simplest, or else the shortest."""
        size = _size(inputs)
        return size != self._simplest, size


class _Enough(BaseException):
    """Ends a search; hypothesis takes an Exception for something that it has found."""


@contextlib.contextmanager
def _blamed(check: CheckFunction) -> Iterator[None]:
    """Note on whatever is raised inside which check it was."""
    try:
        yield
    except Exception as error:
        error.add_note(check.id)
        raise


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
