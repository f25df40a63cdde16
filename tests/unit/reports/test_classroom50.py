"""Classroom 50 gets a document a submission, and none where the grader failed."""

from __future__ import annotations

import json
from dataclasses import replace

from grader.model import Level, Report, SubmissionResult, Verdict
from grader.reports import classroom50

from . import sample
from .gold import assert_gold

RUN = classroom50.ClassroomRun("cs1", "week-6", "submit/1", "https://c", "https://r", "")


def test_the_documents_are_as_expected() -> None:
    """The whole text equals the expected one."""
    assert_gold("classroom50/class.json", classroom50.render(sample.small_class()))


def test_a_document_has_the_fields_that_the_runner_validates() -> None:
    """Names, types and sums are those of `classroom50/result/v1`; `max-score` has a hyphen."""
    document = classroom50.documents(sample.one_student(), RUN)["amina-yusuf"]
    assert document is not None
    assert document["schema"] == "classroom50/result/v1"
    for key in ("classroom", "assignment", "submission", "commit", "release", "review"):
        assert isinstance(document[key], str)
        assert document[key]
    for test in document["tests"]:
        assert {"test-name": str, "passed": bool, "score": int, "max-score": int}.items() <= {
            key: type(value) for key, value in test.items()
        }.items()
    for key in ("score", "max-score"):
        assert document[key] == sum(test[key] for test in document["tests"])


def test_what_the_job_did_not_say_is_left_empty() -> None:
    """The runner refuses an empty field; an invented address would be believed."""
    document = classroom50.documents(sample.one_student())["amina-yusuf"]
    assert document is not None
    assert (document["classroom"], document["commit"], document["assignment"]) == ("", "", sample.WEEK)


def test_a_fault_is_no_result() -> None:
    """A student whom the grader could not judge has null: nothing that a collector could take for a grade."""
    assert json.loads(classroom50.render(sample.small_class()))["李小龍"] is None


def test_what_did_not_run_has_not_passed() -> None:
    """A verdict without checks is a test that failed, never an empty list, which counts as a pass."""
    result = replace(sample.result(sample.BERTHS, verdict=Verdict.MISSING), checks=())
    document = classroom50.documents(Report(Level.L2, (SubmissionResult("a", (result,)),)))["a"]
    assert document is not None
    assert [test["passed"] for test in document["tests"]] == [False]


def test_hostile_text_is_escaped_and_no_student_is_lost() -> None:
    """One entry a student, in ASCII, with test names that a log may print."""
    text = classroom50.render(sample.hostile())
    assert text.isascii()
    documents = json.loads(text)
    assert len(documents) == len(sample.NASTY)
    names = [test["test-name"] for document in documents.values() if document for test in document["tests"]]
    assert all(char.isprintable() for name in names for char in name)
