"""The command `quay-kit`."""

import argparse
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from .limits import load_limits
from .readings import judge
from .wheels import problems


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns 0, 1 if something was found, or 2 if something cannot be used."""
    arguments = _parser().parse_args(argv)
    try:
        lines, status = _run(arguments)
    except (OSError, ValueError) as error:
        print(f"quay-kit: {error}", file=sys.stderr)
        return 2
    for line in lines:
        print(line)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="quay-kit")
    parser.add_argument("--version", action="version", version=f"quay-kit {version('quay-kit')}")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("limits", help="print the limits")
    check = commands.add_parser("check", help="print which readings are outside of their limits")
    check.add_argument("file", nargs="?", type=Path)
    verify = commands.add_parser("verify", help="print what keeps a wheel from being released")
    verify.add_argument("wheel", type=Path)
    verify.add_argument("changelog", type=Path)
    return parser


def _run(arguments: argparse.Namespace) -> tuple[list[str], int]:
    """The lines to print, and the status to end with."""
    match arguments.command:
        case "limits":
            shown = sorted(load_limits().items())
            return [f"{name} {low:g} to {high:g}" for name, (low, high) in shown], 0
        case "check":
            file = arguments.file
            text = file.read_text(encoding="utf-8") if file else sys.stdin.read()
            found = judge(text.splitlines(), load_limits())
        case _:
            found = problems(arguments.wheel, arguments.changelog.read_text(encoding="utf-8"))
    return found, 1 if found else 0
