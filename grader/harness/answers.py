"""What came back from a worker: an answer of a closed set of kinds, decoded strictly from a hostile frame.

Everything here is a claim of the other side. Text of a student's exception is kept for the instructor's eye only.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any

from grader import wire


class AnswerKind(enum.StrEnum):
    """How a question ended: the first five are said by the worker, the rest is seen by the judge."""

    VALUE = "value"
    RAISED = "raised"
    TODO = "todo"
    MISSING = "missing"
    UNSENDABLE = "unsendable"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    MEMORY = "memory"
    RESOURCE = "resource"
    MALFORMED = "malformed"


FAULTS = frozenset(
    {AnswerKind.TIMEOUT, AnswerKind.CRASHED, AnswerKind.MEMORY, AnswerKind.RESOURCE, AnswerKind.MALFORMED}
)
"""Kinds after which the worker is gone or cannot be believed: nothing more is asked of it."""


@dataclass(frozen=True)
class Answer:
    """One answer. `value` counts only for VALUE; names, line and text only for what was raised."""

    kind: AnswerKind
    value: Any = None
    type_name: str = ""
    bases: tuple[str, ...] = ()
    line: int = 0
    file: str = ""
    function: str = ""
    text: str = ""


@dataclass(frozen=True)
class Fault:
    """The worker did not answer; `kind` is one of FAULTS."""

    kind: AnswerKind
    detail: str = ""


def read_answer(reply: bytes | Fault) -> Answer:
    """The answer in a reply's body; anything that is not a well-formed reply is MALFORMED, never an exception."""
    if isinstance(reply, Fault):
        return Answer(reply.kind, text=reply.detail)
    try:
        return _read(wire.parse(reply))
    except wire.WireError as error:
        return Answer(AnswerKind.MALFORMED, text=str(error))


def _read(tree: Any) -> Answer:
    match tree:
        case ["v", packed]:
            return Answer(AnswerKind.VALUE, value=wire.unpack(packed))
        case ["x", str(name), [*bases], int(line), str(file), str(function), str(text)]:
            named = tuple(_short(base) for base in bases[:20])
            kind = AnswerKind.MEMORY if name == "MemoryError" else AnswerKind.RAISED
            return Answer(
                kind,
                type_name=_short(name),
                bases=named,
                line=_line(line),
                file=_short(file),
                function=_short(function),
                text=_short(text),
            )
        case ["n", str(text), int(line)]:
            return Answer(AnswerKind.TODO, text=_short(text), line=_line(line))
        case ["m", str(name), [*near]]:
            return Answer(AnswerKind.MISSING, type_name=_short(name), bases=tuple(_short(item) for item in near[:1]))
        case ["u", str(reason), str(type_name)]:
            return Answer(AnswerKind.UNSENDABLE, text=_short(reason), type_name=_short(type_name))
    raise wire.WireError("reply of no known kind")


def _short(text: Any) -> str:
    if type(text) is not str:
        raise wire.WireError("reply with something else where a name belongs")
    return text[:200]


def _line(line: int) -> int:
    return line if type(line) is int and 0 <= line < 100_000 else 0
