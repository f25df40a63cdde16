"""The `course` command of students: finds the command's own module, runs it, turns errors into two lines and a code.

Knows nothing of solutions, hidden checks or sandboxes: it works where the instructor half of the package is absent.
"""

from __future__ import annotations

import shutil
import signal
import sys

import click

import grader
from grader.cli.front import INTERRUPTED, READER_GONE, LazyGroup, load, show
from grader.errors import CourseError, ExitCode, GraderError, GraderFault, UsageError

COMMANDS = {
    "ci": "Run what your repository runs when you push.",
    "completion": "Set up completion of commands and exercises in your shell.",
    "doctor": "Say what is wrong with the set-up, and what mends it.",
    "drill": "Practise with the week's two-minute drills.",
    "hint": "Show the next hint for what fails first.",
    "list": "List the exercises and how far you are with each.",
    "next": "Go on to the next exercise.",
    "progress": "Show how far you are, week by week.",
    "quiz": "Take the quiz of a week in the terminal.",
    "reset": "Put an exercise back as it was given out; keeps a backup.",
    "review": "Repeat for ten minutes what was hard.",
    "submit": "Hand in what you have done.",
    "test": "Run the visible tests of an exercise.",
    "update": "Get new versions of the course's files; never touches yours.",
    "watch": "Test at every save. The same as `course` alone.",
}
"""Name of each command and its line in the overview; the module `grader.cli.student.NAME` holds the command."""

PACKAGE = "grader.cli.student"


class Commands(LazyGroup):
    """The commands of `course`."""

    summaries = COMMANDS
    package = PACKAGE


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(grader.__version__, prog_name="course")
@click.option("--debug", is_flag=True, help="Show where in the program an error came from.")
@click.pass_context
def group(ctx: click.Context, *, debug: bool) -> int | None:
    """Work through the exercises of the course.

    `course` alone watches the exercise you are on and tests it at every save.

    Example: course test restartable-services
    """
    del debug  # of concern to `run`
    if ctx.invoked_subcommand is not None:
        return None
    watch = load(PACKAGE, "watch")
    result = ctx.invoke(watch)
    return result if isinstance(result, int) else ExitCode.DONE


def main() -> None:
    """Entry point of the console script."""
    # A shell that starts a job in the background has it ignore SIGINT; being told to stop must work there too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run a command line; gives the exit code."""
    # Said outright, because click's own idea of a narrow terminal begins at fifty columns.
    columns = min(shutil.get_terminal_size((80, 24)).columns, 80)
    debug = "--debug" in arguments
    try:
        result = group.main(arguments, prog_name="course", standalone_mode=False, terminal_width=columns)
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo("stopped", err=True)
        return INTERRUPTED
    except GraderError as error:
        if isinstance(error, CourseError):
            error.fix = "get these files again, as they were given out"
        show(error, debug=debug)
        return error.exit_code
    except SystemExit:
        # click and rich leave like this when the reader of our output has gone away, as `head` does.
        return READER_GONE
    except Exception as error:  # noqa: BLE001 (the one boundary: whatever is left is a fault of ours)
        known = _absent(error) or _fault(error)
        known.__cause__ = error
        show(known, debug=debug)
        return known.exit_code
    return int(result) if isinstance(result, int) else ExitCode.DONE


def _fault(error: Exception) -> GraderFault:
    """What nobody thought of, in one line."""
    what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    return GraderFault(f"`course` itself failed: {what}", fix="course --debug and the rest of the command shows where")


def _absent(error: Exception) -> UsageError | None:
    """A command that this version of the course does not have."""
    if not isinstance(error, ModuleNotFoundError):
        return None
    name = (error.name or "").rpartition(".")[2]
    if not (error.name or "").startswith("grader.cli.student.") or name not in COMMANDS:
        return None
    return UsageError(f"this version of the course has no `course {name}`", fix="uv sync, or install the course again")
