"""Ends what a format returns with a newline.

Reply: The text of a format is a file for somebody. What does your command add to it, and who asked for that?

Fails: check_command_writes_its_own_formats check_plugins_are_loaded check_texts_are_written_as_they_are check_plugins_that_cannot_be_imported check_plugins_that_break_otherwise check_what_is_no_format check_others_are_left_alone check_refusals_are_told check_formats_that_fail check_usage
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
        written = export(options.format, sys.stdin.read())
        print(written.removesuffix("\n"))
    except FormatError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def export(wanted: str, text: str) -> str:
    """The events of a JSON text, in the wanted format."""
    chosen = choose(wanted)
    render = load(chosen)
    events = json.loads(text)
    try:
        written = render(events)
        if not isinstance(written, str):
            raise TypeError("a format returns a text")
    except Exception as error:
        reason = type(error).__name__
        raise FormatError(f"format {chosen.name} of {chosen.provider} failed: {reason}") from error
    return written
