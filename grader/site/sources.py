"""Markdown as it lies in the repository: its title, its headings with anchors, its links, each with its line.

Knows lines of text only; what a link leads to is the business of `links`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from markdown.extensions.toc import slugify  # type: ignore[import-untyped] # the library has no types

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)$")
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*\s*$")
_OWN_ANCHOR = re.compile(r"\s*\{[^}]*#([\w-]+)[^}]*\}$")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_INLINE = re.compile(r"\]\(\s*<?([^()\s<>]+(?:\([^()\s]*\)[^()\s<>]*)*)>?(?:\s+\"[^\"]*\")?\s*\)")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]]+\]:\s*<?(\S+?)>?(?:\s+[\"'(].*)?$")
_DIRECTIVE = re.compile(r"\s*#\s*doctest:\s*[+\w, -]+$")


class Heading(NamedTuple):
    """A heading: its level from 1, its text, its anchor, its line counted from 1."""

    level: int
    text: str
    anchor: str
    line: int


class Link(NamedTuple):
    """The target of a link: as it is written, its line counted from 1, and where it stands in that line."""

    target: str
    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Source:
    """A Markdown text and the file it comes from; `first_line` is where the text begins in that file."""

    path: str
    text: str
    first_line: int = 1

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends, whatever ends them."""
        return tuple(self.text.splitlines())

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """All headings outside code; anchors are those that the site gives them."""
        found: list[Heading] = []
        taken: set[str] = set()
        for number, line in prose(self.lines):
            match = _HEADING.match(line)
            if match:
                own = _OWN_ANCHOR.search(match[2])
                words = _OWN_ANCHOR.sub("", match[2])
                anchor = own[1] if own else _unique(slug(re.sub(r"[`*]", "", words)), taken)
                taken.add(anchor)
                found.append(Heading(len(match[1]), words, anchor, self.first_line + number))
        return tuple(found)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Anchors of all headings, and ids that are written out."""
        ids = {name for _, line in prose(self.lines) for name in re.findall(r"\bid=\"([^\"]+)\"", line)}
        return frozenset(heading.anchor for heading in self.headings) | ids

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """All links and images outside code, in order."""
        found = []
        for number, line in prose(self.lines):
            plain = _CODE_SPAN.sub(lambda match: "\0" * len(match[0]), line)
            definition = _DEFINITION.match(plain)
            matches = [definition] if definition else list(_INLINE.finditer(plain))
            found += [Link(match[1], self.first_line + number, match.start(1), match.end(1)) for match in matches]
        return tuple(found)

    @property
    def title(self) -> str:
        """The text of the first heading of level 1; empty without one."""
        return next((heading.text for heading in self.headings if heading.level == 1), "")

    @property
    def begins_with_title(self) -> bool:
        """Whether the first line that is not empty is a heading of level 1."""
        first = next((number for number, line in enumerate(self.lines) if line.strip()), 0)
        return bool(self.headings) and self.headings[0][::3] == (1, self.first_line + first)

    def without_title(self) -> Source:
        """What follows the title; all of the text where there is none."""
        for heading in self.headings:
            if heading.level == 1:
                cut = heading.line - self.first_line + 1
                return Source(self.path, "\n".join(self.lines[cut:]), self.first_line + cut)
        return self

    def sections(self, level: int) -> tuple[tuple[Heading | None, Source], ...]:
        """The text cut at the headings of a level; the first part has none and may be empty."""
        cuts = [heading for heading in self.headings if heading.level == level]
        starts = [0, *(heading.line - self.first_line for heading in cuts), len(self.lines)]
        parts = zip([None, *cuts], starts, starts[1:], strict=False)
        return tuple(
            (heading, Source(self.path, "\n".join(self.lines[start:end]), self.first_line + start))
            for heading, start, end in parts
        )


def prose(lines: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Number, counted from 0, and text of each line outside fenced code."""
    fence = ""
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if fence:
            if match and match[1].startswith(fence) and not match[2].strip():
                fence = ""
        elif match:
            fence = match[1]
        else:
            yield number, line


def slug(words: str) -> str:
    """The anchor that the site gives a heading of these words."""
    return str(slugify(words, "-"))


def polish(text: str) -> str:
    """Examples as people read them: sessions marked as such, without instructions to doctest and empty last lines."""
    shown: list[str] = []
    opening = -1
    for line in text.splitlines():
        match = _FENCE.match(line)
        if opening < 0 and match:
            opening = len(shown)
            shown.append(line)
        elif opening >= 0 and match and not match[2].strip():
            while len(shown) > opening + 1 and not shown[-1].strip():
                shown.pop()
            first = shown[opening + 1] if len(shown) > opening + 1 else ""
            if first.startswith(">>>"):
                shown[opening] = shown[opening].replace("python", "pycon", 1)
            elif not first.startswith("$ "):  # without a prompt all of it would be shown as output
                shown[opening] = shown[opening].replace("console", "text", 1)
            shown.append(line)
            opening = -1
        else:
            shown.append(_DIRECTIVE.sub("", line) if opening >= 0 else line)
    return "\n".join(shown)


def _unique(anchor: str, taken: set[str]) -> str:
    """The anchor that a heading gets where others of the same text stand above it."""
    found, count = anchor, 0
    while found in taken:
        count += 1
        found = f"{anchor}_{count}"
    return found
