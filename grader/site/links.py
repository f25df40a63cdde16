"""Which page a file of the repository becomes, and links between files turned into links between pages.

What leads nowhere is a problem of the file that says it, with its line; all of them are found before any is reported.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from grader.errors import Problem
from grader.site.sources import Link, Source

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_FENCED = re.compile(r"^ {0,3}(?:`{3,}|~{3,})")


@dataclass
class Atlas:
    """Where everything is: file of the repository to page, and the anchors of each page that has a source."""

    pages: Mapping[str, str]
    anchors: Mapping[str, frozenset[str]]
    problems: list[Problem] = field(default_factory=list)

    def resolve(self, source: str, target: str, line: int) -> tuple[str, str] | None:
        """Page and anchor that a link in a file leads to; None for one that leads elsewhere or, noted, nowhere."""
        if _ELSEWHERE.match(target):
            return None
        path, _, anchor = unquote(target).partition("#")
        file = posixpath.normpath(posixpath.join(posixpath.dirname(source), path)) if path else source
        page = self.pages.get(file) or self.pages.get(f"{file}/README.md")
        if page is None:
            self._add(source, line, f"the link {target} leads to no page", _near(file, self.pages))
            return None
        known = self.anchors.get(page)
        if anchor and known is not None and anchor not in known:
            some = ", ".join(sorted(known)[:6])
            self._add(source, line, f"the link {target} leads to no heading", f"that page has {some}")
        return page, anchor

    def rewrite(self, source: Source, page: str, *, urls: bool = False) -> str:
        """The text with each link between files as a link from this page to another: to its file, or to its URL."""
        lines = list(source.lines)
        for link in reversed(source.links):
            found = self.resolve(source.path, link.target, link.line)
            if found is not None:
                number = link.line - source.first_line
                lines[number] = _put(lines[number], link, relative(page, *found, urls=urls))
        return "\n".join(lines)

    def _add(self, source: str, line: int, message: str, fix: str) -> None:
        problem = Problem(source, f"line {line}", message, fix)
        if problem not in self.problems:
            self.problems.append(problem)


def relative(page: str, target: str, anchor: str = "", *, urls: bool = False) -> str:
    """The link from one page to another, with its anchor; `urls` gives what a browser asks for, not a file's name."""
    suffix = f"#{anchor}" if anchor else ""
    if page == target and anchor:
        return suffix
    if not urls:
        return posixpath.relpath(target, posixpath.dirname(page) or ".") + suffix
    address = posixpath.relpath(url(target) or ".", url(page) or ".")
    folder = "/" if target.endswith(".md") else ""
    return address + folder + suffix


def url(page: str) -> str:
    """Address of a page below the site's root: a folder for a page, the file itself for anything else.

    Pages with links in raw HTML are called `index.md`: then their folder is that of their address, and generators that
    read such links from the file and those that leave them as they are agree on where they lead.
    """
    if not page.endswith(".md"):
        return page
    name = page.removesuffix(".md")
    return posixpath.dirname(name) if posixpath.basename(name) == "index" else name


def _put(line: str, link: Link, target: str) -> str:
    return line[: link.start] + target + line[link.end :]


def _near(file: str, pages: Mapping[str, str]) -> str:
    same = [name for name in pages if posixpath.basename(name) == posixpath.basename(file)]
    if same and len(same) <= 3:
        return f"pages of that name: {', '.join(same)}"
    return "link to a page of the site, or write the path as code"
