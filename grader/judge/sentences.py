"""What a student reads about a check, made from fixed sentences only.

Text that a worker sent could carry hidden inputs out, so of it only this passes: names of builtin exceptions and
types, line numbers that exist in the student's file, and names that the reference or the student's file has.
"""

from __future__ import annotations

import builtins
import difflib
import re
from collections.abc import Collection
from typing import Any, NamedTuple

from grader.checks.session import Wrong
from grader.harness.answers import Answer, AnswerKind
from grader.model import Outcome

_LIBRARIES = {
    "BadZipFile", "BrokenBarrierError", "BrokenProcessPool", "CalledProcessError", "CancelledError", "Empty",
    "FrozenInstanceError", "Full", "InvalidOperation", "JSONDecodeError", "ParseError", "PicklingError",
    "TimeoutExpired", "UnsupportedOperation", "ValidationError",
}  # fmt: skip
"""Exceptions of libraries that exercises are about; a name of a student's own could say what the student's code saw."""
_EXCEPTIONS = _LIBRARIES | {
    name for name, value in vars(builtins).items() if isinstance(value, type) and issubclass(value, BaseException)
}
_STEPS = {
    "BuildFailed": "the project cannot be built this way",
    "InstallFailed": "what was built cannot be installed",
}
"""What the workshop raises, which builds and installs a student's tree."""
_TYPES = [
    "bool",
    "bytes",
    "complex",
    "dict",
    "dict_items",
    "dict_keys",
    "dict_values",
    "filter",
    "float",
    "frozenset",
    "function",
    "generator",
    "int",
    "list",
    "map",
    "method",
    "NoneType",
    "object",
    "odict_keys",
    "range",
    "reversed",
    "set",
    "str",
    "tuple",
    "type",
    "zip",
]
_UNHASHABLE = re.compile(r"unhashable type")
_PARAMETERS = re.compile(r"argument|takes no|positional|keyword")
_SHADOWED = re.compile(r"'(list|dict|str|int|float|set|tuple|bool)' object is not callable")

OUTCOMES = {
    AnswerKind.RAISED: Outcome.RAISED,
    AnswerKind.TODO: Outcome.NOT_RUN,
    AnswerKind.MISSING: Outcome.WRONG,
    AnswerKind.UNSENDABLE: Outcome.BAD_RETURN,
    AnswerKind.TIMEOUT: Outcome.TIMEOUT,
    AnswerKind.CRASHED: Outcome.CRASHED,
    AnswerKind.MEMORY: Outcome.MEMORY,
    AnswerKind.RESOURCE: Outcome.RESOURCE,
    AnswerKind.MALFORMED: Outcome.BAD_RETURN,
}


class Names(NamedTuple):
    """Names that may be shown: those that the reference has, and those that the student's files define."""

    known: frozenset[str]
    own: Collection[str]


def about_answer(answer: Answer, names: Names, seconds: float) -> str:
    """One sentence for an answer that is no value."""
    match answer.kind:
        case AnswerKind.TODO:
            return "not started yet"
        case AnswerKind.MISSING:
            return _missing(answer, names)
        case AnswerKind.RAISED:
            return _raised(answer)
        case AnswerKind.UNSENDABLE:
            return f"what comes back is not plain data{_kind_of(answer.type_name)}, or too large"
        case AnswerKind.TIMEOUT:
            return f"no answer within {seconds:g} s; is there a loop that never ends, or one that waits for input?"
        case AnswerKind.CRASHED:
            return "the interpreter ended in the middle of the call; nothing in the task needs exit or os._exit"
        case AnswerKind.MEMORY:
            return "ran out of memory"
        case AnswerKind.RESOURCE:
            return "used more than its share of the machine"
    return "the answer could not be read"


def _missing(answer: Answer, names: Names) -> str:
    name = answer.type_name
    if name not in names.known:
        return "a name that the task asks for is not defined"
    near = answer.bases[0] if answer.bases else ""
    if near in names.own and difflib.SequenceMatcher(None, near, name).ratio() > 0.6:
        return f"`{name}` is not defined; your file has `{near}`: is that the one?"
    return f"`{name}` is not defined"


def _raised(answer: Answer) -> str:
    name = answer.type_name
    if name == "RecursionError":
        return "your code calls itself without end (RecursionError)"
    if name == "TypeError" and (shadowed := _SHADOWED.fullmatch(answer.text)):
        return f"TypeError: a variable of yours is called `{shadowed[1]}` and hides the builtin of that name"
    if name == "TypeError" and not answer.line:
        if _UNHASHABLE.match(answer.text):
            return "TypeError: your objects cannot be hashed, so they fit into no set and are no keys of a dict"
        if _PARAMETERS.search(answer.text):
            return "TypeError: your code cannot be called the way the task describes; compare the parameters"
        return "TypeError: your objects do not take part in what the task asks of them"
    if name == "PermissionError":
        return "PermissionError: files outside the working folder, processes and the network are closed here"
    if name == "EOFError":
        return "EOFError: your code waits for keyboard input, and there is no keyboard here"
    if name in _STEPS:
        return _STEPS[name]
    if name in _EXCEPTIONS:
        return f"your code raised {name}"
    return "your code raised an exception of its own"


def _kind_of(type_name: str) -> str:
    return f" (a {type_name})" if type_name in _TYPES else ""


def about_wrong(error: Wrong) -> str:
    """One sentence for a check that is not met."""
    text = error.reply
    if error.answer is not None and error.answer.type_name in _EXCEPTIONS:
        text = f"{text or 'another exception was raised'} (yours: {error.answer.type_name})"
    return text


def about_types(actual: Any, expected: Any) -> str:
    """A sentence where the two answers differ in type already; empty where they do not."""
    ours, theirs = _type_name(expected), _type_name(actual)
    if ours == theirs or ours not in _TYPES or theirs not in _TYPES:
        return ""
    return f"what comes back is a {theirs}, and a {ours} is due"


def _type_name(value: Any) -> str:
    name = type(value).__name__
    return str(value.type_name) if name == "Opaque" else name


def counterexample(inputs: dict[str, Any]) -> str:
    """A freshly drawn input as a student would write it; at most 300 characters."""
    text = ", ".join(f"{name}={value!r}" for name, value in inputs.items())
    return f"for example with {text if len(text) <= 300 else text[:297] + '...'}"


def about_import(failure: dict[str, Any], answer: Answer | None) -> tuple[str, str, int]:
    """Sentence, file and line for a module that could not be imported; nothing hidden has been seen by it yet."""
    if answer is not None:
        if answer.kind is AnswerKind.TIMEOUT:
            return "importing the file took too long; put what runs under `if __name__ == '__main__':`", "", 0
        if answer.kind is AnswerKind.CRASHED:
            return "the interpreter ended while the file was imported; is there an exit at its top level?", "", 0
        if answer.kind is AnswerKind.MEMORY:
            return "importing the file ran out of memory", "", 0
        return "the file could not be imported", "", 0
    name, text = _plain(failure.get("type")), _plain(failure.get("text"))
    file, line = _plain(failure.get("file")), failure.get("line")
    line = line if type(line) is int and 0 <= line < 100_000 else 0
    if name == "BuildFailed":
        return f"the project cannot be built: {text}", "", 0
    if name == "EOFError":
        return (
            "your file reads from the keyboard when it is imported; put that under `if __name__ == '__main__':`",
            file,
            line,
        )
    if name in ("SyntaxError", "IndentationError", "TabError"):
        return f"{name}: {text}", file, line
    if name in ("ImportError", "ModuleNotFoundError"):
        return _about_missing_module(name, text, _plain(failure.get("missing"))), file, line
    return f"{name} while the file was imported: {text}", file, line


def _about_missing_module(name: str, text: str, missing: str) -> str:
    if "relative import" in text:
        return "ImportError: the file is not part of a package; import by plain name, without dots"
    if "circular import" in text or "partially initialized" in text:
        return f"ImportError: files that import each other in a circle ({missing or text})"
    if name == "ModuleNotFoundError":
        return f"ModuleNotFoundError: there is no module `{missing}` here; hand in only the files the exercise names"
    return f"{name}: {text}"


def _plain(value: object) -> str:
    text = value if isinstance(value, str) else ""
    return "".join(char if char.isprintable() else " " for char in text)[:200]
