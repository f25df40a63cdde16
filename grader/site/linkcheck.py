"""Follows every link of a built site: pages, anchors and files, in raw HTML too; and finds requests to elsewhere.

Reads HTML as text and asks nothing of any server. A link that a reader may click can lead anywhere; what a browser
loads by itself must lie in the site.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from grader.errors import Problem

LOADED = {
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "img": ("src",),
    "link": ("href",),
    "object": ("data",),
    "quay-exercise": ("src",),
    "script": ("src",),
    "source": ("src",),
    "video": ("src", "poster"),
}
"""What a browser fetches without being asked to, by element."""
_FETCHED = re.compile(r"(?:url\(\s*[\"']?|@import\s+[\"'])((?:https?:)?//[^\"')\s]+)")
"""What a style sheet fetches from another server."""
FOLLOWED = {"a": ("href",), "area": ("href",), "form": ("action", "data-src")}
NOT_FETCHED = frozenset({"canonical", "next", "prev", "alternate", "author", "license", "edit"})
"""Relations of a <link> that say something and load nothing."""


@dataclass(frozen=True)
class LinkReport:
    """How much was looked at, and what leads nowhere."""

    pages: int
    links: int
    problems: tuple[Problem, ...]


@dataclass
class Page:
    """What a page links to, each with the line of its first mention, and the names that others may link to."""

    targets: dict[tuple[str, bool], int] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    links: int = 0


class _Reader(HTMLParser):
    """Gathers the links and ids of one page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note ids, and attributes that hold a link."""
        given = {name: value for name, value in attrs if value is not None}
        self.page.ids.update(given[name] for name in ("id", "name") if name in given)
        if tag == "link" and NOT_FETCHED & set(given.get("rel", "").split()):
            return
        for names, loaded in ((LOADED.get(tag, ()), True), (FOLLOWED.get(tag, ()), False)):
            for name in names:
                if given.get(name):
                    self.page.links += 1
                    self.page.targets.setdefault((given[name].strip(), loaded), self.getpos()[0])


def check_links(html: Path) -> LinkReport:
    """All links of the site in this folder."""
    pages: dict[str, Page] = {}
    for path in sorted(html.rglob("*.html")):
        reader = _Reader()
        reader.feed(path.read_text(encoding="utf-8"))
        pages[path.relative_to(html).as_posix()] = reader.page
    files = frozenset(path.relative_to(html).as_posix() for path in html.rglob("*") if path.is_file())
    problems = [
        Problem(name, f"line {line}", message, "mend the link in the file that this page is made from")
        for name, page in pages.items()
        for (target, loaded), line in page.targets.items()
        if (message := _complaint(name, target, loaded, pages, files))
    ]
    problems += [
        Problem(path.relative_to(html).as_posix(), "", f"loads {found[1]} from elsewhere", "put the file into the site")
        for path in sorted(path for path in html.rglob("*") if path.suffix in {".css", ".svg"})
        if (found := _FETCHED.search(path.read_text(encoding="utf-8")))
    ]
    return LinkReport(len(pages), sum(page.links for page in pages.values()), tuple(problems))


def _complaint(name: str, target: str, loaded: bool, pages: dict[str, Page], files: frozenset[str]) -> str:  # noqa: FBT001 (a row of a table, passed on)
    """What is wrong with a link; nothing if it is right."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        outside = loaded and parts.scheme != "data"
        return f"the page loads {target} from elsewhere" if outside else ""
    folder = posixpath.dirname(name)
    path = unquote(parts.path)
    if path.startswith("/"):
        # The page of an unknown address is served from any folder, so its links begin at the root of the site.
        if name != "404.html":
            return f"the link {target} begins at the root of the server, which need not be that of the site"
        path = path.lstrip("/")
        folder = ""
    file = name if not path and parts.path == "" else posixpath.normpath(posixpath.join(folder, path))
    if file not in files:
        file = posixpath.normpath(posixpath.join(file, "index.html"))
    if file not in files:
        return f"the link {target} leads nowhere"
    anchor = unquote(parts.fragment)
    if anchor and file in pages and anchor not in pages[file].ids and anchor != "top":
        return f"the link {target} leads to a page without that anchor"
    return ""
