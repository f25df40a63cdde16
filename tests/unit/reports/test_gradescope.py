"""Gradescope gets a `results.json` a student; a fault of the grader is shown as one, not as a zero."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from grader.model import Level, Report, SubmissionResult, Verdict
from grader.reports import gradescope

from . import sample
from .gold import assert_gold

FORMATS = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
VISIBILITIES = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
RESULTS: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["tests", "output"],
    "properties": {
        "score": {"type": "number"},
        "output": {"type": "string"},
        "output_format": FORMATS,
        "test_output_format": FORMATS,
        "test_name_format": FORMATS,
        "visibility": VISIBILITIES,
        "stdout_visibility": VISIBILITIES,
        "extra_data": {"type": "object"},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["name", "status"],
                "dependentRequired": {"score": ["max_score"], "max_score": ["score"]},
                "properties": {
                    "score": {"type": "number"},
                    "max_score": {"type": "number"},
                    "status": {"enum": ["passed", "failed"]},
                    "name": {"type": "string"},
                    "number": {"type": "string"},
                    "output": {"type": "string"},
                    "extra_data": {"type": "object"},
                },
            },
        },
    },
}
"""What Gradescope documents of the file, closed to keys it does not document."""


def test_the_documents_are_as_expected() -> None:
    """The whole text equals the expected one."""
    assert_gold("gradescope/class.json", gradescope.render(sample.small_class()))


@pytest.mark.parametrize("report", [sample.small_class(), sample.hostile()])
def test_documents_are_what_gradescope_documents(report: Report) -> None:
    """Every document is valid, one a student."""
    documents = json.loads(gradescope.render(report))
    assert len(documents) == len(report.submissions)
    for document in documents.values():
        jsonschema.validate(document, RESULTS)


def test_the_score_is_the_sum_of_the_tests() -> None:
    """Gradescope shows both; they have to agree."""
    document = gradescope.documents(sample.one_student())["amina-yusuf"]
    assert document["score"] == sum(test.get("score", 0) for test in document["tests"]) == 24


def test_a_fault_is_no_score_at_all() -> None:
    """With any score in it Gradescope would record a grade; without one it says that the autograder failed."""
    document = gradescope.documents(sample.small_class())["李小龍"]
    assert "score" not in json.dumps(document)
    assert "This is no zero." in document["output"]
    assert document["extra_data"]["needs_human"] == [sample.HEALTH]


def test_a_student_reads_the_reply_and_the_place() -> None:
    """The authored reply comes first, the message and the line where the check failed."""
    tests = gradescope.documents(sample.one_student())["amina-yusuf"]["tests"]
    assert tests[0]["output"].startswith(sample.REPLY)
    assert "look at berth_board.py:31" in tests[3]["output"]


def test_what_could_not_be_judged_says_why() -> None:
    """The verdict is a failed test of its own, with the message."""
    result = replace(sample.result(sample.BERTHS, verdict=Verdict.REJECTED, message="not UTF-8"), checks=())
    document = gradescope.documents(Report(Level.L2, (SubmissionResult("a", (result,)),)))["a"]
    assert [(test["status"], test["output"]) for test in document["tests"]] == [
        ("failed", "the files were refused\nnot UTF-8")
    ]


def test_hostile_text_is_plain_text_in_ascii() -> None:
    """No format but text is asked for, and no control character is left in what is shown."""
    text = gradescope.render(sample.hostile())
    assert text.isascii()
    for document in json.loads(text).values():
        shown = [document["output"], *(test[key] for test in document["tests"] for key in ("name", "output"))]
        assert all(char.isprintable() or char == "\n" for value in shown for char in value)
        assert {document[key] for key in document if key.endswith("_format")} == {"text"}
