"""What a student reads of a check: fixed sentences, into which nothing that a worker says can get."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.checks.session import Wrong
from grader.harness.answers import Answer, AnswerKind
from grader.judge import sentences
from grader.wire import Opaque

NAMES = sentences.Names(frozenset({"book_hours", "report"}), ("book_hour", "helper"))
CANARY = "hidden-input-4711"


def raised(name: str, text: str = "", line: int = 3) -> Answer:
    """An exception of the student's code."""
    return Answer(AnswerKind.RAISED, type_name=name, text=text, line=line)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (Answer(AnswerKind.TODO, text="Task 1: book"), "not started yet"),
        (
            Answer(AnswerKind.MISSING, type_name="book_hours", bases=("book_hour",)),
            "`book_hours` is not defined; your file has `book_hour`: is that the one?",
        ),
        (Answer(AnswerKind.MISSING, type_name="book_hours", bases=("helper",)), "`book_hours` is not defined"),
        (Answer(AnswerKind.MISSING, type_name="book_hours", bases=("book_hourz",)), "`book_hours` is not defined"),
        (Answer(AnswerKind.MISSING, type_name="report"), "`report` is not defined"),
        (Answer(AnswerKind.MISSING, type_name=CANARY), "a name that the task asks for is not defined"),
        (raised("KeyError"), "your code raised KeyError"),
        (raised(CANARY), "your code raised an exception of its own"),
        (raised("FrozenInstanceError"), "your code raised FrozenInstanceError"),
        (raised("RecursionError"), "your code calls itself without end (RecursionError)"),
        (
            raised("TypeError", "'list' object is not callable"),
            "TypeError: a variable of yours is called `list` and hides the builtin of that name",
        ),
        (
            raised("TypeError", f"{CANARY}() takes 1 positional argument but 2 were given", line=0),
            "TypeError: your code cannot be called the way the task describes; compare the parameters",
        ),
        (
            raised("TypeError", f"unhashable type: '{CANARY}'", line=0),
            "TypeError: your objects cannot be hashed, so they fit into no set and are no keys of a dict",
        ),
        (raised("TypeError", CANARY, line=0), "TypeError: your objects do not take part in what the task asks of them"),
        (raised("TypeError", CANARY), "your code raised TypeError"),
        (
            raised("PermissionError"),
            "PermissionError: files outside the working folder, processes and the network are closed here",
        ),
        (raised("EOFError"), "EOFError: your code waits for keyboard input, and there is no keyboard here"),
        (
            Answer(AnswerKind.UNSENDABLE, type_name="generator"),
            "what comes back is not plain data (a generator), or too large",
        ),
        (Answer(AnswerKind.UNSENDABLE, type_name=CANARY), "what comes back is not plain data, or too large"),
        (
            Answer(AnswerKind.TIMEOUT),
            "no answer within 2.5 s; is there a loop that never ends, or one that waits for input?",
        ),
        (
            Answer(AnswerKind.CRASHED, text=CANARY),
            "the interpreter ended in the middle of the call; nothing in the task needs exit or os._exit",
        ),
        (Answer(AnswerKind.MEMORY), "ran out of memory"),
        (Answer(AnswerKind.RESOURCE, text=CANARY), "used more than its share of the machine"),
        (Answer(AnswerKind.MALFORMED, text=CANARY), "the answer could not be read"),
    ],
    ids=lambda value: f"{value.kind}-{value.type_name[:12]}" if isinstance(value, Answer) else "",
)
def test_each_answer_without_a_value_has_its_sentence(answer: Answer, sentence: str) -> None:
    """The honest mistake is named; text of the worker passes only where both sides know the name."""
    assert sentences.about_answer(answer, NAMES, 2.5) == sentence


@given(
    st.sampled_from([kind for kind in AnswerKind if kind is not AnswerKind.VALUE]),
    st.lists(st.text(max_size=30), min_size=4, max_size=4),
    st.integers(0, 9),
)
def test_no_text_of_a_worker_gets_through(kind: AnswerKind, texts: list[str], line: int) -> None:
    """Whatever a worker says, the sentence is one that an answer without its texts could have had."""
    name, base, file, said = (f"{text}{CANARY}" for text in texts)
    answer = Answer(kind, None, name, (base,), line, file, "", said)

    assert CANARY not in sentences.about_answer(answer, NAMES, 2)


def test_every_kind_without_a_value_has_an_outcome() -> None:
    """No way in which an answer may fail is without its outcome."""
    assert set(sentences.OUTCOMES) == set(AnswerKind) - {AnswerKind.VALUE}


def test_a_wrong_exception_is_named_if_it_is_a_builtin() -> None:
    """The student's own exception is named beside the reply, and only where its name gives nothing away."""
    assert sentences.about_wrong(Wrong("fixed")) == "fixed"
    assert sentences.about_wrong(Wrong("fixed", raised("KeyError"))) == "fixed (yours: KeyError)"
    assert sentences.about_wrong(Wrong("", raised("KeyError"))) == "another exception was raised (yours: KeyError)"
    assert sentences.about_wrong(Wrong("fixed", raised(CANARY))) == "fixed"


@pytest.mark.parametrize(
    ("actual", "expected", "sentence"),
    [
        (None, [1], "what comes back is a NoneType, and a list is due"),
        (Opaque("generator"), [1], "what comes back is a generator, and a list is due"),
        (Opaque(CANARY), [1], ""),
        ([1], [2], ""),
        (1, True, "what comes back is a int, and a bool is due"),
    ],
    ids=repr,
)
def test_types_that_differ_are_named(actual: Any, expected: Any, sentence: str) -> None:
    """Where two answers differ in type already, both types are said if both are well known."""
    assert sentences.about_types(actual, expected) == sentence


def test_a_counterexample_reads_like_a_call_and_is_short() -> None:
    """Inputs are shown as a student would write them, cut where they are long."""
    assert sentences.counterexample({"hours": [1], "name": "a"}) == "for example with hours=[1], name='a'"
    assert len(sentences.counterexample({"name": "x" * 999})) == len("for example with ") + 300


@pytest.mark.parametrize(
    ("failure", "about"),
    [
        ({"type": "SyntaxError", "text": "invalid syntax", "file": "m.py", "line": 3}, "SyntaxError: invalid syntax"),
        ({"type": "TabError", "text": "inconsistent", "file": "m.py", "line": 3}, "TabError: inconsistent"),
        (
            {"type": "EOFError", "text": "", "file": "m.py", "line": 3},
            "your file reads from the keyboard when it is imported; put that under `if __name__ == '__main__':`",
        ),
        (
            {"type": "ModuleNotFoundError", "text": "No module", "missing": "numpy", "file": "m.py", "line": 3},
            "ModuleNotFoundError: there is no module `numpy` here; hand in only the files the exercise names",
        ),
        (
            {
                "type": "ImportError",
                "text": "attempted relative import with no known parent",
                "file": "m.py",
                "line": 3,
            },
            "ImportError: the file is not part of a package; import by plain name, without dots",
        ),
        (
            {"type": "ImportError", "text": "partially initialized module", "missing": "b", "file": "m.py", "line": 3},
            "ImportError: files that import each other in a circle (b)",
        ),
        (
            {"type": "ImportError", "text": "cannot import name 'x'", "file": "m.py", "line": 3},
            "ImportError: cannot import name 'x'",
        ),
        (
            {"type": "ValueError", "text": "no\nhours\x1b[31m", "file": "m.py", "line": 3},
            "ValueError while the file was imported: no hours [31m",
        ),
    ],
    ids=lambda value: value.get("type") if isinstance(value, dict) else "",
)
def test_a_failed_import_is_explained_with_its_place(failure: dict[str, Any], about: str) -> None:
    """What stopped the import is said, with file and line; nothing hidden has been seen by it yet."""
    assert sentences.about_import(failure, None) == (about, "m.py", 3)


@pytest.mark.parametrize("line", [-1, 10**9, True, "3", None], ids=repr)
def test_a_forged_line_is_none(line: Any) -> None:
    """A line that is no small positive number is not shown, and text that is no text is empty."""
    assert sentences.about_import({"type": 5, "text": ["x"], "file": None, "line": line}, None)[1:] == ("", 0)


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        (AnswerKind.TIMEOUT, "took too long"),
        (AnswerKind.CRASHED, "is there an exit at its top level"),
        (AnswerKind.MEMORY, "ran out of memory"),
        (AnswerKind.MALFORMED, "could not be imported"),
    ],
)
def test_an_import_that_never_came_back_is_explained(kind: AnswerKind, word: str) -> None:
    """Where the worker ended over the import there is no place to name, only what was seen of it."""
    text, file, line = sentences.about_import({}, Answer(kind))

    assert (word in text, file, line) == (True, "", 0)
