"""The `course` command of students: runs visible tests; knows nothing of solutions, hidden checks or sandboxes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

import grader
from grader.catalogue.load import survey_course
from grader.cli.main import INTERRUPTED, show
from grader.cli.options import find_student_course
from grader.errors import CourseError, ExitCode, GraderError, UsageError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(grader.__version__, prog_name="course")
def group() -> None:
    """Work through the exercises of the course.

    Start with `course test restartable-services`.
    """


@group.command("test")
@click.argument("exercise", required=False)
def test(exercise: str | None) -> int:
    """Run the visible tests of EXERCISE (06/restartable-services, or its beginning), or of all exercises.

    Example: course test 06/restart
    """
    root = find_student_course(Path.cwd())
    course, problems = survey_course(root, strict=False)
    try:
        chosen = course.find(exercise) if exercise else course.exercises
    except UsageError:
        if problems:
            raise CourseError(list(problems)) from None
        raise
    if problems and not exercise:
        raise CourseError(list(problems))
    if not chosen:
        raise UsageError("no exercise is there yet", fix="name another week, or get the course again")
    paths = [str(course.layout.visible_tests(item)) for item in chosen]
    options = ["-q", "--import-mode=prepend", "-p", "no:cacheprovider", "--rootdir", str(root)]
    # Each exercise is its own run: two of them may well have modules of the same name.
    codes = [subprocess.run([sys.executable, "-m", "pytest", *options, path], check=False).returncode for path in paths]
    return ExitCode.NOT_ALL_PASSED if any(codes) else ExitCode.DONE


def main() -> None:
    """Entry point of the console script."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run a command line; gives the exit code."""
    try:
        result = group.main(arguments, prog_name="course", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo("stopped", err=True)
        return INTERRUPTED
    except GraderError as error:
        if isinstance(error, CourseError):
            error.fix = "get these files again, as they were given out"
        show(error)
        return error.exit_code
    return int(result) if isinstance(result, int) else ExitCode.DONE


if __name__ == "__main__":
    main()
