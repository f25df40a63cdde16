"""JUnit XML is well formed whatever students wrote, and no build server can take a fault for a success."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

from grader.model import Level, Outcome, Report, SubmissionResult, Verdict
from grader.reports import junit

from . import sample
from .gold import assert_gold


def parsed(report: Report) -> ET.Element:
    """The document as a parser sees it."""
    return ET.fromstring(junit.render(report))  # noqa: S314 - our own document


def suite_of(*outcomes: Outcome, verdict: Verdict = Verdict.GRADED) -> ET.Element:
    """The suite of one exercise whose checks ended so."""
    result = sample.result(sample.BERTHS, *outcomes, verdict=verdict, message="said")
    found = parsed(Report(Level.L1, (SubmissionResult("a", (result,)),))).find("testsuite")
    assert found is not None
    return found


def test_the_document_is_as_expected() -> None:
    """The whole document equals the expected one."""
    assert_gold("junit/class.xml", junit.render(sample.small_class()))


def test_the_document_has_the_structure_build_servers_read() -> None:
    """Elements, their order and the attributes that the schemas of build servers require."""
    for suite in parsed(sample.small_class()):
        assert suite.tag == "testsuite"
        assert {"name", "tests", "failures", "errors", "skipped"} == set(suite.attrib)
        assert [child.tag for child in suite] == ["properties"] + ["testcase"] * int(suite.get("tests", "0"))
        for case in suite.iter("testcase"):
            assert {"classname", "name"} == set(case.attrib)
            assert [child.tag for child in case] in ([], ["failure"], ["error"], ["skipped"])


def test_counts_are_those_of_the_cases() -> None:
    """The numbers of the suites and of the whole are counted, not guessed."""
    root = parsed(sample.small_class())
    for kind, plural in (("failure", "failures"), ("error", "errors"), ("testcase", "tests")):
        assert root.get(plural) == str(len(list(root.iter(kind))))
        assert int(root.get(plural, "")) == sum(int(suite.get(plural, "")) for suite in root)


def test_a_failure_is_the_students_and_an_error_the_graders() -> None:
    """The two never mix."""
    assert suite_of(Outcome.WRONG, Outcome.TIMEOUT).get("failures") == "2"
    fault = suite_of(verdict=Verdict.GRADER_ERROR)
    assert (fault.get("errors"), fault.get("failures")) == (fault.get("tests"), "0")


def test_what_did_not_run_has_failed() -> None:
    """A file that cannot be imported is no suite of skipped cases, which a build server shows in green."""
    suite = suite_of(verdict=Verdict.IMPORT_FAILED)
    assert (suite.get("failures"), suite.get("skipped")) == (suite.get("tests"), "0")
    assert suite_of(Outcome.NOT_RUN).get("failures") == "1"


def test_a_fault_after_the_last_check_is_an_error() -> None:
    """Even where all checks passed before the grader failed, the suite is not green."""
    suite = suite_of(*[Outcome.PASSED] * 6, verdict=Verdict.GRADER_ERROR)
    assert (suite.get("tests"), suite.get("errors")) == ("7", "1")


def test_what_waits_for_another_check_is_skipped() -> None:
    """The check that failed is the failure; what waits for it adds none."""
    suite = suite_of(Outcome.WRONG, Outcome.SKIPPED)
    assert (suite.get("failures"), suite.get("skipped")) == ("1", "1")


def test_an_exercise_without_checks_is_a_case() -> None:
    """Where no check is known, the verdict itself fails."""
    result = replace(sample.result(sample.BERTHS, verdict=Verdict.MISSING), checks=())
    case = parsed(Report(Level.L1, (SubmissionResult("a", (result,)),))).find("testsuite/testcase")
    assert case is not None
    assert case.get("name") == "nothing was handed in"
    assert case.find("failure") is not None


def test_hostile_text_is_text_in_ascii() -> None:
    """Every parser reads it, no line of it is a command of a build log, and no control character is left."""
    text = junit.render(sample.hostile())
    assert text.isascii()
    assert not re.search(r"##[a-z]*\[|^\s*::", text, re.MULTILINE)
    root = parsed(sample.hostile())
    assert len(list(root.iter("testcase"))) == len(sample.NASTY)
    told = [value for element in root.iter() for value in (*element.attrib.values(), element.text or "")]
    assert all(char.isprintable() or char == "\n" for value in told for char in value)
    assert any("<script>alert(1)</script>" in value for value in told)
