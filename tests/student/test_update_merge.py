"""The three-way merge keeps what both sides wrote, and gives up rather than choose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.student.merge import merge, plain, same_text, with_ending

TEXTS = st.lists(st.sampled_from([b"a", b"b", b"c", b"d", b"", b"\xff"]), max_size=9).map(
    lambda lines: b"".join(line + b"\n" for line in lines)
)


@given(base=TEXTS, mine=TEXTS, theirs=TEXTS)
def test_a_side_that_changed_nothing_gets_the_other(base: bytes, mine: bytes, theirs: bytes) -> None:
    """Only one side changed: the result is that side's, and two sides that agree agree with the result."""
    assert merge(base, mine, base) == mine
    assert merge(base, base, theirs) == theirs
    assert merge(base, mine, mine) == mine


@given(base=TEXTS, mine=TEXTS, theirs=TEXTS)
def test_it_makes_no_difference_who_is_who(base: bytes, mine: bytes, theirs: bytes) -> None:
    """A merge gives the same from either side, a contradiction included."""
    assert merge(base, mine, theirs) == merge(base, theirs, mine)


@given(base=TEXTS, mine=TEXTS, theirs=TEXTS)
def test_every_line_that_one_side_added_is_in_the_result(base: bytes, mine: bytes, theirs: bytes) -> None:
    """A line that the original does not have, and one side has, is never dropped by a merge."""
    merged = merge(base, mine, theirs)
    added = (set(mine.splitlines()) | set(theirs.splitlines())) - set(base.splitlines())

    assert merged is None or added <= set(merged.splitlines())


@given(head=TEXTS, tail=TEXTS, mine=TEXTS, theirs=TEXTS)
def test_changes_apart_come_together(head: bytes, tail: bytes, mine: bytes, theirs: bytes) -> None:
    """Two changes with unchanged, unmistakable lines between them both arrive."""
    between = b"one\ntwo\n"

    assert merge(head + between + tail, mine + between + tail, head + between + theirs) == mine + between + theirs


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        (b"a\nb\nc\n", b"a\r\nB\r\nc\r\n", b"a\nb\nc\nd\n", b"a\r\nB\r\nc\r\nd\r\n"),
        (b"a\nb\n", b"a\nb", b"a\nb\nc\n", b"a\nb\nc\n"),
        (b"a\nb\n", b"a\nb\nmine", b"new\na\nb\n", b"new\na\nb\nmine"),
        (b"a\n", b"b\n", b"c\n", None),
        (b"", b"mine\n", b"theirs\n", None),
    ],
    ids=["crlf stays", "no end of line", "own last line", "contradiction", "both began"],
)
def test_known_cases(base: bytes, mine: bytes, theirs: bytes, merged: bytes | None) -> None:
    """Line endings are the student's, and no two lines run together."""
    assert merge(base, mine, theirs) == merged


def test_binary_files_have_no_line_endings() -> None:
    """What holds a null byte is compared and written as it is."""
    assert plain(b"\0\r\n") == b"\0\r\n"
    assert with_ending(b"\0\n", b"a\r\n") == b"\0\n"
    assert not same_text(b"\0\r\n", b"\0\n")
