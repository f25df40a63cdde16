"""Turns the result of a grading run and its collection into what is given out; runs no student code.

The result comes from a job in which student code ran. It is read as data: held against its schema, then against the
collection and against itself, and what is published is written anew from what was understood.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import jsonschema

from grader.course.collection import Collected, Collection, Status, read_collection
from grader.course.grades import Standing, table, to_csv
from grader.course.store import write_atomically
from grader.errors import UsageError
from grader.model import ExerciseResult, Report, SubmissionResult, Verdict
from grader.reports import classroom50, github, html, json_report, protocol, safe_text

SCHEMA = Path(json_report.__file__).with_name("result.schema.json")
MAX_BYTES = 128 * 1024 * 1024
SUMMARY_BYTES = 950_000
"""GitHub refuses the summary of a step above one MiB, the part about the collection included."""


@dataclass(frozen=True)
class Published:
    """What is given out: the report with what the collection knows, and where each student of the roster stands."""

    report: Report
    collection: Collection
    standings: tuple[Standing, ...]

    @property
    def open(self) -> tuple[Standing, ...]:
        """Students without a grade: not reached, not graded, or a fault of the grader."""
        return tuple(item for item in self.standings if not item.is_graded)


def prepare(result: Path, manifest: Path, expected_digest: str = "") -> Published:
    """Read, hold against each other, and put together. Raises UsageError; nothing is written."""
    collection, digest = read_collection(manifest)
    if expected_digest and digest != expected_digest:
        raise UsageError(
            f"the collection {str(manifest)!r} is not the one that was collected", fix="collect and grade again"
        )
    report = read_result(result)
    _hold_against(report, collection)
    known = {item.student: item for item in collection.students}
    submissions = tuple(_with_refusals(submission, known[submission.student]) for submission in report.submissions)
    report = replace(report, submissions=submissions)
    return Published(report, collection, table(report, collection))


def read_result(path: Path) -> Report:
    """The report in a file that nobody has to be trusted for. Raises UsageError."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _refused(f"it is larger than {MAX_BYTES} bytes")
        text = path.read_bytes().decode("utf-8")
        document = json.loads(text)
    except OSError as error:
        raise _refused(f"{path.name}: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise _refused(f"it is not JSON ({error})") from None
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    problem = next(validator.iter_errors(document), None)
    if problem is not None:
        raise _refused(f"{problem.json_path} is not as the schema has it ({safe_text.line(problem.message, 120)})")
    return json_report.read(text)


def write(published: Published, output: Path) -> None:
    """Write what is given out below `output`. Raises OutputUnwritable."""
    report = published.report
    write_atomically(output / "result.json", json_report.render(report))
    write_atomically(output / "report.html", html.render(report))
    write_atomically(output / "grades.csv", to_csv(report, published.standings))
    documents = classroom50.documents(report)
    commits = {item.student: item.commit for item in published.collection.students}
    for submission in report.submissions:
        alone = replace(report, submissions=(submission,))
        name = submission.student  # a name from the roster, which takes nothing that is no name of a file
        write_atomically(output / "students" / f"{name}.html", html.render_student(report, name))
        write_atomically(output / "students" / f"{name}.md", _page(alone))
        document = documents[name]
        if document is not None:
            document["commit"] = commits[name]
            write_atomically(output / "classroom50" / f"{name}.json", safe_text.dump_json(document))


def summary(published: Published) -> str:
    """Markdown for the page of the run: who has no grade and why, then the table."""
    parts = ["# Grades", _about(published.collection)]
    if published.open:
        parts.append(f"## Without a grade ({len(published.open)})")
        parts.append("None of this is a zero, and none of it is a pass.")
        parts += [f"- `{item.student}` {item.status}: {_plain(item.reason)}" for item in published.open]
    text = "\n\n".join(parts)
    rest = github.summary(published.report)
    if len(text.encode()) + len(rest.encode()) > SUMMARY_BYTES:
        rest = "The table is too long for this page; it is in grades.csv.\n"
    return f"{text}\n\n{rest}"


def alarms(published: Published) -> Iterator[str]:
    """One workflow command for each student without a grade, as many as GitHub shows."""
    for item in published.open[: github.PER_LEVEL]:
        yield github.command("error", f"No grade - {item.student}", safe_text.line(f"{item.status}: {item.reason}"))


def _page(report: Report) -> str:
    """One student's page in Markdown: what was graded, then how it went."""
    lines = [f"- {_plain(note)}" for submission in report.submissions for note in submission.notes]
    return "\n".join(["# Your grade", "", *lines, "", github.summary(report)])


def _about(collection: Collection) -> str:
    resolved = Counter(item.resolved_by.value for item in collection.students if item.status is Status.COLLECTED)
    how = ", ".join(f"{count} by {name}" for name, count in sorted(resolved.items())) or "nobody"
    deadline = f"Deadline {collection.deadline}. " if collection.deadline else "No deadline was given. "
    return (
        f"{deadline}Collected from {collection.started_at} to {collection.finished_at or 'an early end'}: {how}. "
        "Times are of the machine that collected and of the server's list of pushes; the dates inside commits are "
        "written by students and are not used."
    )


def _plain(text: str) -> str:
    return f"<code>{safe_text.line(text).replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</code>"


# -- holding the result against what is known ------------------------------------------------------------------------


def _hold_against(report: Report, collection: Collection) -> None:
    """Refuse a result that cannot be one of this collection, whoever wrote it. Raises UsageError."""
    collected = {item.student for item in collection.students if item.status is not Status.UNREACHABLE}
    names = [submission.student for submission in report.submissions]
    for name in names:
        if name not in collected:
            raise _refused(f"it has a student {safe_text.name(name)!r} who was not collected")
        if names.count(name) > 1:
            raise _refused(f"it has the student {name!r} twice")
    offered: dict[str, Mapping[str, int]] = {}
    for submission in report.submissions:
        for found in submission.exercises:
            _hold_exercise(submission.student, found, offered)


def _hold_exercise(student: str, found: ExerciseResult, offered: dict[str, Mapping[str, int]]) -> None:
    """Nobody has more points than a check offers, and every check offers everybody the same."""
    where = f"{student}, {safe_text.line(protocol.exercise_id(found))}"
    for check in found.checks:
        if not 0 <= check.points <= check.max_points:
            raise _refused(f"{where}: {safe_text.line(check.id)} has {check.points} of {check.max_points} points")
    if found.verdict is Verdict.GRADER_ERROR:
        return
    plan = {check.id: check.max_points for check in found.checks}
    if len(plan) != len(found.checks):
        raise _refused(f"{where}: a check is there twice")
    known = offered.setdefault(protocol.exercise_id(found), plan)
    if plan != known:
        raise _refused(f"{where}: other checks than the rest of the class has")


def _with_refusals(submission: SubmissionResult, item: Collected) -> SubmissionResult:
    """What the collection left behind is told where the student looks for it."""
    refused: dict[tuple[str, str], list[str]] = {}
    for file in item.refused:
        refused.setdefault((file.week, file.exercise), []).append(f"{file.path} {file.reason}")
    exercises = tuple(_refusal(found, refused.get((found.week, found.exercise))) for found in submission.exercises)
    at = (f"commit {item.commit}, seen {item.seen_at}",) if item.commit else ()
    message = (item.message,) if item.message else ()
    return replace(submission, exercises=exercises, notes=(*at, *message, *item.notes, *submission.notes))


def _refusal(found: ExerciseResult, reasons: list[str] | None) -> ExerciseResult:
    if reasons is None or found.verdict is not Verdict.MISSING:
        return found
    return replace(found, verdict=Verdict.REJECTED, message="; ".join(reasons))


def _refused(why: str) -> UsageError:
    return UsageError(
        f"the result is not published: {why}", fix="grade again with `grader grade --format json`, and look into it"
    )
