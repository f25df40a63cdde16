"""A report on a terminal: a table for a class, what failed and where to look for one student.

Reads without colour, in ASCII and at 40 columns; every mark is a word or an ASCII sign. Knows the model only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median

from rich.box import Box
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.model import CheckResult, ExerciseResult, Outcome, Report, SubmissionResult, Verdict
from grader.reports import protocol, safe_text
from grader.reports.protocol import FAILED, OUTCOME_WORDS, VERDICT_WORDS, counted

LIST_BELOW = 60
"""Narrower terminals get a list, because a table would cut every name."""
READING_WIDTH = 100
NAME_WIDTH = 24
NOTES_SHOWN = 10

RULED = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
"""A rule below the head and nothing else; in ASCII, so that it looks the same everywhere."""

GOOD, PART, BAD, QUIET, FAULT, HEAD = "green", "yellow", "red", "dim", "bold magenta", "bold"


@dataclass(frozen=True)
class _State:
    """How the state of an exercise is shown: a word where there is room, else a sign that a legend explains."""

    word: str
    sign: str
    meaning: str
    style: str


FULL = _State("ok", "+", "all points", GOOD)
SOME = _State("part", "~", "some points", PART)
NONE = _State("none", "x", "no points", BAD)
VERDICT_STATES = {
    Verdict.NOT_STARTED: _State("not started", ".", "not started", QUIET),
    Verdict.IMPORT_FAILED: _State("no import", "!", "cannot be imported", BAD),
    Verdict.MISSING: _State("missing", "-", "nothing handed in", QUIET),
    Verdict.REJECTED: _State("rejected", "#", "files refused", BAD),
    Verdict.GRADER_ERROR: _State("FAULT", "?", "fault of the grader, neither zero nor pass", FAULT),
}


def render(report: Report, console: Console) -> None:
    """Print the report: the layout for one student where there is one, else the table of the class."""
    page = _Page(console)
    if len(report.submissions) == 1:
        _print_student(page, report, report.submissions[0])
    elif report.submissions:
        _print_class(page, report)
    else:
        page.say(("There is no submission in this report.", HEAD))
    _print_faults(page, report)
    page.blank()
    _print_run(page, report)


class _Page:
    """The console with the escaping that its encoding asks for; no text reaches the console but through here."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.ascii = bool(console.options.ascii_only)
        self.width = max(20, min(console.width, READING_WIDTH))

    def clean(self, text: str) -> str:
        """One line that the console can encode; what is authored goes the same way as what is not."""
        return self.encodable(safe_text.line(text))

    def encodable(self, text: str) -> str:
        """`text` with what the console's encoding lacks written out."""
        return safe_text.ascii_only(text) if self.ascii else text

    def crop(self, text: str, width: int) -> str:
        """`text` in at most `width` columns; a cut shows as two dots, because an ellipsis is not ASCII."""
        return text if cell_len(text) <= width else set_cell_size(text, max(0, width - 2)).rstrip() + ".."

    def blank(self) -> None:
        """An empty line."""
        self.console.print()

    def say(self, *parts: tuple[str, str], indent: int = 0) -> None:
        """Print styled parts as one paragraph, all its lines behind `indent` columns."""
        text = Text.assemble(*((part, style) for part, style in parts))
        for found in text.wrap(self.console, max(8, self.width - indent), overflow="fold"):
            found.rstrip()
            self.console.print(Text(" " * indent) + found, highlight=False, soft_wrap=True)

    def marked(self, mark: str, style: str, text: str) -> None:
        """Print `text` behind a mark of at most three columns; lines that follow stand below the text."""
        wrapped = Text(text).wrap(self.console, max(8, self.width - 5), overflow="fold")
        for index, found in enumerate(wrapped):
            found.rstrip()
            head = Text(f"  {mark:<2} ", style) if index == 0 else Text(" " * 5)
            self.console.print(head + found, highlight=False, soft_wrap=True)

    def block(self, text: str, style: str = "", indent: int = 5) -> None:
        """Print a message of several lines behind `indent` columns."""
        for part in safe_text.block(text).split("\n") if text else []:
            self.say((self.encodable(part), style), indent=indent)

    def path(self, text: str, style: str = "", indent: int = 0) -> None:
        """Print `week/slug`, on two lines where it does not fit on one."""
        parts = [text] if cell_len(text) <= self.width - indent else text.replace("/", "/\n", 1).split("\n")
        for part in parts:
            self.say((part, style), indent=indent)

    def ends(self, left: str, right: str, style: str = HEAD) -> None:
        """Print two texts at both ends of a line, or below each other where they do not fit."""
        gap = min(self.width, 78) - cell_len(left) - cell_len(right)
        if gap < 2:
            self.say((left, style))
            self.say((right, ""), indent=2)
        else:
            self.say((left, style), (" " * gap + right, ""))


def _state(result: ExerciseResult) -> _State:
    if result.verdict is not Verdict.GRADED:
        return VERDICT_STATES[result.verdict]
    if result.points >= result.max_points:
        return FULL
    return SOME if result.points > 0 else NONE


def _score(result: ExerciseResult | SubmissionResult) -> str:
    return f"{result.points}/{result.max_points}"


def _has_fault(submission: SubmissionResult) -> bool:
    return any(result.verdict is Verdict.GRADER_ERROR for result in submission.exercises)


def _share(submission: SubmissionResult) -> float:
    return submission.points / submission.max_points if submission.max_points else 0.0


def _has_all(submission: SubmissionResult) -> bool:
    return all(_state(result) is FULL for result in submission.exercises)


def _total(submission: SubmissionResult) -> str:
    """The total, with the sign of a fault where a part of it is not known."""
    return _score(submission) + (" ?" if _has_fault(submission) else "")


# -- a class ---------------------------------------------------------------------------------------------------------


def _print_class(page: _Page, report: Report) -> None:
    exercises = protocol.exercises_of(report)
    columns = _layout(page, report, exercises)
    if columns is None:
        _print_list(page, report)
        page.blank()
    else:
        with_words, blocks = columns
        for block in blocks:
            page.console.print(_table(page, report, block, with_words=with_words), highlight=False)
            page.blank()
        _print_legend(page, report, with_words=with_words)
    _print_totals(page, report)
    _print_notes(page, report)


def _layout(page: _Page, report: Report, exercises: Sequence[str]) -> tuple[bool, list[Sequence[str]]] | None:
    """Whether cells hold words or signs, and the exercises of each table; None where only a list will do."""
    width = page.console.width
    if width < LIST_BELOW or not exercises:
        return None
    names = max(_name_width(page, submission) for submission in report.submissions)
    room = width - names - max(cell_len(_total(submission)) for submission in report.submissions) - 6
    results = [result for submission in report.submissions for result in submission.exercises]
    for with_words in (True, False):
        cells = [cell_len(_cell(result, with_words=with_words).plain) for result in results]
        cell = 2 + max(12 if with_words else 9, *cells)
        if len(exercises) * cell <= room:
            return with_words, [exercises]
    tables = ceil(len(exercises) / max(1, room // cell))
    count = ceil(len(exercises) / tables)
    return False, [exercises[start : start + count] for start in range(0, len(exercises), count)]


def _name_width(page: _Page, submission: SubmissionResult) -> int:
    return min(NAME_WIDTH, max(7, cell_len(page.encodable(safe_text.name(submission.student)))))


def _cell(result: ExerciseResult, *, with_words: bool) -> Text:
    state = _state(result)
    if not with_words:
        known = result.verdict is Verdict.GRADED
        return Text(f"{_score(result):>5} {state.sign}" if known else f"{state.sign:>7}", state.style)
    if result.verdict is not Verdict.GRADED:
        return Text(state.word, state.style)
    return Text(f"{state.word:<4} {_score(result):>5}", state.style)


def _table(page: _Page, report: Report, exercises: Sequence[str], *, with_words: bool) -> Table:
    table = Table(box=RULED, pad_edge=False, show_edge=False, header_style=HEAD)
    table.add_column("student", no_wrap=True)
    for exercise in exercises:
        table.add_column(_broken(page.clean(exercise.rpartition("/")[2]), 12 if with_words else 9), no_wrap=True)
    table.add_column("total", justify="right", no_wrap=True)
    for submission in report.submissions:
        found = {protocol.exercise_id(result): result for result in submission.exercises}
        cells = [
            _cell(found[exercise], with_words=with_words) if exercise in found else Text("") for exercise in exercises
        ]
        name = page.crop(page.encodable(safe_text.name(submission.student)), NAME_WIDTH)
        table.add_row(Text(name), *cells, Text(_total(submission)))
    return table


def _broken(slug: str, width: int) -> Text:
    """A slug broken behind its hyphens so that the column of an exercise stays narrow."""
    lines = [""]
    for part in re.findall(r"[^-]*-+|[^-]+", slug):
        if lines[-1] and cell_len(lines[-1] + part) > width:
            lines.append(part)
        else:
            lines[-1] += part
    cut = (found if cell_len(found) <= width else set_cell_size(found, width - 1) + "." for found in lines)
    return Text("\n".join(cut))


def _print_list(page: _Page, report: Report) -> None:
    for submission in report.submissions:
        total = _total(submission)
        name = page.encodable(safe_text.name(submission.student))
        page.ends(page.crop(name, page.width - cell_len(total) - 2), total)
        for result in submission.exercises:
            state = _state(result)
            score = f"{state.word:<4} {_score(result):>5}" if result.verdict is Verdict.GRADED else state.word
            title = page.crop(page.clean(result.exercise), page.width - 16)
            page.say((f"  {score:<12}", state.style), (f"  {title}", ""))


def _print_legend(page: _Page, report: Report, *, with_words: bool) -> None:
    states = {_state(result) for submission in report.submissions for result in submission.exercises}
    known = [state for state in (FULL, SOME, NONE, *VERDICT_STATES.values()) if state in states]
    if with_words:
        known = [state for state in known if state.style == FAULT]
    if known:
        marks = (f"{state.word if with_words else state.sign} {state.meaning}" for state in known)
        page.say(("   ".join(marks), QUIET))
        page.blank()


def _print_totals(page: _Page, report: Report) -> None:
    whole = [found for found in report.submissions if not _has_fault(found)]
    parts = [
        counted(len(report.submissions), "student"),
        counted(len(protocol.exercises_of(report)), "exercise"),
    ]
    if whole:
        parts.append(f"median {median(map(_share, whole)):.0%}")
        parts.append(f"{sum(map(_has_all, whole))} with all points")
    page.say((", ".join(parts), HEAD))


def _print_notes(page: _Page, report: Report) -> None:
    notes = [(found.student, note) for found in report.submissions for note in found.notes]
    if not notes:
        return
    page.blank()
    page.say((f"Notes ({len(notes)})", HEAD))
    for student, note in notes[:NOTES_SHOWN]:
        page.marked("-", QUIET, f"{page.encodable(safe_text.name(student))}: {page.clean(note)}")
    if len(notes) > NOTES_SHOWN:
        page.say((f"and {counted(len(notes) - NOTES_SHOWN, 'more note')}", QUIET), indent=5)


# -- one student -----------------------------------------------------------------------------------------------------


def _print_student(page: _Page, report: Report, submission: SubmissionResult) -> None:
    page.ends(page.encodable(safe_text.name(submission.student)), f"{_points(submission)}")
    for note in submission.notes:
        page.marked("-", QUIET, page.clean(note))
    for result in submission.exercises:
        page.blank()
        _print_exercise(page, report, result)


def _points(result: ExerciseResult | SubmissionResult) -> str:
    return f"{result.points} of {counted(result.max_points, 'point')}"


def _print_exercise(page: _Page, report: Report, result: ExerciseResult) -> None:
    exercise = protocol.exercise_id(result)
    points = "FAULT" if result.verdict is Verdict.GRADER_ERROR else _points(result)
    page.ends(page.clean(protocol.exercise_title(report, exercise)), points)
    page.path(page.clean(exercise), QUIET)
    if result.verdict is not Verdict.GRADED:
        state = _state(result)
        page.marked(state.sign, state.style, VERDICT_WORDS[result.verdict])
    page.block(result.message)
    page.block(result.reply, indent=5)
    if result.verdict is Verdict.GRADED:
        for task, checks in protocol.by_task(result.checks):
            page.blank()
            _print_task(page, protocol.task_title(report, exercise, task), task, checks)


def _print_task(page: _Page, title: str, task: int, checks: Sequence[CheckResult]) -> None:
    passing = sum(check.outcome is Outcome.PASSED for check in checks)
    heading = f"Task {task}  {page.clean(title)}".rstrip() if task else "Whole exercise"
    page.ends(heading, f"{passing} of {len(checks)} passing")
    for check in checks:
        if check.outcome is Outcome.PASSED:
            page.marked("ok", GOOD, page.clean(check.title))
        elif check.outcome in FAILED:
            _print_failure(page, check)
    for text in _waiting(checks):
        page.marked("-", QUIET, text)


def _print_failure(page: _Page, check: CheckResult) -> None:
    page.marked("x", BAD, page.clean(check.title))
    if check.outcome is not Outcome.WRONG:
        page.say((OUTCOME_WORDS[check.outcome], BAD), indent=5)
    page.block(check.message)
    if check.file:
        page.say(("look at      ", QUIET), (page.clean(protocol.place(check)), ""), indent=5)


def _waiting(checks: Iterable[CheckResult]) -> Iterator[str]:
    outcomes = [check.outcome for check in checks]
    skipped, not_run = outcomes.count(Outcome.SKIPPED), outcomes.count(Outcome.NOT_RUN)
    failed = sum(outcome in FAILED for outcome in outcomes)
    if skipped:
        cause = {0: "an earlier task passes", 1: "this one passes"}.get(failed, "the ones above pass")
        yield f"{counted(skipped, 'more check')} {'waits' if skipped == 1 else 'wait'} until {cause}"
    if not_run:
        yield f"{counted(not_run, 'check')} did not run, so {'it has' if not_run == 1 else 'they have'} not passed"


# -- every report ----------------------------------------------------------------------------------------------------


def _print_faults(page: _Page, report: Report) -> None:
    if not report.faults:
        return
    page.blank()
    page.say((f"Needs a human ({len(report.faults)})", FAULT))
    page.say(("The grader failed here. That is no zero and no pass: look, mend, grade again.", ""), indent=2)
    for student, result in report.faults:
        page.marked("?", FAULT, page.encodable(safe_text.name(student)))
        page.path(page.clean(protocol.exercise_id(result)), indent=5)
        page.block(result.message or "no message was left")
        if result.confirmed_alone:
            page.say(("the same again when run alone", QUIET), indent=5)


def _print_run(page: _Page, report: Report) -> None:
    note = f" ({page.clean(report.isolation_note)})" if report.isolation_note else ""
    versions = [
        f"python {page.clean(report.python)}" if report.python else "",
        f"grader {page.clean(report.grader)}" if report.grader else "",
    ]
    rest = "   ".join(filter(None, [f"seed {report.seed}", *versions]))
    page.say((f"isolation {report.isolation.value}{note}", ""), (f"   {rest}", QUIET))
