"""Looks for what is hidden in every byte of a built site, as it is and as a reader sees it.

What is hidden is known to others, who pass in how to look for it; what a site's files hold is known here: text between
tags, where highlighting cuts every line into pieces, and text within strings of JSON.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from grader.errors import Problem

Look = Callable[[bytes], Iterable[str]]
"""Names what is hidden in some bytes, each with the file that it is from."""

PUBLISHED = Path("assets") / "browser" / "pyodide"
"""Files of the site that are a published package byte for byte: lines of the standard library are nobody's secret."""

_TAG = re.compile(r"<[/!a-zA-Z][^<>]*>")
_MARKED_UP = frozenset({".html", ".xml", ".svg"})


def find_hidden(site: Path, look: Look) -> list[Problem]:
    """A problem for each file of a built site in which something hidden is found, with the first of what was found."""
    problems = []
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        if site / PUBLISHED in path.parents:
            continue
        found = next((one for text in readings(path.name, path.read_bytes()) for one in look(text)), None)
        if found is not None:
            message = f"shows what is hidden, from {found}"
            problems.append(Problem(path.relative_to(site).as_posix(), "", message, "take it out of what is public"))
    return problems


def readings(name: str, content: bytes) -> Iterator[bytes]:
    """The content as it is, and without its tags where a browser would not show them."""
    yield content
    suffix = Path(name).suffix
    if suffix in _MARKED_UP:
        yield _without_tags(content.decode("utf-8", "replace"))
    elif suffix == ".json":
        yield _without_tags("\n".join(_strings(json.loads(content))))


def _without_tags(text: str) -> bytes:
    return html.unescape(_TAG.sub("", text)).encode("utf-8", "replace")


def _strings(value: object) -> Iterator[str]:
    """All texts in a document of JSON, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
