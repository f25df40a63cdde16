"""The verbs of a check: ask the student's code and the reference the same question and compare the answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from grader.checks.compare import Comparison, same
from grader.checks.session import NoAnswer, Question, Recorder, Session, Unknown, Wrong, question
from grader.harness.answers import Answer, AnswerKind


def agree(
    student: Session,
    reference: Session,
    name: str,
    /,
    *args: Any,
    compare: Comparison = same,
    observing: Sequence[str] = (),
    reply: str = "",
    **kwargs: Any,
) -> None:
    """The student's `name(*args)` answers as the reference's does: an equal value, or an exception of its type.

    A subclass of the reference's exception is as good. With `observing` (any of "value", "raised", "arguments",
    "stdout", "stderr", "logs") those observations of the call are compared instead. `reply` is fixed text.
    """
    asked = question("observe" if observing else "call", name, list(args), kwargs)
    pair = Question(asked, compare, tuple(observing), reply)
    if isinstance(student, Recorder):
        student.note(pair)
        return
    pair.judge(student.answer(asked), reference.answer(asked))


def answers(session: Session, name: str, /, *args: Any, **kwargs: Any) -> Answer:
    """The whole answer to `name(*args)`, value or exception; does not fail the check by itself."""
    answer = session.answer(question("call", name, list(args), kwargs))
    if answer.kind not in (AnswerKind.VALUE, AnswerKind.RAISED):
        raise NoAnswer(answer)
    return answer


def raises(session: Session, exception: str, name: str, /, *args: Any, reply: str = "", **kwargs: Any) -> None:
    """`name(*args)` raises an exception whose class is, or derives from, the one called `exception`."""
    answer = answers(session, name, *args, **kwargs)
    if answer.kind is AnswerKind.VALUE:
        raise Wrong(reply or f"no exception was raised where {exception} is due")
    if exception not in answer.bases:
        raise Wrong(reply or f"another exception than {exception} was raised", answer)


def expect(actual: Any, expected: Any, *, compare: Comparison = same, reply: str = "") -> None:
    """`actual`, which an earlier question brought back, is `expected`: equal in value and type."""
    if isinstance(actual, Unknown) or isinstance(expected, Unknown):
        return
    if not compare(actual, expected):
        raise Wrong(reply)
