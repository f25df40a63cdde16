"""JUnit XML, as build servers read it: a suite for each exercise of each student, a test case for each check.

A failure is the student's, an error is the grader's. A check that did not run has failed: build servers count what is
skipped as fine, so only what waits for another failing check is skipped. No durations: they would tell of hidden data.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from grader.model import CheckResult, ExerciseResult, Outcome, Report, SubmissionResult, Verdict
from grader.reports import protocol, safe_text
from grader.reports.protocol import OUTCOME_WORDS, VERDICT_WORDS

KINDS = ("failure", "error", "skipped")


def render(report: Report) -> str:
    """The report as an XML document in ASCII."""
    root = ET.Element("testsuites", name="quayside")
    for submission in report.submissions:
        for result in submission.exercises:
            root.append(_suite(report, submission, result))
    _count(root, root.iter("testcase"))
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="us-ascii", xml_declaration=True)
    return document.decode("ascii") + "\n"


def _suite(report: Report, submission: SubmissionResult, result: ExerciseResult) -> ET.Element:
    student = safe_text.name(submission.student)
    exercise = safe_text.line(protocol.exercise_id(result))
    suite = ET.Element("testsuite", name=f"{student}: {exercise}")
    properties = ET.SubElement(suite, "properties")
    for key, value in _facts(report, result):
        ET.SubElement(properties, "property", name=key, value=safe_text.line(value))
    classname = f"{student}.{exercise.replace('/', '.')}"
    for check in result.checks:
        suite.append(_case(classname, result, check))
    judged = result.verdict is Verdict.GRADED
    if not judged and suite.find("*/failure") is None and suite.find("*/error") is None:
        suite.append(_case(classname, result, CheckResult(id="", title=VERDICT_WORDS[result.verdict])))
    _count(suite, suite.iter("testcase"))
    return suite


def _facts(report: Report, result: ExerciseResult) -> list[tuple[str, str]]:
    facts = [
        ("verdict", result.verdict.value),
        ("points", str(result.points)),
        ("max_points", str(result.max_points)),
        ("isolation", report.isolation.value),
        ("seed", str(report.seed)),
    ]
    optional = [
        ("python", report.python),
        ("grader", report.grader),
        ("misconception", result.misconception),
    ]
    return facts + [(key, value) for key, value in optional if value]


def _case(classname: str, result: ExerciseResult, check: CheckResult) -> ET.Element:
    case = ET.Element("testcase", classname=classname, name=safe_text.line(check.title or check.id))
    if check.outcome is Outcome.PASSED:
        return case
    if result.verdict is Verdict.GRADER_ERROR:
        kind, cause, words = "error", result.verdict.value, VERDICT_WORDS[result.verdict]
    elif check.outcome is Outcome.SKIPPED:
        kind, cause, words = "skipped", check.outcome.value, OUTCOME_WORDS[check.outcome]
    elif check.outcome is Outcome.NOT_RUN and result.verdict is not Verdict.GRADED:
        kind, cause, words = "failure", result.verdict.value, VERDICT_WORDS[result.verdict]
    else:
        kind, cause, words = "failure", check.outcome.value, OUTCOME_WORDS[check.outcome]
    said = ET.SubElement(case, kind, message=words)
    if kind != "skipped":
        said.set("type", cause)
    said.text = "\n".join(filter(None, _told(result, check))) or None
    return case


def _told(result: ExerciseResult, check: CheckResult) -> list[str]:
    message = check.message or (result.message if check.outcome is Outcome.NOT_RUN else "")
    where = protocol.place(check)
    return [safe_text.block(message), f"look at {safe_text.line(where)}" if where else ""]


def _count(element: ET.Element, cases: Iterable[ET.Element]) -> None:
    found = list(cases)
    element.set("tests", str(len(found)))
    for kind, plural in zip(KINDS, ("failures", "errors", "skipped"), strict=True):
        if kind != "skipped" or element.tag == "testsuite":
            element.set(plural, str(sum(case.find(kind) is not None for case in found)))
