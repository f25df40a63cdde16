"""Takes out of a cell what is IPython and not Python: magics, shell lines, questions to the help.

Every line that goes leaves a `pass` in its place, so that lines keep their numbers and blocks their bodies. Looks at
characters only, once each: what students hand in is neither parsed nor tokenised here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

PYTHON_MAGICS = frozenset({"capture", "prun", "time", "timeit", "writefile"})
"""Cell magics below which Python stands."""
_SPECIAL = re.compile(r"[ \t]*(?:[%!?]|[,;/][A-Za-z_])")
_HELP = re.compile(r"[ \t]*%?[\w.]+(?:\[[^\]]*\])?\?{1,2}[ \t]*(?:#.*)?$")
_ASSIGNED = re.compile(r"([ \t]*[A-Za-z_][\w., \t]*=[ \t]*)[%!](?!=)")
_CELL_MAGIC = re.compile(r"[ \t]*%%[ \t]*(\w*)")


@dataclass(frozen=True)
class Dropped:
    """A line that was taken out, counted from 1, and what it was, in our words."""

    line: int
    what: str


def without_magics(source: str) -> tuple[str, tuple[Dropped, ...]]:
    """The Python of a cell, line by line, and what was taken out of it."""
    lines = source.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    magic = _CELL_MAGIC.match(lines[first])
    dropped: list[Dropped] = []
    if magic is not None:
        if magic[1] not in PYTHON_MAGICS:
            return "\n".join("pass" for _ in lines), (Dropped(first + 1, "a cell magic, below which no Python stands"),)
        dropped.append(Dropped(first + 1, "a cell magic"))
        lines[first] = "pass"
    plain: list[str] = []
    for number, line, begins in _statements(lines):
        what, kept = _judged(line) if begins else ("", line)
        if what:
            dropped.append(Dropped(number, what))
        plain.append(kept)
    return "\n".join(plain), tuple(dropped)


def _judged(line: str) -> tuple[str, str]:
    """What a line that begins a statement is, if it is no Python, and what is to stand there."""
    assigned = _ASSIGNED.match(line)
    if assigned is not None:
        return "a shell line or magic whose value is used", assigned[1] + "None"
    if not (_SPECIAL.match(line) or _HELP.match(line)):
        return "", line
    stripped = line.strip()
    indent = line[: len(line) - len(line.lstrip())]
    if stripped.startswith("!"):
        return "a shell line", indent + "pass"
    return "a question to the help" if "?" in (stripped[0], stripped[-1]) else "a magic", indent + "pass"


def _statements(lines: list[str]) -> Iterator[tuple[int, str, bool]]:
    """Each line with its number, and whether a statement begins on it rather than goes on."""
    quote, depth, continued = "", 0, False
    for number, line in enumerate(lines, start=1):
        begins = not quote and depth == 0 and not continued
        yield number, line, begins
        if begins and _judged(line)[0]:
            continue
        quote, depth = _after(line, quote, depth)
        continued = not quote and line.endswith("\\")


def _after(line: str, quote: str, depth: int) -> tuple[str, int]:
    """The triple quote that is open, and how many brackets are, after a line."""
    at = 0
    while at < len(line):
        char = line[at]
        if quote:
            if char == "\\":
                at += 2
            elif line.startswith(quote, at):
                at += len(quote)
                quote = ""
            else:
                at += 1
            continue
        if char == "#":
            break
        if char in "\"'":
            quote = char * 3 if line.startswith(char * 3, at) else char
            at += len(quote)
            continue
        depth = max(0, depth + (char in "([{") - (char in ")]}"))
        at += 1
    # A string in single quotes ends with its line, unless a backslash carries it on.
    return (quote if len(quote) == 3 or line.endswith("\\") else ""), depth
