"""Merges three versions of a text by lines: the original, the student's, and the course's new one.

Works on bytes and never decodes them. Lines that the student has come out byte for byte as they went in, line endings
included; lines of the course take the endings that the student's file uses. Where both sides changed the same place in
different ways there is no result: whoever asks keeps the student's version. Knows no files and no folders.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import NamedTuple

CRLF, LF = b"\r\n", b"\n"


def merge(base: bytes, mine: bytes, theirs: bytes) -> bytes | None:
    """The student's version with the course's changes in it, or None where the two contradict each other."""
    ours, news = mine.splitlines(keepends=True), theirs.splitlines(keepends=True)
    words = [_keys(lines) for lines in (base.splitlines(keepends=True), ours, news)]
    merged: list[bytes] = []
    for part in _parts(*words):
        original, left, right = (keys[span[0] : span[1]] for keys, span in zip(words, part, strict=True))
        if right in (original, left):
            merged += ours[part.mine[0] : part.mine[1]]
        elif left == original:
            merged += [with_ending(line, mine) for line in news[part.theirs[0] : part.theirs[1]]]
        else:
            return None
    return b"".join(_ended(merged, mine))


def same_text(one: bytes, other: bytes) -> bool:
    """Whether two contents are the same but for the way their lines end."""
    return one == other or plain(one) == plain(other)


def plain(content: bytes) -> bytes:
    """A text with line feeds alone, as it was given out; anything with a null byte in it is no text and stays."""
    return content if b"\0" in content else content.replace(CRLF, LF)


def with_ending(content: bytes, like: bytes) -> bytes:
    """A text of the course with the line endings that the student's version of the file mostly has."""
    pairs = like.count(CRLF)
    if b"\0" in content or 2 * pairs <= like.count(LF):
        return content
    return plain(content).replace(LF, CRLF)


class _Part(NamedTuple):
    """A stretch of the three texts, each from a line to before another."""

    base: tuple[int, int]
    mine: tuple[int, int]
    theirs: tuple[int, int]


def _keys(lines: list[bytes]) -> list[bytes]:
    """Lines as they are compared: how they end makes no difference."""
    return [line.rstrip(b"\r\n") for line in lines]


def _ended(lines: list[bytes], mine: bytes) -> Iterator[bytes]:
    """The lines, each but the last with an ending: what was the last line of a file may not be it any more."""
    ending = with_ending(LF, mine)
    for number, line in enumerate(lines, start=1):
        yield line if number == len(lines) or line.endswith((LF, b"\r")) else line + ending


def _parts(base: list[bytes], mine: list[bytes], theirs: list[bytes]) -> Iterator[_Part]:
    """Stretches in order, in turn where all three agree and where at least one differs."""
    at = (0, 0, 0)
    for start, end, left, right in _agreements(base, mine, theirs):
        yield _Part((at[0], start), (at[1], left), (at[2], right))
        yield _Part((start, end), (left, left + end - start), (right, right + end - start))
        at = (end, left + end - start, right + end - start)
    yield _Part((at[0], len(base)), (at[1], len(mine)), (at[2], len(theirs)))


def _agreements(base: list[bytes], mine: list[bytes], theirs: list[bytes]) -> Iterator[tuple[int, int, int, int]]:
    """Stretches of the original that both sides kept: from, to, and where they begin on either side."""
    lefts, rights = _blocks(base, mine), _blocks(base, theirs)
    one = other = 0
    while one < len(lefts) and other < len(rights):
        left, right = lefts[one], rights[other]
        start, end = max(left.a, right.a), min(left.a + left.size, right.a + right.size)
        if start < end:
            yield start, end, left.b + start - left.a, right.b + start - right.a
        if left.a + left.size < right.a + right.size:
            one += 1
        else:
            other += 1


def _blocks(base: list[bytes], other: list[bytes]) -> list[difflib.Match]:
    blocks: list[difflib.Match] = difflib.SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return blocks
