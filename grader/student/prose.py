"""Markdown of lessons and tasks as lines for a terminal: paragraphs wrapped, code as it is, links as words and path.

Knows the Markdown that the course's authors write, not all there is.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from grader.student.pages import Line, Role, Span, printable

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ITEM = re.compile(r"(\s*)([-*]|\d+\.) +(.*)")
_HEADING = re.compile(r"#+ +(.*)")
CODE_INDENT = 4


def prose_lines(markdown: str, width: int) -> list[Line]:
    """The lines of a text; code is never wrapped, since a line of it can be copied."""
    lines: list[Line] = []
    for is_code, block in _blocks(markdown):
        if lines:
            lines.append(Line())
        if is_code:
            lines += [Line((Span(" " * CODE_INDENT), Span(printable(line), Role.CODE))) for line in block]
        else:
            lines += [line for paragraph in _paragraphs(block) for line in _paragraph(paragraph, width)]
    return lines


def _blocks(markdown: str) -> Iterator[tuple[bool, list[str]]]:
    """Code and text in turn: whether it is code, and its lines."""
    text: list[str] = []
    code: list[str] | None = None
    for line in markdown.splitlines():
        if line.lstrip().startswith("```"):
            if code is None:
                if any(item.strip() for item in text):
                    yield False, _trimmed(text)
                text, code = [], []
            else:
                yield True, _trimmed(code)
                code = None
        elif code is not None:
            code.append(line)
        elif line.strip() or text:
            text.append(line)
    if code:
        yield True, _trimmed(code)
    if any(item.strip() for item in text):
        yield False, _trimmed(text)


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Paragraphs and items of lists, each as one line; an empty text between paragraphs."""
    gathered: list[str] = []
    for line in lines:
        if gathered and (not line.strip() or _ITEM.fullmatch(line) or _HEADING.fullmatch(line)):
            yield " ".join(gathered)
            gathered = []
        if line.strip():
            gathered.append(line.strip() if gathered else line.rstrip())
        else:
            yield ""
    if gathered:
        yield " ".join(gathered)


def _paragraph(text: str, width: int) -> list[Line]:
    heading = _HEADING.fullmatch(text)
    item = _ITEM.fullmatch(text)
    role = Role.TITLE if heading else Role.PLAIN
    first = rest = ""
    if heading:
        text = heading.group(1)
    elif item:
        first = f"{item.group(1)}{item.group(2)} "
        rest, text = " " * len(first), item.group(3)
    pieces = textwrap.wrap(
        printable(plain(text.strip())),
        max(12, width),
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
        break_long_words=False,
    )
    return [Line.of(piece, role) for piece in pieces or [""]]


def plain(text: str) -> str:
    """A line of Markdown without the marks for bold, and with the paths of its links beside their words."""
    return _LINK.sub(r"\1 (\2)", _BOLD.sub(r"\1", text))
