"""`grader grade`: a folder of submissions in, a report out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from grader.cli.front import INTERRUPTED, printable
from grader.cli.options import (
    confinement_for,
    course_option,
    find_course,
    isolation_option,
    jobs_option,
    seed_option,
)
from grader.course.grading import ClassGrading, GradeOptions, choose, load_chosen
from grader.course.grading import Progress as GradeProgress
from grader.course.intake import find_students
from grader.course.judging import default_jobs
from grader.course.store import write_atomically
from grader.errors import ExitCode, GraderError, OutputUnwritable
from grader.model import Report, SubmissionResult
from grader.reports import classroom50, github, gradescope, html, json_report, junit, terminal

RENDERERS: dict[str, Callable[[Report], str]] = {
    "json": json_report.render,
    "junit": junit.render,
    "github": github.render,
    "classroom50": classroom50.render,
    "gradescope": gradescope.render,
}
DEFAULT_OUTPUT = Path("build") / "grades"


@click.command("grade")
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option("--week", default=None, help="Only this week, such as 06.")
@click.option("--exercise", default=None, help="Only this exercise, such as mro-cartographer.")
@click.option(
    "--format", "format_", type=click.Choice(["terminal", *RENDERERS]), default="terminal", help="What is printed."
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=DEFAULT_OUTPUT,
    show_default=True,
    help="Folder for report.html, report.json and what a second run needs to go on.",
)
@jobs_option
@isolation_option
@seed_option
@course_option
@click.pass_context
def command(
    ctx: click.Context,
    submissions: Path,
    week: str | None,
    exercise: str | None,
    format_: str,
    output: Path,
    jobs: int | None,
    isolation: str | None,
    seed: int | None,
    course_root: Path | None,
) -> int:
    """Grade SUBMISSIONS: a folder with a folder for each student, each a copy of the student repository.

    Interrupt it at any time; the same command goes on where it was. Submissions that did not change are not run again.

    Example: grader grade submissions/ --week 06 --jobs 4
    """
    students = find_students(submissions, output)
    course, exercises = load_chosen(find_course(course_root), lambda found: choose(found, week, exercise))
    options = GradeOptions(
        confinement_for(isolation), jobs or default_jobs(), seed, debug=bool(ctx.obj and ctx.obj["debug"])
    )
    grading = ClassGrading(course, exercises, output, options)
    console = Console(stderr=True)
    return grade_class(grading, students, format_, output, console)


def grade_class(grading: ClassGrading, students: list[Path], format_: str, output: Path, console: Console) -> int:
    """Grade all students, print the report and write its files; gives the exit code.

    Where the run ends early, what is known is kept for the next one; what could not be kept is shown.
    """
    results: list[SubmissionResult] = []
    try:
        _grade_with_bar(grading, students, results, console)
    except (KeyboardInterrupt, GraderError, OSError) as error:
        if grading.unsaved is not None:
            _show(grading.report(results), format_)
        if results:
            kept = "shown above" if grading.unsaved else f"kept in {printable(str(output))}"
            click.echo(f"{len(results)} of {len(students)} submissions are graded and {kept}", err=True)
        if not isinstance(error, KeyboardInterrupt):
            raise
        inputs = f" (on the same inputs: --seed {grading.seed})" if grading.options.seed is None else ""
        click.echo(f"stopped; the same command goes on from there{inputs}", err=True)
        return INTERRUPTED
    return _finish(grading, results, format_, output, console)


def _grade_with_bar(
    grading: ClassGrading, students: list[Path], results: list[SubmissionResult], console: Console
) -> None:
    """Grade all students behind a progress bar on standard error; what is known is in `results` however it ends."""
    columns = (
        SpinnerColumn("line"),
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("starting", total=len(students))
        progress = GradeProgress(
            phase=lambda text: bar.update(task, description=text),
            done=lambda _: bar.update(task, advance=1, description="grading"),
        )
        for result in grading.run(students, progress):
            results.append(result)  # noqa: PERF402 (what is known must be in the list when the run ends early)


def _finish(
    grading: ClassGrading, results: list[SubmissionResult], format_: str, output: Path, console: Console
) -> int:
    """Write the report's files, then print it: whoever reads what is printed may go away early."""
    report = grading.report(results)
    unsaved = grading.unsaved
    document = json_report.render(report)
    try:
        write_atomically(output / "report.json", document)
        write_atomically(output / "report.html", html.render(report))
    except OutputUnwritable as error:
        unsaved = unsaved or error
    if format_ == "json":
        sys.stdout.write(document)
    else:
        _show(report, format_)
    if unsaved is not None:
        raise OutputUnwritable(f"the results above are complete, but not all were kept: {unsaved}", fix=unsaved.fix)
    if format_ == "terminal":
        again = f"; {grading.reused} unchanged and not run again" if grading.reused else ""
        console.print(f"report: {printable(str(output / 'report.html'))}{again}", highlight=False, soft_wrap=True)
    return ExitCode.GRADER_FAULT if report.faults else ExitCode.DONE


def _show(report: Report, format_: str) -> None:
    if format_ == "terminal":
        terminal.render(report, Console())
    else:
        sys.stdout.write(RENDERERS[format_](report).rstrip("\n") + "\n")
