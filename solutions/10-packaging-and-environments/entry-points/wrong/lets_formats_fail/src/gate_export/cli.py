"""Protects the import of a format, and not the call.

Reply: A format can be loaded and still fail when it is called. What do people see then, a line or a traceback?

Fails: check_formats_that_fail
"""

import argparse
import json
import sys
from collections.abc import Sequence

from .plugins import FormatError, choose, found, load


def main(argv: Sequence[str] | None = None) -> int:
    """List the formats, or write the events of standard input in one of them."""
    parser = argparse.ArgumentParser(prog="gate-export")
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("format", nargs="?")
    choice.add_argument("--list", action="store_true")
    options = parser.parse_args(argv)
    if options.list:
        for one in found():
            print(one.name, one.provider, one.version)
        return 0
    try:
        sys.stdout.write(export(options.format, sys.stdin.read()))
    except FormatError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def export(wanted: str, text: str) -> str:
    """The events of a JSON text, in the wanted format."""
    chosen = choose(wanted)
    render = load(chosen)
    events = json.loads(text)
    return render(events)
