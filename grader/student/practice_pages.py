"""A student's own build as GitHub shows it: annotations on the student's lines, and a summary that says practice.

All text that a student's code had a hand in becomes data of a command of ours or text in code, never a command and
never markup. Pure functions; prints and writes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from grader.model import Exercise
from grader.reports import github, safe_text
from grader.reports.protocol import counted
from grader.student.practice import Practised
from grader.student.results import Failure, State, TestOutcome
from grader.student.tools import STYLE, TYPES, Finding

HEADING = "Practice result - not your grade"
ABOUT = (
    "These are the tests you can read, with the type and style checks. Your grade comes from your instructor's own run "
    "of more checks on the files you handed in; nothing on this page changes it."
)
WORDS = {
    State.FAILED: "wrong",
    State.RAISED: "raised an exception",
    State.TIMEOUT: "took too long and was stopped",
    State.CRASHED: "ended the process it ran in",
    State.MISSING_NAME: "a name is missing",
    State.IMPORT_FAILED: "the file cannot be imported",
    State.SYNTAX_ERROR: "the file has a syntax error",
}
LEVELS = {TYPES: "warning", STYLE: "notice"}
TOOL_WORDS = {TYPES: "types", STYLE: "style"}
SHOWN_FINDINGS = 20


def marks(found: Sequence[Practised], folder: str = "weeks") -> str:
    """Workflow commands, a line each; `folder` is where the weeks lie in the repository."""
    return github.capped(_levelled(found, folder))


def legacy_notices(points: int, max_points: int) -> str:
    """The two lines by which the reporter of GitHub Classroom, retired in August 2026, told points."""
    totals = json.dumps({"totalPoints": points, "maxPoints": max_points}, separators=(",", ":"))
    lines = (
        github.command("notice", "Autograding complete", f"Points {points}/{max_points}"),
        github.command("notice", "Autograding report", totals),
    )
    return "".join(f"{line}\n" for line in lines)


def summary(found: Sequence[Practised]) -> str:
    """Markdown for the page of the run, cut at a whole paragraph before GitHub would refuse it."""
    return github.joined(_paragraphs(found))


# -- annotations -----------------------------------------------------------------------------------------------------


def _levelled(found: Sequence[Practised], folder: str) -> Iterator[tuple[str, str]]:
    for item in found:
        place = f"{folder}/{item.exercise.id}"
        title = safe_text.line(item.exercise.title)
        problem = item.run.problem
        if problem is not None:
            words = WORDS.get(item.run.problem_state or State.IMPORT_FAILED, "the file cannot be read")
            said = "\n".join(filter(None, [words, safe_text.block(problem.message)]))
            yield "error", github.command("error", title, said, _path(place, problem.file), problem.line)
        for test in item.wrong if problem is None else ():
            failure = test.failure or Failure()
            where = f"{title}, task {test.task}" if test.task else title
            said = _told(item.exercise, test, failure)
            yield "error", github.command("error", where, said, _path(place, failure.file), failure.line)
        for finding in item.checked.findings:
            level = LEVELS[finding.tool]
            said = f"{TOOL_WORDS[finding.tool]}: {_finding(finding)}"
            yield level, github.command(level, title, said, _path(place, finding.file), finding.line)


def _path(place: str, file: str) -> str:
    return f"{place}/{file}" if file else ""


def _finding(finding: Finding) -> str:
    code = f" ({safe_text.line(finding.code)})" if finding.code else ""
    return f"{safe_text.line(finding.message)}{code}"


def _told(exercise: Exercise, test: TestOutcome, failure: Failure) -> str:
    lines = [safe_text.line(test.title) + (f" [{safe_text.line(test.case)}]" if test.case else "")]
    lines += _page(failure) or [WORDS.get(test.state, test.state.value)]
    lines.append(f"next: course test {exercise.slug}, then course hint {test.task or ''}".rstrip())
    return "\n".join(lines)


def _page(failure: Failure) -> list[str]:
    """The parts of a failure that there are, as in the terminal."""
    parts = [("you called", line) for line in failure.called]
    parts += [("you looked at", failure.subject), ("you got", failure.got), ("expected", failure.expected)]
    lines = [f"{label:<13} {safe_text.line(text)}" for label, text in parts if text]
    return lines + ([safe_text.block(failure.message)] if failure.message else [])


# -- summary ---------------------------------------------------------------------------------------------------------


def _paragraphs(found: Sequence[Practised]) -> Iterator[str]:
    yield f"# {HEADING}"
    yield ABOUT
    started = [item for item in found if item.is_started]
    waiting = len(found) - len(started)
    if started:
        yield _table(started)
    if waiting:
        yield f"{counted(waiting, 'exercise')} not started yet; that is not wrong."
    for item in started:
        if not item.is_clean:
            yield from _details(item)


def _table(started: Sequence[Practised]) -> str:
    rows = ["| exercise | visible tests | types | style |", "|---|---|---|---|"]
    for item in started:
        tests = "cannot be read" if item.run.problem is not None else f"{item.run.passed} of {item.run.total}"
        cells = [_tool_cell(item, tool) for tool in (TYPES, STYLE)]
        rows.append(f"| {github.plain(item.exercise.title)} | {tests} | {' | '.join(cells)} |")
    return "\n".join(rows)


def _tool_cell(item: Practised, tool: str) -> str:
    if tool not in item.checked.tools:
        return ""
    count = len(item.checked.of(tool))
    return f"{count} to mend" if count else "good"


def _details(item: Practised) -> Iterator[str]:
    yield f"## {github.plain(item.exercise.title)}"
    place = item.exercise.id
    problem = item.run.problem
    if problem is not None:
        yield github.code(safe_text.line(f"{place}/{problem.file}:{problem.line}"))
        yield github.pre("\n".join([*_page(problem), *([problem.source] if problem.source else [])]))
    for test in item.wrong if problem is None else ():
        failure = test.failure or Failure()
        where = f" {github.code(safe_text.line(f'{failure.file}:{failure.line}'))}" if failure.file else ""
        task = f"task {test.task}, " if test.task else ""
        yield f"- {task}{github.plain(test.title)}: **{WORDS.get(test.state, test.state.value)}**{where}"
        if lines := _page(failure):
            yield github.pre("\n".join(lines))
    findings = item.checked.findings
    lines = [f"{finding.file}:{finding.line}: {_finding(finding)}" for finding in findings[:SHOWN_FINDINGS]]
    if len(findings) > SHOWN_FINDINGS:
        lines.append(f"and {len(findings) - SHOWN_FINDINGS} more")
    if lines:
        yield "Types and style:"
        yield github.pre("\n".join(lines))
    for text in item.checked.problems:
        yield github.plain(text)
    yield f"Next: {github.code(f'course test {item.exercise.slug}')}"
