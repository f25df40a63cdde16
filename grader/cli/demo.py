"""`grader demo`: the main job on a sample class, from nothing to a report."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from grader.catalogue.course import Course
from grader.cli.grade import grade_class
from grader.cli.options import confinement_for, course_option, find_course, isolation_option, jobs_option
from grader.course.demo import SEED, STUDENTS, build_class
from grader.course.grading import ClassGrading, GradeOptions, choose, load_chosen
from grader.course.intake import find_students
from grader.course.judging import default_jobs

DEMO_WEEK = "06"


@click.command("demo")
@click.option("--week", default=None, help="Grade this week instead of the demo's own.")
@click.option("--students", type=click.IntRange(1, 5000), default=len(STUDENTS), show_default=True, help="Class size.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("build") / "demo",
    show_default=True,
    help="Where to write.",
)
@jobs_option
@isolation_option
@course_option
@click.pass_context
def command(
    ctx: click.Context,
    week: str | None,
    students: int,
    output: Path,
    jobs: int | None,
    isolation: str | None,
    course_root: Path | None,
) -> int:
    """Build a sample class from the course's own right and wrong solutions, grade it, and show the result.

    Example: grader demo
    """
    console = Console(stderr=True)
    course, exercises = load_chosen(
        find_course(course_root), lambda found: choose(found, week or _demo_week(found), None)
    )
    confinement = confinement_for(isolation, best=True)
    note = f" ({confinement.note})" if confinement.note else ""
    console.print(f"isolation: {confinement.level}{note}", highlight=False, soft_wrap=True)
    folder = output / "class"
    build_class(course, exercises, folder, students)
    options = GradeOptions(confinement, jobs or default_jobs(), SEED, debug=bool(ctx.obj and ctx.obj["debug"]))
    grading = ClassGrading(course, exercises, output, options)
    return grade_class(grading, find_students(folder), "terminal", output, console)


def _demo_week(course: Course) -> str:
    names = [item.name for item in course.weeks if item.number == int(DEMO_WEEK)]
    return names[0] if names else course.weeks[0].name
