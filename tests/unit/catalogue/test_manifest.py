"""Tests of grader.catalogue.manifest: documents become records, or say which key is in the way."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from grader.catalogue.manifest import MalformedError, exercise_from, ladders_from, take, take_texts, week_from
from grader.catalogue.schema import read_schema
from grader.model import Limits, OwnTests, Profile

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(sorted(read_schema("exercise")["properties"]))


def _document(courses: Path) -> dict[str, Any]:
    return tomllib.loads((courses / "own-tests/weeks/01-quay/bollards/exercise.toml").read_text())


def test_every_table_is_read(courses: Path) -> None:
    """Limits, types, style and own tests arrive in the record."""
    tables: dict[str, Any] = {
        "limits": {"answer_seconds": 3, "memory_mb": 256, "profile": "processes"},
        "types": {"files": ["bollards.py"], "points": 2, "task": 1},
        "style": {"points": 1, "task": 1, "rules": ["no-eval"]},
        "browser": "it starts processes",
        "fresh_process": "check",
    }
    exercise = exercise_from(_document(courses) | tables, "01-quay", "bollards")

    assert exercise.limits == Limits(answer_seconds=3.0, memory_mb=256, profile=Profile.PROCESSES)
    assert isinstance(exercise.limits.answer_seconds, float)
    assert (exercise.typed_files, exercise.typed_points) == (("bollards.py",), 2)
    assert (exercise.style_points, exercise.style_rules) == (1, ("no-eval",))
    assert (exercise.browser, exercise.browser_reason) == (False, "it starts processes")
    assert exercise.own_tests == OwnTests("test_own_bollards.py", "bollards", 2, 2, 1)
    assert exercise.fresh_process == "check"


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"kind": "game"}, "kind"),
        ({"files": {"student": []}}, "files.student"),
        ({"limits": {"profile": "root"}}, "limits.profile"),
        ({"seeds": [1]}, "seeds"),
        ({"minutes": True}, "minutes"),
    ],
)
def test_what_is_malformed_names_its_key(courses: Path, change: dict[str, Any], key: str) -> None:
    """A value of another kind is refused with its key."""
    with pytest.raises(MalformedError) as caught:
        exercise_from(_document(courses) | change, "01-quay", "bollards")

    assert caught.value.key == key


@given(key=KEYS, value=PLAIN)
def test_no_value_makes_reading_fail_otherwise(key: str, value: Any) -> None:
    """Whatever a damaged manifest holds, it is read or refused; no other exception comes out."""
    courses = Path(__file__).parents[2] / "courses"
    try:
        exercise_from(_document(courses) | {key: value}, "01-quay", "bollards")
    except MalformedError as error:
        event(f"refused at {error.key}")


def test_missing_keys_are_named() -> None:
    """A key without default that is left out is named; one with default is not needed."""
    with pytest.raises(MalformedError, match="minutes: is missing"):
        take({}, "minutes", int)
    assert take({}, "minutes", int, 3) == 3
    assert take_texts({}, "seeds") == ()


def test_ladders_and_weeks_are_read() -> None:
    """Hints keep the order of the file; a week turns hours into minutes."""
    ladder = {"task": 1, "question": "q", "tool": "t", "shape": "s"}
    week = week_from({"number": 6, "title": "T", "needs": [5], "hours": 1.5, "outcomes": ["o"]}, "06-t", ())

    ladders = ladders_from({"ladder": [ladder | {"checks": ["check_a"]}, ladder]})
    assert [item.checks for item in ladders] == [("check_a",), ()]
    assert (week.minutes, week.needs) == (90, (5,))
