"""The command, without argparse."""

import json
import sys
from collections.abc import Sequence

from . import plugins


def main(argv: Sequence[str] | None = None) -> int:
    match sys.argv[1:] if argv is None else list(argv):
        case ["--list"]:
            lines = [f"{one.name} {one.provider} {one.version}" for one in plugins.found()]
            print("\n".join(lines))
            return 0
        case [wanted]:
            return write(wanted)
        case _:
            print("usage: gate-export --list | FORMAT", file=sys.stderr)
            return 2


def write(wanted: str) -> int:
    try:
        chosen = plugins.choose(wanted)
        render = plugins.load(chosen)
    except plugins.FormatError as error:
        print("error:", error, file=sys.stderr)
        return 1
    try:
        text = render(json.load(sys.stdin))
        sys.stdout.write(text)
    except Exception as error:
        what = f"format {chosen.name} of {chosen.provider} failed"
        print(f"error: {what}: {type(error).__name__}", file=sys.stderr)
        return 1
    return 0
