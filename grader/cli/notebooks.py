"""`grader notebooks`: lab notebooks for those who teach with Jupyter."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from pathlib import Path

import click
from rich.console import Console

from grader.catalogue.course import Course
from grader.cli.front import INTERRUPTED, printable
from grader.cli.grade import RENDERERS
from grader.cli.options import confinement_for, course_option, find_course, isolation_option, jobs_option, seed_option
from grader.course.grading import GradeOptions, load_chosen
from grader.course.judging import default_jobs
from grader.course.store import write_atomically
from grader.errors import ExitCode, OutputUnwritable, UsageError
from grader.model import Exercise
from grader.notebooks.build import Shelf, build, by_assignment, everything, gather
from grader.notebooks.grading import Graded, grade_notebooks
from grader.notebooks.submitted import assignments_in, find_notebooks
from grader.reports import html, json_report, terminal

NEEDED = ("nbformat", "nbgrader")
NOTEBOOKS = Path("build") / "notebooks"


@click.group("notebooks")
def command() -> None:
    """Build notebooks from labs and exercises, and grade them as files.

    Needs nbgrader: pip install 'quayside[notebooks]'

    Example: grader notebooks build 06 --only lab
    """
    for library in NEEDED:
        if importlib.util.find_spec(library) is None:
            message = f"this command needs {library}, which is not installed"
            raise UsageError(message, fix="pip install 'quayside[notebooks]'")


@command.command("build")
@click.argument("week", required=False)
@click.option("--only", default=None, help="Only this exercise, or `lab`.")
@click.option(
    "--output", type=click.Path(path_type=Path), default=NOTEBOOKS, show_default=True, help="A course of nbgrader's."
)
@course_option
def build_command(week: str | None, only: str | None, output: Path, course_root: Path | None) -> int:
    """Write the notebooks of WEEK, or of all weeks: source/ for instructors, release/ for students.

    What has not changed is not written again.

    Example: grader notebooks build 06 --only lab
    """
    course, _ = load_chosen(find_course(course_root), lambda found: everything(found, week, only).read)
    shelf = gather(course, everything(course, week, only))
    if not shelf.books:
        raise UsageError("there is no notebook to build", fix="name a week that has a lab.md, or an exercise of files")
    done = build(shelf, output)
    for path in done.written:
        click.echo(printable(str(path)))
    count = len(shelf.books)
    click.echo(f"{count} notebook{'s' * (count != 1)}, {len(done.written)} files written, {done.unchanged} unchanged")
    return ExitCode.DONE


@command.command("grade")
@click.argument("submitted", type=click.Path(path_type=Path))
@click.option("--assignment", default=None, help="Only this one, such as 06-lab; has to be named for a plain folder.")
@click.option(
    "--gradebook",
    type=click.Path(path_type=Path),
    default=None,
    help="nbgrader's gradebook (default: gradebook.db beside SUBMITTED). autograded/ is written beside it.",
)
@click.option(
    "--format", "format_", type=click.Choice(["terminal", *RENDERERS]), default="terminal", help="What is printed."
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("build") / "notebook-grades",
    show_default=True,
    help="Folder for grades.csv, report.html, report.json and what a second run needs to go on.",
)
@jobs_option
@isolation_option
@seed_option
@course_option
@click.pass_context
def grade_command(
    ctx: click.Context,
    submitted: Path,
    assignment: str | None,
    gradebook: Path | None,
    format_: str,
    output: Path,
    jobs: int | None,
    isolation: str | None,
    seed: int | None,
    course_root: Path | None,
) -> int:
    """Grade the notebooks in SUBMITTED: STUDENT/ASSIGNMENT/NOTEBOOK.ipynb as nbgrader collects them, or plain ones.

    The code of the solution cells is judged like files that were handed in; nothing else in a notebook counts. Points
    and comments go into the gradebook, and `nbgrader generate_feedback` makes pages of autograded/.

    Example: grader notebooks grade submitted/
    """
    debug = bool(ctx.obj and ctx.obj["debug"])
    course, shelf = _shelf(find_course(course_root), submitted, assignment)
    handed = find_notebooks(submitted, {book.assignment: book.name for book in shelf.books}, assignment)
    options = GradeOptions(confinement_for(isolation), jobs or default_jobs(), seed, debug=debug)
    # Loaded by name and only here: nbgrader takes two seconds to import, and nothing else needs it.
    keep = importlib.import_module("grader.notebooks.gradebook").keep
    console = Console(stderr=True)
    try:
        with console.status("starting") as status:
            graded = grade_notebooks(course, shelf, handed, output, options, status.update)
            status.update("writing the gradebook")
            keep(gradebook or submitted.resolve().parent / "gradebook.db", output, graded.marked)
    except KeyboardInterrupt:
        click.echo("stopped; the same command goes on from there", err=True)
        return INTERRUPTED
    return _finish(graded, format_, output, console)


def _shelf(root: Path, submitted: Path, assignment: str | None) -> tuple[Course, Shelf]:
    """The course, and its notebooks that SUBMITTED holds or that are named; others need not be in order."""
    names = {assignment} if assignment is not None else assignments_in(submitted)
    if not names:
        find_notebooks(submitted, {}, None)  # says what is wrong with the folder
    unknown: list[str] = []

    def select(found: Course) -> list[Exercise]:
        wanted, unknown[:] = by_assignment(found, names)
        if not wanted.read:
            raise UsageError(
                f"there is no assignment called {', '.join(sorted(names)[:3])}",
                fix="assignments are called by week and exercise, such as 06-lab or 06-mro-cartographer",
            )
        return wanted.read

    course, _ = load_chosen(root, select)
    if unknown:
        click.echo(f"left out, no assignments of this course: {printable(', '.join(unknown))}", err=True)
    return course, gather(course, by_assignment(course, names)[0])


def _finish(graded: Graded, format_: str, output: Path, console: Console) -> int:
    """Write the report's files, then print it; gives the exit code."""
    report = graded.report
    write_atomically(output / "report.json", json_report.render(report))
    write_atomically(output / "report.html", html.render(report))
    if format_ == "terminal":
        terminal.render(report, Console())
        console.print(f"points: {printable(str(output / 'grades.csv'))}", highlight=False, soft_wrap=True)
    else:
        sys.stdout.write(RENDERERS[format_](report).rstrip("\n") + "\n")
    if graded.unsaved is not None:
        raise OutputUnwritable(
            f"the results are complete, but not all were kept: {graded.unsaved}", fix=graded.unsaved.fix
        )
    return ExitCode.GRADER_FAULT if report.faults else ExitCode.DONE
