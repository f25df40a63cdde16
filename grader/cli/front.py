"""What both programs, `grader` and `course`, have in front of their commands: loading one by name, and telling errors.

Students get this module too, so it knows no command and nothing of the instructor half.
"""

from __future__ import annotations

import importlib
import sys
import traceback
from collections.abc import Mapping

import click

from grader.errors import CourseError, GraderError

INTERRUPTED = 130
READER_GONE = 141
SHOWN_PROBLEMS = 200


class LazyGroup(click.Group):
    """Imports a command's module when it is used, so that `--version` and `--help` answer at once."""

    summaries: Mapping[str, str]
    """Name of each command and its line in the overview."""
    package: str
    """Where the commands are: the module `package.NAME` holds the command."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands, in order."""
        del ctx
        return sorted(self.summaries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        del ctx
        return load(self.package, cmd_name) if cmd_name in self.summaries else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The overview, without importing anything."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(sorted(self.summaries.items()))


def load(package: str, name: str) -> click.Command:
    """The command that a module of the package holds."""
    command = importlib.import_module(f"{package}.{name}").command
    if not isinstance(command, click.Command):
        raise TypeError(f"{package}.{name} holds no command")
    return command


def show(error: GraderError, *, debug: bool = False) -> None:
    """What happened and the way out, in two lines; all problems where the course is broken."""
    if debug:
        traceback.print_exception(error)
    click.echo(f"error: {printable(error.message)}", err=True)
    if isinstance(error, CourseError):
        for problem in error.problems[:SHOWN_PROBLEMS]:
            click.echo(f"  {printable(str(problem))}", err=True)
        if len(error.problems) > SHOWN_PROBLEMS:
            click.echo(f"  and {len(error.problems) - SHOWN_PROBLEMS} more", err=True)
    click.echo(f"fix: {printable(error.fix)}", err=True)


def printable(text: str) -> str:
    """Text without control characters and lone surrogates; names of files may hold anything."""
    shown = "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)
    encoding = sys.stderr.encoding or "utf-8"
    return shown.encode(encoding, "backslashreplace").decode(encoding)
