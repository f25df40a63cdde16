"""`grader new`: all the files of a new exercise."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.options import course_option, find_course
from grader.course.scaffold import new_exercise


@click.command("new")
@click.argument("week")
@click.argument("slug")
@course_option
def command(week: str, slug: str, course_root: Path | None) -> int:
    """Write all the files of a new exercise SLUG of WEEK and of its hidden twin, ready to be filled in.

    Example: grader new 06 berth-ledger
    """
    root = find_course(course_root)
    for path in new_exercise(root, week, slug):
        click.echo(path.relative_to(root).as_posix())
    click.echo(f"now write it: docs/author-guide.md, then `grader verify {week}/{slug}`")
    return 0
