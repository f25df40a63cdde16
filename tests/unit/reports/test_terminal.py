"""The terminal view reads without colour, in ASCII and in narrow windows, and obeys nobody but us."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from grader.model import CheckResult, Level, Outcome, Report, SubmissionResult, Verdict
from grader.reports import terminal

from . import sample
from .gold import assert_gold

COLOUR = re.compile(r"\x1b\[[0-9;]*?(?:3[0-7]|4[0-7]|9[0-7]|38|48)[;m]")
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def shown(report: Report, width: int, encoding: str = "utf-8", *, colour: bool = False) -> str:
    """What a terminal of `width` columns and this encoding gets; an encoding error would be raised here."""
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    system = "standard" if colour else None
    terminal.render(report, Console(file=file, width=width, force_terminal=colour, color_system=system))  # type: ignore[arg-type]
    file.flush()
    return raw.getvalue().decode(encoding)


@pytest.mark.parametrize(
    ("name", "make", "width"),
    [
        ("class-100", sample.small_class, 100),
        ("class-40", sample.small_class, 40),
        ("student-100", sample.one_student, 100),
        ("student-40", sample.one_student, 40),
        ("wide-class-100", lambda: sample.big_class(5, 10, 14), 100),
        ("wide-class-72", lambda: sample.big_class(5, 10, 14), 72),
    ],
)
def test_the_view_is_as_expected(name: str, make: Callable[[], Report], width: int) -> None:
    """The whole view equals the expected one."""
    assert_gold(f"terminal/{name}.txt", shown(make(), width))


def test_ascii_terminals_get_ascii() -> None:
    """A terminal that cannot encode a name gets the name written out, and no line drawing."""
    text = shown(sample.small_class(), 100, "ascii")
    assert r"Zo\xeb Bront\xeb" in text
    assert_gold("terminal/class-ascii.txt", text)


@pytest.mark.parametrize("width", [1, 20, 40, 59, 60, 80, 200])
@pytest.mark.parametrize("make", [sample.small_class, sample.one_student, sample.hostile])
def test_no_line_is_wider_than_the_terminal(make: Callable[[], Report], width: int) -> None:
    """Nothing wraps by itself, from 20 columns on."""
    longest = max(cell_len(line.rstrip()) for line in shown(make(), width).splitlines())
    assert longest <= max(width, 20)


def test_no_color_leaves_all_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR takes the colours and nothing else; with colours there are some."""
    assert COLOUR.search(shown(sample.small_class(), 100, colour=True))
    monkeypatch.setenv("NO_COLOR", "1")
    text = shown(sample.small_class(), 100, colour=True)
    assert not COLOUR.search(text)
    assert shown(sample.small_class(), 100) == ESCAPE.sub("", text)


def test_every_verdict_is_a_word_or_a_sign_with_a_legend() -> None:
    """No state of an exercise is told by colour alone."""
    text = shown(sample.small_class(), 100)
    for word in ("ok ", "part", "not started", "no import", "missing", "rejected", "FAULT"):
        assert word in text
    dense = shown(sample.big_class(80, 10, 14), 100)
    for state in (terminal.FULL, terminal.SOME, *terminal.VERDICT_STATES.values()):
        assert f"{state.sign} {state.meaning}" in " ".join(dense.split())


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
@pytest.mark.parametrize("width", [40, 100])
def test_hostile_text_reaches_no_terminal(encoding: str, width: int) -> None:
    """No control character but line breaks, no override of direction, and no line that a build log obeys."""
    text = shown(sample.hostile(), width, encoding)
    assert all(char.isprintable() or char == "\n" for char in text)
    assert not re.search(r"^\s*::", text, re.MULTILINE)
    assert not re.search(r"##[a-z]*\[", text)


def test_markup_of_rich_is_text() -> None:
    """A student's `[bold red]` and `:smile:` stay what they are."""
    assert "[bold red]rich[/] :smile:" in shown(sample.hostile(), 100)


def test_faults_are_named_and_neither_zero_nor_pass() -> None:
    """A fault of the grader stands in its own section, and the total says that a part is not known."""
    text = shown(sample.small_class(), 100)
    section = text.partition("Needs a human (1)")[2]
    assert "李小龍" in section
    assert "the worker ended before any student code ran" in section
    assert "20/54 ?" in text


def test_a_class_without_faults_needs_no_human() -> None:
    """The section is not there when there is nothing in it."""
    report = sample.small_class()
    assert "Needs a human" not in shown(replace(report, submissions=report.submissions[:2]), 100)


@pytest.mark.parametrize("make", [sample.small_class, sample.one_student])
def test_the_isolation_is_named(make: Callable[[], Report]) -> None:
    """Every view says in which sandbox the submissions ran."""
    assert "isolation L2 (bubblewrap 0.8, seccomp)" in shown(make(), 100)


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        ("wrong skipped", "1 more check waits until this one passes"),
        ("wrong raised skipped skipped", "2 more checks wait until the ones above pass"),
        ("passed skipped", "1 more check waits until an earlier task passes"),
        ("passed not-run", "1 check did not run, so it has not passed"),
        ("not-run not-run", "2 checks did not run, so they have not passed"),
    ],
)
def test_checks_that_wait_are_summed_up(outcomes: str, said: str) -> None:
    """What was not judged is one line, not a list, and never reads as passed."""
    checks = tuple(CheckResult(str(n), f"check {n}", Outcome(o), 0, 1, 1) for n, o in enumerate(outcomes.split()))
    result = replace(sample.result(sample.BERTHS), checks=checks)
    assert said in shown(Report(Level.L1, (SubmissionResult("a", (result,)),)), 100)


def test_a_student_with_a_fault_sees_no_points() -> None:
    """The points of an exercise that was not judged are not shown as a number."""
    fault = replace(sample.result(sample.HEALTH, verdict=Verdict.GRADER_ERROR), message=sample.FAULT)
    text = shown(Report(Level.L2, (SubmissionResult("a", (fault,)),)), 100)
    assert re.search(r"^health-check-framework +FAULT$", text, re.MULTILINE)


def test_a_class_of_faults_has_no_figures() -> None:
    """Where nobody was judged in full there is no median to be shown."""
    fault = sample.result(sample.HEALTH, verdict=Verdict.GRADER_ERROR)
    text = shown(Report(Level.L2, (SubmissionResult("a", (fault,)), SubmissionResult("b", (fault,)))), 80)
    assert "2 students, 1 exercise\n" in text
    assert "no message was left" in text


def test_many_notes_are_cut() -> None:
    """Notes of a large class do not push the faults off the screen."""
    notes = tuple(f"note {number}" for number in range(30))
    report = Report(Level.L1, (SubmissionResult("a", (), notes), SubmissionResult("b")))
    text = shown(report, 80)
    assert "note 9" in text
    assert "note 10" not in text
    assert "and 20 more notes" in text


def test_an_empty_report_says_so() -> None:
    """No submission is no error of the renderer."""
    assert "There is no submission in this report." in shown(Report(Level.L1, ()), 80)
