"""Tests of grader.student.tools: types and style as the grader has them, on the lines of the student's files only."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.catalogue.layout import Layout
from grader.model import Exercise
from grader.student import tools
from grader.student.practice import Practised, practise, report_of
from grader.student.practice_pages import marks, summary
from grader.student.results import State, TaskResult, TestOutcome, TestRun
from grader.student.tools import STYLE, TYPES, Checked, Finding, examine
from tests.builders import exercise, text

BERTHS = exercise(
    typed_files=("berth_board.py",), typed_points=2, style_points=1, student_files=("berth_board.py", "lost.py")
)
SLOPPY = text("""
    import os  # noqa: F401
    def hours(name):
        return 1 + name  # type: ignore
    x: int = "one"  # noqa
""")


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """A course with one exercise, whose folder holds settings that would silence both tools."""
    found = Layout(tmp_path)
    folder = found.exercise_folder(BERTHS)
    folder.mkdir(parents=True)
    (folder / "berth_board.py").write_text(SLOPPY)
    (folder / "mypy.ini").write_text("[mypy]\nignore_errors = true\n")
    (folder / "ruff.toml").write_text('lint.ignore = ["ALL"]\n')
    (folder / "json.py").write_text("raise SystemExit\n")
    found.style_rules.write_text('lint.select = ["F401", "E302"]\n')
    return found


def test_both_tools_look_with_the_courses_settings(layout: Layout) -> None:
    """Settings, modules and comments of the student's own silence nothing; lines are those of the file."""
    checked = examine(BERTHS, layout, tools.installed())

    assert (TYPES, STYLE) == checked.tools == tools.installed()
    assert () == checked.problems
    assert {(2, "no-untyped-def"), (3, "type-ignore"), (4, "assignment")} <= {
        (finding.line, finding.code) for finding in checked.of(TYPES)
    }
    assert [("berth_board.py", 1, "F401")] == [(item.file, item.line, item.code) for item in checked.of(STYLE)]


def test_nothing_is_asked_that_gives_no_points_or_is_not_installed(layout: Layout) -> None:
    """An exercise without graded types and style is left alone, and so is a machine without the tools."""
    assert Checked() == examine(exercise(), layout, (TYPES, STYLE))
    assert Checked() == examine(BERTHS, layout, ())


def test_a_tool_that_breaks_down_is_said_to(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    """No finding is made up, and the other tool still looks."""
    layout.style_rules.write_text("this is no TOML [")
    checked = examine(BERTHS, layout, (TYPES, STYLE))

    assert (TYPES,) == checked.tools
    assert ("style could not be checked (JSONDecodeError)",) == checked.problems


def practised(*states: State, checked: Checked) -> list[Practised]:
    """One exercise with a test for each state."""
    outcomes = tuple(TestOutcome(f"t{number}", 1, f"Test {number}", state) for number, state in enumerate(states))
    run = TestRun(BERTHS.id, (TaskResult(1, "Keep", outcomes),))

    def found(_: Exercise) -> TestRun:
        return run

    return list(practise([BERTHS], found, lambda _: checked))


def test_what_nobody_touched_is_not_wrong_and_else_as_tests_say() -> None:
    """Only states that would be wrong change; no tool looks at it, and it is not started whatever passes."""
    states = (State.PASSED, State.WAITING, State.SKIPPED, State.FAILED, State.RAISED)
    outcomes = tuple(TestOutcome(f"t{number}", 1, "Test", state) for number, state in enumerate(states))
    run = TestRun(BERTHS.id, (TaskResult(1, "Keep", outcomes),))
    (found,) = practise([BERTHS], lambda _: run, lambda _: Checked((STYLE,)), lambda _: True)

    kept = (State.PASSED, State.WAITING, State.SKIPPED, State.NOT_STARTED, State.NOT_STARTED)
    assert kept == tuple(test.state for test in found.run.tests)
    assert (False, True, Checked()) == (found.is_started, found.is_clean, found.checked)


HOSTILE = Finding(TYPES, "berth_board.py", 3, 'Name "a\n::error::x" is not defined', "name-defined")

NOTICE = "::notice file=weeks/01-quay/berth-board/berth_board.py,line=1"


def test_findings_are_warnings_and_notices_on_their_lines() -> None:
    """Types warn, style notes; what a tool quotes of the student's is data; a point is lost for each tool."""
    checked = Checked((TYPES, STYLE), (HOSTILE, Finding(STYLE, "berth_board.py", 1, "`os` unused", "F401")))
    found = practised(State.PASSED, State.PASSED, checked=checked)
    lines = marks(found).splitlines()
    report = report_of(found, "ana")

    assert ["::warning file=weeks/01-quay/berth-board/berth_board.py,line=3", NOTICE] == [
        line.partition(",title=")[0] for line in lines
    ]
    assert "| Berth board | 2 of 2 | 1 to mend | 1 to mend |" in summary(found)
    assert (2, 4) == (report.submissions[0].points, report.submissions[0].max_points)
    assert not found[0].is_clean


def test_more_than_github_shows_is_counted() -> None:
    """Ten of a level at most, the last of which says how many more there are; the summary has them all."""
    findings = tuple(Finding(STYLE, "berth_board.py", line, f"finding {line}") for line in range(1, 16))
    found = practised(State.PASSED, checked=Checked((STYLE,), findings))
    lines = marks(found).splitlines()

    assert 10 == len(lines)
    assert "::notice title=More::6 more are not annotated" == lines[-1]
    assert "finding 15" in summary(found)


@pytest.mark.parametrize(
    ("state", "clean"),
    [(State(name), name in ("not-started", "waiting", "skipped"))
     for name in ("not-started", "waiting", "skipped", "failed", "raised", "timeout", "crashed", "missing-name")],
)  # fmt: skip
def test_every_state_counts_as_in_the_terminal(state: State, clean: bool) -> None:
    """What says nothing against the student is no failure; all else is, with an annotation."""
    found = practised(State.PASSED, state, checked=Checked())

    assert clean == found[0].is_clean == (marks(found) == "")
    assert report_of(found, "ana").submissions[0].points == 1
