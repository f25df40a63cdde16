"""The `grader` command: finds the command's own module, runs it, and turns errors into one or two lines and a code."""

from __future__ import annotations

import errno
import os
import signal
import sys
import tempfile
import traceback

import click

import grader
from grader.cli.front import INTERRUPTED, READER_GONE, LazyGroup, printable, show
from grader.errors import ExitCode, GraderError, OutputUnwritable, UsageError

COMMANDS = {
    "browser": "Run exercises that are done in the browser under its Python, and compare.",
    "collect": "Copy the declared files out of every student's repository, at the deadline.",
    "demo": "Grade a sample class made from the course's own right and wrong solutions.",
    "doctor": "Attack each layer of the sandbox and show what held.",
    "grade": "Grade a folder of submissions against the hidden references.",
    "new": "Write all the files of a new exercise.",
    "notebooks": "Build notebooks from labs and exercises, and grade them as files.",
    "publish": "Check a result, and write grades, pages of students and a summary.",
    "release": "Write the repository that students get, or audit one.",
    "site": "Build, check or serve the website of the course.",
    "verify": "Check the course against itself, all problems at once.",
}
"""Name of each command and its line in the overview; the module `grader.cli.NAME` holds the command."""

INSTRUCTOR_LIBRARIES = frozenset({"cosmic_ray", "coverage", "hypothesis", "jinja2", "jsonschema", "mypy", "ruff"})
"""What the extra `instructor` installs; students do without."""

SITE_LIBRARIES = frozenset({"markdown", "mkdocs", "pymdownx"})
"""What the extra `site` installs."""

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})


class Commands(LazyGroup):
    """The commands of `grader`."""

    summaries = COMMANDS
    package = "grader.cli"


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(grader.__version__, prog_name="grader")
@click.option("--debug", is_flag=True, help="Show tracebacks, and what the judges print.")
@click.pass_context
def group(ctx: click.Context, debug: bool) -> None:
    """Grade exercises against hidden references, and check the course itself.

    Start with `grader demo`.
    """
    ctx.obj = {"debug": debug}


def main() -> None:
    """Entry point of the console script; the only place that maps errors to exit codes."""
    # A polite end from outside is treated like Ctrl-C: results are kept, sandboxes and temporary folders go.
    # A shell that starts a job in the background has it ignore SIGINT; being told to stop must work there too.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run a command line; gives the exit code."""
    debug = "--debug" in arguments
    try:
        result = group.main(arguments, prog_name="grader", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo("stopped", err=True)
        return INTERRUPTED
    except GraderError as error:
        show(error, debug=debug)
        return error.exit_code
    except SystemExit:
        # click and rich leave like this when the reader of our output has gone away, as `head` does.
        return READER_GONE
    except Exception as error:  # noqa: BLE001 (the one boundary: whatever is left is a fault of ours)
        known = _lacking(error)
        if known is None:
            _show_fault(error, debug=debug)
            return ExitCode.GRADER_FAULT
        show(known, debug=debug)
        return known.exit_code
    return int(result) if isinstance(result, int) else ExitCode.DONE


def _lacking(error: Exception) -> UsageError | None:
    """What this machine lacks, where that is why a command failed: a library, or room for temporary files."""
    if isinstance(error, ModuleNotFoundError):
        library = (error.name or "").partition(".")[0]
        message = f"this command needs {error.name}, which is not installed"
        if library in INSTRUCTOR_LIBRARIES:
            return UsageError(message, fix="pip install 'quayside[instructor]'")
        if library in SITE_LIBRARIES:
            return UsageError(message, fix="pip install 'quayside[instructor,site]'")
    if isinstance(error, OSError) and (error.errno in NO_ROOM or "temporary directory" in str(error)):
        folder = tempfile.tempdir or os.environ.get("TMPDIR", "/tmp")  # noqa: S108 (where tempfile looks too)
        fix = f"make room in {folder}, or name another folder with TMPDIR"
        return OutputUnwritable(f"temporary files cannot be written: {os.strerror(error.errno or 0)}", fix=fix)
    return None


def _show_fault(error: Exception, *, debug: bool) -> None:
    if debug:
        traceback.print_exception(error)
    click.echo(f"error: the grader itself failed: {type(error).__name__}: {printable(str(error))[:300]}", err=True)
    click.echo("fix: run it again with `grader --debug ...` and report what it shows", err=True)


if __name__ == "__main__":
    main()
