"""Which lines of an implementation ran: those of its functions count; other files and its top level do not."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

from grader.harness.testbench import Lines
from tests.builders import text

SOURCE = text(
    """
    HOURS = 24

    class Berth:
        LIMIT = 3

        def book(self, hours):
            if hours > 9:
                return None
            return hours

    def outer(items):
        def inner(item):
            return item + 1
        return [inner(item) for item in items]

    def never():
        return 1
    """
)


def frames(source: str, file: str, call: str) -> list[FrameType]:
    """The frames that a call in the source goes through, in the order in which they begin."""
    seen: list[FrameType] = []
    space: dict[str, Any] = {}
    exec(compile(source, file, "exec"), space)  # noqa: S102 (trusted source)
    before = sys.getprofile()
    sys.setprofile(lambda frame, event, _: seen.append(frame) if event == "call" else None)
    try:
        eval(call, space)  # noqa: S307 (trusted source)
    finally:
        sys.setprofile(before)
    return [frame for frame in seen if frame.f_code.co_filename == file]


def test_lines_of_functions_are_learnt() -> None:
    """Methods, inner functions and comprehensions count; headers, class bodies and the top level do not."""
    lines = Lines("m")
    lines.learn(compile(SOURCE, "<m>", "exec"))

    assert lines.all == {7, 8, 9, 12, 13, 14, 17}
    assert lines.covered() == ["covered", 0, 7]


def test_lines_that_ran_are_noted_for_the_one_file() -> None:
    """Each line event of a frame of the implementation is noted; frames of other files are not followed."""
    lines = Lines("m")
    lines.learn(compile(SOURCE, "<m>", "exec"))
    (ours,) = frames(SOURCE, "<m>", "Berth().book(2)")
    (theirs,) = frames(SOURCE, "<other>", "Berth().book(2)")

    assert lines.trace(theirs, "call", None) is None
    assert lines.trace(ours, "call", None) == lines.trace
    assert lines.trace(ours, "line", None) == lines.trace
    assert (lines.run, lines.covered()) == ({ours.f_lineno}, ["covered", 1, 7])
