"""`grader collect`: a roster in, the declared files of every student's commit out."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import click

from grader.catalogue.load import survey_course
from grader.cli.front import INTERRUPTED, printable
from grader.cli.options import course_option, find_course
from grader.course.collect import Collecting, CollectOptions, wanted
from grader.course.collect_git import Access
from grader.course.collection import SUBMISSIONS, Collected, Status
from grader.course.push_log import API
from grader.course.roster import GITHUB, read_roster
from grader.errors import CourseError, ExitCode, UsageError
from grader.reports import github
from grader.reports.protocol import counted

TOKEN = "QUAYSIDE_COLLECT_TOKEN"  # noqa: S105 (the name of the variable that holds it)


@click.command("collect")
@click.argument("roster", type=click.Path(path_type=Path))
@click.option("--week", default=None, help="Only this week, such as 06.")
@click.option("--exercise", default=None, help="Only this exercise, such as mro-cartographer.")
@click.option("--deadline", default=None, help="What had been pushed by then counts: 2026-11-20T23:59:00+01:00.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("build") / "collection",
    show_default=True,
    help="Folder for collection.json and submissions/.",
)
@click.option("--again", is_flag=True, help="Collect everybody anew into a folder that holds a collection already.")
@click.option("--jobs", type=click.IntRange(1, 32), default=4, show_default=True, help="Repositories at a time.")
@click.option(
    "--protocol",
    "protocols",
    type=click.Choice(["https", "ssh", "http", "file"]),
    multiple=True,
    default=("https", "ssh"),
    show_default=True,
    envvar="QUAYSIDE_PROTOCOLS",
    help="How repositories may be reached; may be given several times.",
)
@course_option
def command(
    roster: Path,
    week: str | None,
    exercise: str | None,
    deadline: str | None,
    output: Path,
    again: bool,
    jobs: int,
    protocols: tuple[str, ...],
    course_root: Path | None,
) -> int:
    """Copy from every repository of ROSTER the files that the exercises declare, at the commit that counts.

    ROSTER is a CSV with the columns student, repository (owner/name or an address) and, if you like, branch. A token
    that may read the repositories is taken from the environment variable QUAYSIDE_COLLECT_TOKEN. Nothing of what is
    collected is run. A second run goes on where the first was, and tries again what could not be reached.

    Example: grader collect roster.csv --week 06 --deadline 2026-11-20T23:59:00+01:00
    """
    server = os.environ.get("GITHUB_SERVER_URL") or GITHUB
    enrolments = read_roster(roster, server)
    course, problems = survey_course(find_course(course_root), strict=False)
    if problems:
        raise CourseError(list(problems))
    access = Access(protocols=protocols, token=os.environ.get(TOKEN, ""), server=server)
    options = CollectOptions(access, _moment(deadline), jobs, again=again, api=os.environ.get("GITHUB_API_URL") or API)
    collecting = Collecting(enrolments, wanted(course, week or None, exercise or None), output, options)
    known = len(collecting.known)
    try:
        for item in collecting.run():
            _show(item)
    except KeyboardInterrupt:
        click.echo("stopped; the same command goes on from there", err=True)
        return INTERRUPTED
    return _finish(collecting, known, output)


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text[:40]!r} is no time", fix="write it like 2026-11-20T23:59:00+01:00") from None
    if moment.tzinfo is None:
        raise UsageError(f"the deadline {text!r} has no time zone", fix=f"write {text}+00:00, or your offset, or Z")
    return moment


def _show(item: Collected) -> None:
    about = item.message or f"{counted(len(item.files), 'file')} at {item.commit[:12]}"
    if item.refused:
        about += f"; {len(item.refused)} refused"
    click.echo(f"{item.student}  {item.status.value}  {printable(about)}")
    if item.status is Status.UNREACHABLE and os.environ.get("GITHUB_ACTIONS") == "true":
        click.echo(github.command("error", f"Not collected - {item.student}", item.message))


def _finish(collecting: Collecting, known: int, output: Path) -> int:
    collection = collecting.collection
    counts = {status: sum(item.status is status for item in collection.students) for status in Status}
    told = ", ".join(f"{count} {status.value}" for status, count in counts.items() if count)
    before = f" ({known} known from before)" if known else ""
    click.echo(f"{told}{before}; next: grader grade {printable(str(output / SUBMISSIONS))}")
    if target := os.environ.get("GITHUB_OUTPUT"):
        with Path(target).open("a", encoding="utf-8") as stream:
            stream.write(f"digest={collecting.digest}\n")
    return ExitCode.NOT_ALL_PASSED if collection.missing else ExitCode.DONE
