"""`grader/result/v1` is what its schema says, survives the way back, and what is no such document is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.model import CheckResult, ExerciseResult, Level, Outcome, Report, SubmissionResult, Verdict
from grader.reports import json_report

from . import sample
from .gold import assert_gold

FOLDER = Path(json_report.__file__).parent
text = st.text(max_size=12)
number = st.integers(0, 50)
checks = st.builds(CheckResult, text, text, st.sampled_from(Outcome), number, number, number, text, text, number)
exercises = st.builds(
    ExerciseResult,
    text,
    text,
    st.sampled_from(Verdict),
    st.lists(checks, max_size=2).map(tuple),
    text,
    text,
    text,
    st.booleans(),
)
submissions = st.builds(
    SubmissionResult, text, st.lists(exercises, max_size=2).map(tuple), st.lists(text, max_size=2).map(tuple)
)
reports = st.builds(
    Report,
    st.sampled_from(Level),
    st.lists(submissions, max_size=2).map(tuple),
    st.integers(),
    text,
    text,
    text,
    st.dictionaries(text, text, max_size=2),
)


def schema(name: str) -> dict[str, Any]:
    """A published schema, itself checked against the schema of schemas."""
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(found)
    return found


def closed(node: Any) -> Any:
    """The schema with every object closed to keys that it does not describe."""
    if isinstance(node, list):
        return [closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    copy = {key: closed(item) for key, item in node.items()}
    if "properties" in node and isinstance(node.get("type"), str):
        copy["additionalProperties"] = False
    return copy


def test_the_document_is_as_expected() -> None:
    """The whole document equals the expected one."""
    assert_gold("json/class.json", json_report.render(sample.small_class()))


@pytest.mark.parametrize("report", [sample.small_class(), sample.hostile(), Report(Level.L0, ())])
def test_the_schema_describes_every_key(report: Report) -> None:
    """What is written is valid, even if no key may be there that the schema does not describe."""
    jsonschema.validate(json.loads(json_report.render(report)), closed(schema("result")))


def test_the_schema_allows_keys_to_be_added() -> None:
    """A reader that validates is not broken by a later grader."""
    document = json.loads(json_report.render(sample.small_class()))
    document["submissions"][0]["exercises"][0]["checks"][0]["seconds"] = 1
    jsonschema.validate(document, schema("result"))


def test_the_schema_names_every_state() -> None:
    """The closed lists of the schema are those of the model."""
    definitions = schema("result")["$defs"]
    assert list(Outcome) == definitions["check"]["properties"]["outcome"]["enum"]
    assert list(Verdict) == definitions["exercise"]["properties"]["verdict"]["enum"]
    assert list(Level) == schema("result")["properties"]["isolation"]["enum"]


@given(reports)
def test_a_report_survives_the_way_there_and_back(report: Report) -> None:
    """Reading what was written gives an equal report."""
    assert report == json_report.read(json_report.render(report))


def test_hostile_text_is_stored_as_ascii_and_does_not_change_again() -> None:
    """The document is ASCII and strict; what had to be written out stays as it is on the second way round."""
    written = json_report.render(sample.hostile())
    assert written.isascii()
    assert written == json_report.render(json_report.read(written))
    json.loads(written)["submissions"][7]["student"].encode("utf-8")


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Paths of all values in a document."""
    yield path
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, item in items:
        yield from places(item, (*path, key))


def test_a_value_of_the_wrong_type_is_refused_wherever_it_is() -> None:
    """Each value, replaced by one of another type, gives a UsageError and never another exception."""
    document = json.loads(json_report.render(sample.one_student()))
    for path in places(document):
        broken: Any = [json.loads(json.dumps(document))]
        holder, last = broken, 0
        for key in path:
            holder, last = holder[last], key
        holder[last] = 1.5
        with pytest.raises(UsageError) as caught:
            json_report.read(json.dumps(broken[0]))
        assert "result" in caught.value.message


@pytest.mark.parametrize("document", ["", "nonsense", "[]", "null", "{}", "[" * 100_000, '{"format": 1}', "9" * 10_000])
def test_what_is_no_report_is_refused(document: str) -> None:
    """Any text gives a report or a UsageError that says how to get one."""
    with pytest.raises(UsageError) as caught:
        json_report.read(document)
    assert caught.value.fix


def test_a_newer_format_is_refused_by_name() -> None:
    """A result of a grader to come is named, with the way out."""
    with pytest.raises(UsageError, match="grader/result/v2") as caught:
        json_report.read('{"format": "grader/result/v2"}')
    assert "update the grader" in caught.value.fix


def test_an_unknown_outcome_is_refused_by_place() -> None:
    """The place that is wrong is in the message."""
    document = json.loads(json_report.render(sample.one_student()))
    document["submissions"][0]["exercises"][1]["checks"][2]["outcome"] = "perfect"
    with pytest.raises(UsageError, match=r"submissions\[0\].exercises\[1\].checks\[2\].outcome is 'perfect'"):
        json_report.read(json.dumps(document))


@pytest.mark.parametrize("key", ["points", "max_points"])
def test_an_edited_sum_is_refused(key: str) -> None:
    """Points that are not the sum over the checks were written by somebody else."""
    document = json.loads(json_report.render(sample.one_student()))
    document["submissions"][0]["exercises"][0][key] += 1
    with pytest.raises(UsageError, match=rf"exercises\[0\].{key} has to be"):
        json_report.read(json.dumps(document))


VERIFIED: dict[str, Any] = {
    "format": "grader/verify/v1",
    "exercises": [
        {
            "week": sample.WEEK,
            "exercise": "berth-board",
            "stub_points": 0,
            "reference_points": 20,
            "max_points": 20,
            "wrong": [{"name": "books_too_much", "points": 12}],
            "alternatives": [{"name": "with_intervals", "points": 20}],
            "mutants": {"total": 9, "killed": 7, "equivalent": 1, "survivors": [{"line": 12}]},
            "problems": ["one mutant survives", {"file": "hints.toml", "key": "", "message": "none", "fix": "add one"}],
        }
    ],
}


def test_the_format_of_verify_is_valid() -> None:
    """The document that the design shows is what the schema describes."""
    jsonschema.validate(VERIFIED, closed(schema("verify")))


@pytest.mark.parametrize("key", list(VERIFIED["exercises"][0]))
def test_verify_may_leave_nothing_out(key: str) -> None:
    """Every key that the design promises has to be there."""
    exercise = {name: value for name, value in VERIFIED["exercises"][0].items() if name != key}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(VERIFIED | {"exercises": [exercise]}, schema("verify"))
