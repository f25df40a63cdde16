"""The two sessions a check is given, and how its end is told to the judge.

`student.census(3)` asks the worker for the probe of that name or, where there is none, for the function of that name
in the student's module. The value comes back as plain data; if there is none the check ends with the right outcome.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from grader import wire
from grader.checks.compare import Comparison
from grader.harness.answers import Answer, AnswerKind, read_answer
from grader.harness.channel import Channel

Kind = TypeVar("Kind", dict[Any, Any], list[Any], bytes)


class Wrong(AssertionError):
    """The check is not met; `reply` is authored text, `answer` the exception that was raised instead, if one was."""

    def __init__(self, reply: str = "", answer: Answer | None = None) -> None:
        super().__init__(reply)
        self.reply = reply
        self.answer = answer


class NoAnswer(Exception):
    """The student's side gave no value: it raised, is not written yet, took too long, or ended."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.kind.value)
        self.answer = answer


class ReferenceSilent(Exception):
    """The reference gave no answer: a fault of the course or of the grader, never of the student."""

    def __init__(self, answer: Answer) -> None:
        told = ": ".join(filter(None, (answer.kind.value, answer.type_name, answer.text)))
        super().__init__(f"the reference gave no answer: {told}")
        self.answer = answer


NOT_BUILT = frozenset({"BuildFailed", "InstallFailed"})
"""What the workshop raises: where even the reference's tree cannot be built, that says nothing of the student's."""


def is_silent(answer: Answer) -> bool:
    """Whether an answer of the reference is none that a student's could be compared with."""
    if answer.kind is AnswerKind.RAISED:
        return answer.type_name in NOT_BUILT
    return answer.kind is not AnswerKind.VALUE


TRIPS = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, StopIteration)
"""What code of an author raises over a value of another shape than the reference's; the reference is no such value."""
OTHER_SHAPE = "what comes back has another shape than the task describes"


class NeedsValue(Exception):
    """Raised while a check is being recorded: its body wants a value, so it cannot be put as one message."""


def question(operation: str, *parts: Any) -> bytes:
    """The body of a question; raises WireError when an input is not plain data."""
    return wire.encode([operation, *parts])


class Session:
    """What `student` and `reference` are in a check."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def answer(self, asked: bytes) -> Answer:
        """The answer to one encoded question."""
        return read_answer(self._channel.exchange([asked])[0])

    def _value(self, asked: bytes) -> Any:
        answer = self.answer(asked)
        if answer.kind is not AnswerKind.VALUE:
            raise NoAnswer(answer)
        return answer.value

    def _typed(self, asked: bytes, kind: type[Kind]) -> Kind:
        """The value, which the worker's own program gives this type; another one was forged by student code."""
        value = self._value(asked)
        if type(value) is not kind:
            raise NoAnswer(Answer(AnswerKind.MALFORMED))
        return value

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **kwargs: self._value(question("call", name, list(args), kwargs))

    def observe(self, name: str, /, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Call and tell all: value, raised (a class name or None), arguments afterwards, stdout, stderr, logs."""
        return self._typed(question("observe", name, list(args), kwargs), dict)

    def take(self, count: int, name: str, /, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The first `count` items of an iterable result: items, exhausted, is_iterator."""
        return self._typed(question("take", name, list(args), kwargs, count), dict)

    def signature(self, name: str) -> list[tuple[str, str, bool]]:
        """Name, kind and whether there is a default, for each parameter; `name` may be dotted."""
        return self._typed(question("signature", name), list)

    def names(self) -> list[str]:
        """Public names of the student's module, sorted."""
        return self._typed(question("names"), list)

    def run(self, *argv: str, stdin: str = "") -> dict[str, Any]:
        """Run the student's file as a program: stdout, stderr, exit."""
        return self._typed(question("run", list(argv), stdin), dict)

    def put(self, path: str, content: bytes) -> None:
        """Write a file in the worker's scratch folder, which is its working directory."""
        self._value(question("put", path, content))

    def get(self, path: str) -> bytes:
        """Content of a file in the worker's scratch folder, at most 256 KiB of it."""
        return self._typed(question("get", path), bytes)

    def files(self) -> list[str]:
        """Paths of all files in the worker's scratch folder, sorted."""
        return self._typed(question("files"), list)


@dataclass(frozen=True)
class Question:
    """A question that `agree` puts to both sides, and how the two answers are compared."""

    asked: bytes
    compare: Comparison
    observing: tuple[str, ...]
    reply: str

    def judge(self, actual: Answer, expected: Answer) -> None:
        """Return if the answers agree; raise Wrong, NoAnswer or ReferenceSilent if not."""
        if is_silent(expected):
            raise ReferenceSilent(expected)
        if actual.kind not in (AnswerKind.VALUE, AnswerKind.RAISED):
            raise NoAnswer(actual)
        if actual.kind is AnswerKind.RAISED and expected.kind is AnswerKind.VALUE:
            raise NoAnswer(actual)
        if expected.kind is AnswerKind.RAISED:
            if actual.kind is AnswerKind.VALUE:
                raise Wrong(self.reply or "no exception was raised where one is due")
            if expected.type_name not in actual.bases:
                raise Wrong(self.reply or "another exception than the one asked for was raised", actual)
            return
        if self.observing and type(actual.value) is not dict:
            raise NoAnswer(Answer(AnswerKind.MALFORMED))
        try:
            agreed = self._agree(actual.value, expected.value)
        except TRIPS:
            raise Wrong(self.reply or OTHER_SHAPE) from None
        if not agreed:
            raise Wrong(self.reply)

    def _agree(self, actual: Any, expected: Any) -> bool:
        if self.observing:
            return all(self.compare(actual.get(key), expected.get(key)) for key in self.observing)
        return self.compare(actual, expected)


class Recorder(Session):
    """Stands in for both sessions once per run to learn which questions a check asks, without any answer."""

    def __init__(self) -> None:
        self.noted: list[Question] = []

    def note(self, pair: Question) -> None:
        """Remember a question of the check."""
        self.noted.append(pair)

    def answer(self, asked: bytes) -> Answer:
        """A recorder has no answers."""
        del asked
        raise NeedsValue


class Unknown:
    """A value that nobody has: it may be handed about and compared, and whoever looks into it ends the recording."""

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment] # it cannot be a key

    def __getitem__(self, key: object) -> Unknown:
        """What it holds is just as unknown."""
        del key
        return self

    def _refused(self, *args: object) -> Any:
        del args
        raise NeedsValue

    __iter__ = __len__ = __bool__ = __contains__ = __call__ = __str__ = __repr__ = __format__ = _refused
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __int__ = __float__ = __index__ = _refused
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __mod__ = __rmod__ = __getattr__ = _refused


class Foresight(Recorder):
    """Learns which of a body's first questions are the same whatever the answers are: it answers with nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[bytes] = []

    def note(self, pair: Question) -> None:
        """Remember a question of `agree`."""
        self.asked.append(pair.asked)

    def answer(self, asked: bytes) -> Answer:
        """Whoever wants a whole answer looks into it."""
        self.asked.append(asked)
        raise NeedsValue

    def _value(self, asked: bytes) -> Any:
        self.asked.append(asked)
        return Unknown()

    def _typed(self, asked: bytes, kind: type[Kind]) -> Kind:
        del kind
        return cast("Kind", self._value(asked))
