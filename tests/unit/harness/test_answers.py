"""Replies of a worker: each of the five kinds is read, everything else is malformed and never an exception."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import wire
from grader.harness.answers import FAULTS, Answer, AnswerKind, Fault, read_answer

RAISED = ["x", "KeyError", ["KeyError", "LookupError"], 3, "berth_board.py", "book", "no such hour"]


@pytest.mark.parametrize(
    ("tree", "answer"),
    [
        (["v", ["l", 1]], Answer(AnswerKind.VALUE, [1])),
        (["v", None], Answer(AnswerKind.VALUE)),
        (
            RAISED,
            Answer(
                AnswerKind.RAISED,
                None,
                "KeyError",
                ("KeyError", "LookupError"),
                3,
                "berth_board.py",
                "book",
                "no such hour",
            ),
        ),
        (["x", "MemoryError", [], 1, "", "", ""], Answer(AnswerKind.MEMORY, type_name="MemoryError", line=1)),
        (["n", "Task 1: book it", 7], Answer(AnswerKind.TODO, text="Task 1: book it", line=7)),
        (["m", "book", ["bok", "x"]], Answer(AnswerKind.MISSING, type_name="book", bases=("bok",))),
        (["m", "book", []], Answer(AnswerKind.MISSING, type_name="book")),
        (["u", "too large", "list"], Answer(AnswerKind.UNSENDABLE, text="too large", type_name="list")),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_each_kind_of_reply_is_read(tree: Any, answer: Answer) -> None:
    """A well-formed reply becomes the answer of its kind."""
    assert read_answer(wire.dump(tree)) == answer


@pytest.mark.parametrize(
    "tree",
    [
        5,
        [],
        ["v"],
        ["v", 1, 2],
        ["v", ["?"]],
        ["w", 1],
        ["x"],
        [*RAISED[:6], 5],
        [*RAISED[:2], "bases", *RAISED[3:]],
        [*RAISED[:2], [1], *RAISED[3:]],
        [*RAISED[:3], "3", *RAISED[4:]],
        ["n", 5, 5],
        ["m", "name", [5]],
        ["u", "reason", None],
    ],
    ids=repr,
)
def test_any_other_reply_is_malformed(tree: Any) -> None:
    """A reply of no known shape is an answer of its own kind, with nothing of it taken over."""
    answer = read_answer(wire.dump(tree))

    assert (answer.kind, answer.value, answer.type_name) == (AnswerKind.MALFORMED, None, "")


@given(st.binary(max_size=50))
def test_no_bytes_raise(body: bytes) -> None:
    """Reading a reply never raises, whatever the other side wrote."""
    assert read_answer(body).kind in set(AnswerKind)


@pytest.mark.parametrize("kind", sorted(FAULTS))
def test_a_fault_becomes_the_answer_of_its_kind(kind: AnswerKind) -> None:
    """Where no reply came the answer says what was seen of the worker instead."""
    assert read_answer(Fault(kind, "seen")) == Answer(kind, text="seen")


def test_names_are_cut_and_lines_are_lines() -> None:
    """Long names are cut, at most twenty bases are kept, and a number that is no line is none."""
    long = "x" * 500
    answer = read_answer(wire.dump(["x", long, [long] * 30, 1 << 40, long, long, long]))

    assert (len(answer.type_name), len(answer.bases), answer.line) == (200, 20, 0)
    assert {len(part) for part in (*answer.bases, answer.file, answer.function, answer.text)} == {200}
    assert read_answer(wire.dump(["n", "", True])).line == 0
