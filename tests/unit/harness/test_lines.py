"""Coverage of an implementation under test, noted on its own side."""

from __future__ import annotations

import sys
import types

from grader.harness.testbench import Lines

SOURCE = '''"""A module."""
LIMIT = 3


class Berth:
    """A class."""

    size = 4

    def book(self, hours):
        """A method."""
        if hours > LIMIT:
            raise ValueError(hours)
        return hours


def never():
    return 1
'''


def measured(*hours: int) -> list[object]:
    """Load SOURCE as the implementation does, book these hours, and give what the judge would be told."""
    lines, module = Lines("berths"), types.ModuleType("berths")
    code = compile(SOURCE, "<berths>", "exec")
    exec(code, module.__dict__)  # noqa: S102 (our own text)
    lines.learn(code)
    before = sys.gettrace()
    sys.settrace(lines.trace)
    try:
        for item in hours:
            module.Berth().book(item)
    finally:
        sys.settrace(before)
    return lines.covered()


def test_only_lines_of_functions_count() -> None:
    """The top level and class bodies run on import and would be free points; docstrings are no lines."""
    assert measured() == ["covered", 0, 4]


def test_what_ran_is_counted_once() -> None:
    """A line that ran twice counts once, and a branch not taken does not count."""
    assert measured(1, 2) == ["covered", 2, 4]
