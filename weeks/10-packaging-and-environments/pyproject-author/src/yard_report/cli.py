"""The command `yard-report`."""

import json
import sys
from importlib.resources import files


def main() -> int:
    """Print a line a block, of all blocks or of those that are named; 2 where one is unknown."""
    blocks = json.loads(files("yard_report").joinpath("blocks.json").read_text("utf-8"))
    wanted = sys.argv[1:] or sorted(blocks)
    for name in wanted:
        if name not in blocks:
            print(f"no block {name}", file=sys.stderr)
            return 2
        print(f"{name} {blocks[name]:>4}")
    return 0
