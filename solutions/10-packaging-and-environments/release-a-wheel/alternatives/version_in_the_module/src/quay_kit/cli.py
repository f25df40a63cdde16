"""The command `quay-kit`."""

import argparse
import sys
from collections.abc import Callable, Sequence

from . import __version__
from .limits import load_limits
from .readings import judge
from .wheels import read_problems


def _limits(_: argparse.Namespace) -> int:
    for measure, bounds in sorted(load_limits().items()):
        print("{} {:g} to {:g}".format(measure, *bounds))
    return 0


def _check(arguments: argparse.Namespace) -> int:
    if arguments.file == "-":
        lines = list(sys.stdin)
    else:
        with open(arguments.file, encoding="utf-8") as stream:
            lines = list(stream)
    return _show(judge(lines, load_limits()))


def _verify(arguments: argparse.Namespace) -> int:
    return _show(read_problems(arguments.wheel, arguments.changelog))


def _show(found: Sequence[str]) -> int:
    for line in found:
        print(line)
    return int(bool(found))


COMMANDS: dict[str, tuple[Callable[[argparse.Namespace], int], list[str]]] = {
    "limits": (_limits, []),
    "check": (_check, ["file"]),
    "verify": (_verify, ["wheel", "changelog"]),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns 0, 1 if something was found, or 2 if something cannot be used."""
    parser = argparse.ArgumentParser("quay-kit")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(required=True)
    for name, (function, arguments) in COMMANDS.items():
        command = commands.add_parser(name)
        command.set_defaults(function=function)
        for argument in arguments:
            if argument == "file":
                command.add_argument(argument, nargs="?", default="-")
            else:
                command.add_argument(argument)
    chosen = parser.parse_args(argv)
    try:
        status: int = chosen.function(chosen)
    except (OSError, ValueError) as error:
        parser.error(str(error))
    return status
