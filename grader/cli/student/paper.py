"""Shows the lines of pages in whatever terminal there is: its width, its colours if it wants any, its character set.

Colour never says anything that the words do not; without a terminal, with NO_COLOR or TERM=dumb there is none.
"""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

import click

from grader.student.pages import ASCII, UNICODE, Glyphs, Line, Role, Span, printable

NARROWEST, WIDEST = 24, 100
INDENT = 2


@dataclass(frozen=True)
class Paper:
    """What is written on: columns, signs, and whether colours may be used."""

    width: int = 80
    glyphs: Glyphs = ASCII
    colour: bool = False

    def show(self, lines: Iterable[Line]) -> None:
        """Write lines as they are."""
        for line in lines:
            if self.colour:
                styled = ((span.text, span.role.colour, span.role.is_bold or None) for span in line.spans)
                text = "".join(click.style(words, fg=colour, bold=bold) for words, colour, bold in styled)
            else:
                text = line.text
            write(text)

    def say(self, text: str, role: Role = Role.PLAIN, *, indent: int = 0) -> None:
        """Write a sentence or a paragraph, wrapped."""
        for line in text.splitlines() or [""]:
            pieces = textwrap.wrap(printable(line), self.width - indent, break_on_hyphens=False) or [""]
            self.show(Line((Span(" " * indent), Span(piece, role))) for piece in pieces)

    def blank(self) -> None:
        """An empty line."""
        write("")

    def raw(self, text: str, *, indent: int = 0) -> None:
        """Write what must not be wrapped: paths, commands, code."""
        self.show(Line.of(" " * indent + line) for line in text.splitlines())

    def next_step(self, command: str, what: str = "") -> None:
        """What to do now: a command in a line of its own, which can be copied."""
        label = "next  " if self.width >= NARROWEST else ""
        self.show([Line((Span(label, Role.LABEL), Span(command, Role.NEXT), *([Span(f"   {what}")] if what else [])))])

    def bar(self, part: float, cells: int) -> str:
        """A bar of a share between 0 and 1; full only where nothing is left."""
        full = int(part * cells) if part < 1 else cells
        return self.glyphs.full * full + self.glyphs.empty * (cells - full)


def paper() -> Paper:
    """The terminal, or what the output goes to instead."""
    width = min(max(shutil.get_terminal_size((80, 24)).columns, NARROWEST), WIDEST)
    return Paper(width, UNICODE if can_show("".join(vars(UNICODE).values())) else ASCII, wants_colour())


def can_show(text: str) -> bool:
    """Whether the output can take these characters, and the student has not asked for plain ones."""
    if os.environ.get("COURSE_ASCII"):
        return False
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def wants_colour() -> bool:
    """Whether colours are shown: in a terminal only, and only where nobody said no."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def write(text: str, *, end: str = "\n") -> None:
    """Write a line; characters that the output cannot take are written as their numbers, not refused."""
    encoding = sys.stdout.encoding or "ascii"
    click.echo(text.encode(encoding, "backslashreplace").decode(encoding) + end, nl=False, color=True)


def warn(text: str) -> None:
    """A line beside the output, for what was mended or is odd."""
    encoding = sys.stderr.encoding or "ascii"
    click.echo(f"note: {text}".encode(encoding, "backslashreplace").decode(encoding), err=True)
