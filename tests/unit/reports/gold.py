"""Comparison with expected reports in `tests/gold/`; QUAYSIDE_REWRITE_GOLD=1 rewrites them, to be read in the diff."""

from __future__ import annotations

import os
from pathlib import Path

GOLD = Path(__file__).parents[2] / "gold"
REWRITE = "QUAYSIDE_REWRITE_GOLD"


def assert_gold(name: str, actual: str) -> None:
    """`actual` is what `tests/gold/<name>` holds; spaces at the ends of lines do not count."""
    path = GOLD / name
    actual = "\n".join(line.rstrip() for line in actual.splitlines()) + "\n"
    if os.environ.get(REWRITE) == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(actual, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == actual, f"{path} differs; {REWRITE}=1 rewrites it"
