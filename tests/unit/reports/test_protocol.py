"""What all renderers hold to: words for every state, one text for one report, and no knowledge of each other."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.model import CheckResult, Level, Outcome, Report, Verdict
from grader.reports import classroom50, github, gradescope, html, json_report, junit, protocol

from . import sample

FOLDER = Path(protocol.__file__).parent
RENDERERS: tuple[protocol.Renderer, ...] = (
    classroom50.render,
    github.render,
    gradescope.render,
    html.render,
    json_report.render,
    junit.render,
)


def test_every_outcome_and_verdict_has_words() -> None:
    """Nothing can happen to a check that no report has words for."""
    assert set(Outcome) == set(protocol.OUTCOME_WORDS)
    assert set(Verdict) == set(protocol.VERDICT_WORDS)
    assert {*Outcome, *Verdict} - {Verdict.GRADED} == set(html.SIGNS)


@pytest.mark.parametrize("render", RENDERERS)
@pytest.mark.parametrize("make", [sample.small_class, sample.one_student, sample.hostile, lambda: Report(Level.L1, ())])
def test_the_same_report_gives_the_same_text(render: protocol.Renderer, make: Callable[[], Report]) -> None:
    """No clock, no random order, no memory of the report before; and no report, however empty, breaks a renderer."""
    first = render(make())
    assert first == render(make())
    assert first.encode("utf-8").endswith(b"\n")


def test_renderers_know_the_model_only() -> None:
    """A renderer imports the model, the errors and what all renderers share: never a sibling, a file or a process."""
    for path in FOLDER.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("grader"):
                shared = node.module == "grader.reports" and {a.name for a in node.names} <= {"protocol", "safe_text"}
                inside = node.module in ("grader.reports.protocol", "grader.reports.safe_text")
                assert shared or inside or node.module in ("grader.model", "grader.errors"), f"{path}: {node.module}"


def test_exercises_come_in_the_order_of_the_fullest_submission() -> None:
    """A student who lacks the first exercise does not move it to the end for all."""
    report = sample.small_class()
    reversed_report = Report(Level.L2, tuple(reversed(report.submissions[1:])) + report.submissions[:1])
    assert protocol.exercises_of(reversed_report) == (sample.BERTHS, sample.HEALTH, sample.RESTART)


def test_checks_are_grouped_by_task_in_the_order_of_the_plan() -> None:
    """Tasks ascend; within a task nothing moves."""
    checks = [CheckResult(id=name, title="", task=task) for name, task in (("a", 2), ("b", 1), ("c", 2))]
    assert [(task, [c.id for c in found]) for task, found in protocol.by_task(checks)] == [(1, ["b"]), (2, ["a", "c"])]


@pytest.mark.parametrize(("line", "place"), [(7, "a.py:7"), (0, "a.py"), (-1, "a.py")])
def test_a_place_names_the_line_if_it_is_known(line: int, place: str) -> None:
    """There is no line 0 to look at."""
    assert place == protocol.place(CheckResult(id="", title="", file="a.py", line=line))


def test_counts_agree_with_their_nouns() -> None:
    """One check, two checks, no checks."""
    assert [
        protocol.counted(1, "check"),
        protocol.counted(2, "check"),
        protocol.counted(0, "class", "classes"),
    ] == ["1 check", "2 checks", "0 classes"]
