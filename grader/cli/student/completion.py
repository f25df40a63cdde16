"""`course completion`: the script that makes a shell complete commands, and where to put it."""

from __future__ import annotations

import os
from pathlib import PurePath

import click
from click.shell_completion import get_completion_class

from grader.errors import ExitCode, UsageError

SHELLS = ("bash", "zsh", "fish", "powershell")
PROGRAM, VARIABLE = "course", "_COURSE_COMPLETE"

HOW = {
    "bash": "course completion bash > ~/.course-complete.bash; echo '. ~/.course-complete.bash' >> ~/.bashrc",
    "zsh": "course completion zsh > ~/.course-complete.zsh; echo '. ~/.course-complete.zsh' >> ~/.zshrc",
    "fish": "course completion fish > ~/.config/fish/completions/course.fish",
}


@click.command("completion")
@click.argument("shell", required=False, type=click.Choice(SHELLS))
def command(shell: str | None) -> int:
    """Print the script that makes SHELL, or the shell you are in, complete commands and options of `course`.

    How to keep it is said in its first lines. PowerShell has none: the library that reads our command lines does
    not support it.

    Example: course completion zsh
    """
    name = shell or _current()
    if name == "powershell":
        message = "there is no completion for PowerShell: click, which reads our command lines, has none"
        raise UsageError(message, fix="use Git Bash or WSL with `course completion bash`, or go without")
    kind = get_completion_class(name)
    if kind is None:
        raise UsageError(f"there is no completion for {name}", fix=f"name one of {', '.join(SHELLS[:-1])}")
    root = click.get_current_context().find_root().command
    source = kind(root, {}, PROGRAM, VARIABLE).source()
    click.echo(f"# Completion of `{PROGRAM}`. To keep it:\n#   {HOW[name]}\n# then open a new terminal.\n{source}")
    return ExitCode.DONE


def _current() -> str:
    """The shell this was started from, as far as the environment tells."""
    name = PurePath(os.environ.get("SHELL", "")).name
    if name in SHELLS:
        return name
    if not name and os.environ.get("PSModulePath"):  # noqa: SIM112 (that is how Windows writes it)
        return "powershell"
    raise UsageError("which shell this is cannot be seen", fix=f"name it: course completion {'|'.join(SHELLS)}")
