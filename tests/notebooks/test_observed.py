"""The two halves of a check block: what runs beside the student's code expects nothing."""

from __future__ import annotations

from typing import Any

import pytest

from grader.notebooks.observed import NOTE, Wanted, observed


def noted(source: str, **names: Any) -> dict[int, list[Any]]:
    """What the student's side notes of a block."""
    found: dict[int, list[Any]] = {}
    names[NOTE] = lambda site, value: found.setdefault(site, []).append(value)
    exec(observed(source).code, names)  # noqa: S102 (code of this file)
    return found


def test_the_literal_and_the_message_stay_behind() -> None:
    """Neither what a line expects nor what it says when it fails is in the code that runs beside the student's."""
    both = observed('assert line() == "WindMeter: 12.0 m/s", "one decimal"  # look')

    assert [(site.wanted, site.literal, site.message) for site in both.sites] == [
        (Wanted.EQUAL, "'WindMeter: 12.0 m/s'", "one decimal")
    ]
    assert both.code == "__note__(0, line())"


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("assert 5 == value", [7]),
        ("assert value == -5", [7]),
        ("assert value == {1: [2, (None,)]}", [7]),
        ("assert value != 5", [True]),
        ("assert value", [True]),
        ("assert value < 5 < 6", [False]),
        ("assert value == other", [True]),
        ("for _ in range(2):\n    assert value == 5", [7, 7]),
        ("if value == 3:\n    assert value == 5", []),
    ],
)
def test_what_a_line_looks_at_is_noted(source: str, seen: list[Any]) -> None:
    """The side that is no literal, else whether it holds, each time that the line is reached."""
    assert noted(source, value=7, other=7).get(0, []) == seen


def test_a_line_that_must_not_be_reached_is_noted_without_its_message() -> None:
    """`raise AssertionError` in a block says that it was reached, and then ends the block."""
    both = observed('raise AssertionError("too late")')

    assert [(site.wanted, site.message) for site in both.sites] == [(Wanted.NEVER, "too late")]
    assert both.code == "__note__(0, True)\nraise AssertionError"


def test_other_exceptions_of_a_block_stay_as_they_are() -> None:
    """A class of the block may raise what it likes."""
    source = "raise ZeroDivisionError('x')"

    assert observed(source).code == source
