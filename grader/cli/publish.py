"""`grader publish`: a result and its collection in, what is given out out."""

from __future__ import annotations

import os
from pathlib import Path

import click

from grader.cli.front import printable
from grader.course.publish import alarms, prepare, summary, write
from grader.errors import ExitCode, OutputUnwritable


@click.command("publish")
@click.argument("result", type=click.Path(path_type=Path))
@click.option(
    "--collection",
    "manifest",
    type=click.Path(path_type=Path),
    default=Path("build") / "collection" / "collection.json",
    show_default=True,
    help="The collection.json that the result belongs to.",
)
@click.option("--digest", default="", help="What `grader collect` said the collection's digest is; checked if given.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("build") / "published",
    show_default=True,
    help="Folder for grades.csv, report.html, and a page and a Classroom 50 result for each student.",
)
@click.option(
    "--summary",
    "summary_file",
    type=click.Path(path_type=Path),
    default=None,
    envvar="GITHUB_STEP_SUMMARY",
    help="File that the summary in Markdown is appended to.",
)
def command(result: Path, manifest: Path, digest: str, output: Path, summary_file: Path | None) -> int:
    """Check RESULT, written by `grader grade --format json`, and write what students and registers are given.

    Runs nothing. A result that does not fit its schema or its collection is refused whole.

    Example: grader publish result.json --collection build/collection/collection.json
    """
    published = prepare(result, manifest, digest)
    write(published, output)
    if summary_file is not None:
        _append(summary_file, summary(published))
    if os.environ.get("GITHUB_ACTIONS") == "true":
        for line in alarms(published):
            click.echo(line)
    graded = len(published.standings) - len(published.open)
    click.echo(f"{graded} of {len(published.standings)} students have a grade: {printable(str(output / 'grades.csv'))}")
    for item in published.open:
        click.echo(f"  {item.student}  {item.status}: {printable(item.reason)}")
    if published.report.faults or any(item.status == "not graded" for item in published.open):
        return ExitCode.GRADER_FAULT
    return ExitCode.NOT_ALL_PASSED if published.open else ExitCode.DONE


def _append(path: Path, text: str) -> None:
    try:
        with path.open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        raise OutputUnwritable(
            f"{str(path)!r} cannot be written: {error.strerror}", fix="name another file with --summary"
        ) from None
