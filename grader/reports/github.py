"""GitHub Actions: annotations for the log of a job, and a summary in Markdown for its page.

Whatever a student chose becomes data of a command of ours, code in Markdown or text in `<pre>`, never a command and
never markup. Knows the model only; where exercises lie in the checked out repository is told by the caller.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from grader.model import CheckResult, ExerciseResult, Outcome, Report, SubmissionResult, Verdict
from grader.reports import protocol, safe_text
from grader.reports.protocol import FAILED, OUTCOME_WORDS, VERDICT_WORDS, counted

PER_LEVEL = 10
"""GitHub shows ten annotations of a level for each step and drops the rest in silence."""
SUMMARY_BYTES = 900_000
"""A summary above one MiB is not shown at all."""
DETAILED_STUDENTS = 1
"""More students than this get the table only: their failures are in the HTML report."""

LEVELS = ("error", "warning", "notice")
STUDENT_LEVELS = {
    Verdict.NOT_STARTED: "notice",
    Verdict.IMPORT_FAILED: "error",
    Verdict.MISSING: "warning",
    Verdict.REJECTED: "error",
}
_MENTION = re.compile(r"(@[\w.-]*)")
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:])")


def render(report: Report, folder: str = "weeks") -> str:
    """Annotations, then the summary: what a job prints that does not tell the two apart."""
    return commands(report, folder) + "\n" + summary(report)


# -- annotations -----------------------------------------------------------------------------------------------------


def commands(report: Report, folder: str = "weeks") -> str:
    """Workflow commands, a line each; `folder` is where the weeks lie in the repository that is checked out."""
    return capped(_levelled(report, folder))


def capped(levelled: Iterable[tuple[str, str]]) -> str:
    """Commands, each with its level, a line each and level by level; as many of a level as GitHub shows."""
    found: dict[str, list[str]] = {level: [] for level in LEVELS}
    for level, told in levelled:
        found[level].append(told)
    lines: list[str] = []
    for level, all_of_it in found.items():
        kept = all_of_it if len(all_of_it) <= PER_LEVEL else all_of_it[: PER_LEVEL - 1]
        lines += kept
        if len(kept) < len(all_of_it):
            lines.append(command(level, "More", f"{len(all_of_it) - len(kept)} more are not annotated"))
    return "".join(line + "\n" for line in lines)


def _levelled(report: Report, folder: str) -> Iterator[tuple[str, str]]:
    # Faults come first: the cap must never cut them off.
    for student, result in report.faults:
        where = f"{safe_text.name(student)}: {safe_text.line(protocol.exercise_id(result))}"
        yield "error", command("error", f"Needs a human - {where}", safe_text.block(result.message) or "grader fault")
    alone = len(report.submissions) == 1
    for submission in report.submissions:
        for result in submission.exercises:
            yield from _of_exercise(report, submission, result, folder if alone else None)
    for submission in report.submissions:
        faults = sum(result.verdict is Verdict.GRADER_ERROR for result in submission.exercises)
        said = f"{submission.points} of {counted(submission.max_points, 'point')}"
        said += f"; {counted(faults, 'exercise')} not judged" if faults else ""
        yield "notice", command("notice", f"Points - {safe_text.name(submission.student)}", said)


def _of_exercise(
    report: Report, submission: SubmissionResult, result: ExerciseResult, folder: str | None
) -> Iterator[tuple[str, str]]:
    exercise = protocol.exercise_id(result)
    title = safe_text.line(protocol.exercise_title(report, exercise))
    if folder is None:
        title = f"{safe_text.name(submission.student)} - {title}"
    level = STUDENT_LEVELS.get(result.verdict)
    if level:
        said = "\n".join(filter(None, [VERDICT_WORDS[result.verdict], safe_text.block(result.message)]))
        yield level, command(level, title, said)
    if result.verdict is not Verdict.GRADED:
        return
    for check in result.checks:
        if check.outcome in FAILED or check.outcome is Outcome.NOT_RUN:
            path = f"{folder}/{exercise}/{check.file}" if folder is not None and check.file else ""
            yield "error", command("error", title, _told(check), path, check.line)


def _told(check: CheckResult) -> str:
    words = "" if check.outcome is Outcome.WRONG else OUTCOME_WORDS[check.outcome]
    return "\n".join(filter(None, [safe_text.line(check.title), words, safe_text.block(check.message)]))


def command(level: str, title: str, message: str, path: str = "", line: int = 0) -> str:
    """One workflow command; title, message and path become data of it, whatever they hold."""
    properties = [f"file={_property(safe_text.line(path))}"] if path else []
    properties += [f"line={line}"] if path and line > 0 else []
    properties.append(f"title={_property(safe_text.line(title))}")
    return f"::{level} {','.join(properties)}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


# -- summary ---------------------------------------------------------------------------------------------------------


def summary(report: Report) -> str:
    """Markdown for `GITHUB_STEP_SUMMARY`, cut at a whole paragraph before GitHub would refuse it."""
    return joined(_paragraphs(report))


def joined(paragraphs: Iterable[str]) -> str:
    """As many whole paragraphs as GitHub shows on a page."""
    kept: list[str] = []
    size = 0
    for paragraph in paragraphs:
        size += len(paragraph.encode("utf-8")) + 2
        if size > SUMMARY_BYTES:
            kept.append("The rest is cut: GitHub shows no longer summaries.")
            break
        kept.append(paragraph)
    return "\n\n".join(kept) + "\n"


def _paragraphs(report: Report) -> Iterator[str]:
    yield "## Quayside"
    yield f"{counted(len(report.submissions), 'student')}, isolation {report.isolation.value}, seed {report.seed}"
    if report.faults:
        yield f"### Needs a human ({len(report.faults)})"
        yield "The grader failed here. That is no zero and no pass."
        for student, result in report.faults:
            yield f"{code(safe_text.name(student))} {code(safe_text.line(protocol.exercise_id(result)))}"
            yield pre(result.message or "no message was left")
    yield _table(report)
    if len(report.submissions) <= DETAILED_STUDENTS:
        for submission in report.submissions:
            for result in submission.exercises:
                yield from _details(report, result)


def _table(report: Report) -> str:
    exercises = protocol.exercises_of(report)
    titles = [plain(protocol.exercise_title(report, exercise)) for exercise in exercises]
    rows = [f"| student | {' | '.join([*titles, 'total'])} |", "|---" * (len(exercises) + 2) + "|"]
    for submission in report.submissions:
        found = {protocol.exercise_id(result): result for result in submission.exercises}
        cells = [_cell(found[exercise]) if exercise in found else "" for exercise in exercises]
        total = f"{submission.points}/{submission.max_points}"
        total += " ?" if any(result.verdict is Verdict.GRADER_ERROR for result in submission.exercises) else ""
        rows.append(f"| {code(safe_text.name(submission.student))} | {' | '.join([*cells, total])} |")
    return "\n".join(rows)


def _cell(result: ExerciseResult) -> str:
    if result.verdict is Verdict.GRADER_ERROR:
        return "**grader fault**"
    if result.verdict is not Verdict.GRADED:
        return VERDICT_WORDS[result.verdict]
    return f"{result.points}/{result.max_points}"


def _details(report: Report, result: ExerciseResult) -> Iterator[str]:
    exercise = protocol.exercise_id(result)
    yield f"### {plain(protocol.exercise_title(report, exercise))} {result.points}/{result.max_points}"
    if result.verdict is not Verdict.GRADED:
        yield VERDICT_WORDS[result.verdict]
    for text in (result.message, result.reply):
        if text:
            yield pre(text)
    for check in result.checks if result.verdict is Verdict.GRADED else ():
        if check.outcome in FAILED:
            where = protocol.place(check)
            place = f" ({code(safe_text.line(where))})" if where else ""
            yield f"- **{check.outcome.value}** {plain(check.title)}{place}"
            if check.message:
                yield pre(check.message)


def code(text: str) -> str:
    """`text` as inline code, in which Markdown knows neither links nor mentions; a bar would end a table's cell."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if longest else ""
    return f"{fence}{space}{text.replace('|', chr(92) + '|')}{space}{fence}"


def pre(text: str) -> str:
    """`text` with its line breaks, in which Markdown knows no markup."""
    return f"<pre>{html.escape(safe_text.block(text))}</pre>"


def plain(text: str) -> str:
    """Authored text with all markup escaped; `@property` becomes code, or GitHub would greet a user of that name."""
    parts = _MENTION.split(safe_text.line(text))
    return "".join(code(part) if index % 2 else _escaped(part) for index, part in enumerate(parts))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
