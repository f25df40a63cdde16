"""Templates of pages, and small pieces of HTML that stand inside Markdown.

Pages are Markdown; what Markdown has no words for (cards, facts, forms) is HTML that needs no script.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import jinja2
import markdown  # type: ignore[import-untyped] # the library has no types
from markupsafe import Markup, escape

from grader.model import Kind
from grader.site.sources import slug

EXTENSIONS = ["pymdownx.superfences", "pymdownx.highlight", "sane_lists"]
_ESCAPES = str.maketrans({"<": "&lt;", "{": "&#123;"})
"""What would be read as a tag or as attributes."""
DIFFICULTIES = ("", "warm-up", "routine", "solid", "demanding", "stretch")
KINDS = {
    Kind.MODULE: "module",
    Kind.PACKAGE: "package",
    Kind.CLI: "program",
    Kind.TESTS: "tests",
    Kind.DRILLS: "drills",
    Kind.QUIZ: "quiz",
    Kind.PROJECT: "project",
}


@cache
def _converter() -> markdown.Markdown:
    # Making one takes longer than converting a line; `reset` makes it as good as new.
    return markdown.Markdown(extensions=EXTENSIONS)


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("grader.site", "templates"),
        autoescape=jinja2.select_autoescape(),  # pages are Markdown, not HTML, and their names say so
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        anchor=anchor,
        cell=cell,
        duration=duration,
        html=html,
        inline=inline,
        lcfirst=lambda text: text[:1].lower() + text[1:],
        marks=marks,
        plural=plural,
    )
    environment.globals.update(kinds=KINDS, difficulties=DIFFICULTIES)
    return environment


def render(template: str, **words: Any) -> str:
    """A page from its template."""
    return _environment().get_template(template).render(words)


def duration(minutes: int) -> str:
    """Minutes as people say them: 45 min, 2 h, 2 h 10 min."""
    hours, rest = divmod(minutes, 60)
    parts = ([f"{hours} h"] if hours else []) + ([f"{rest} min"] if rest or not hours else [])
    return " ".join(parts)


def plural(count: int, noun: str) -> str:
    """A number with its noun."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def anchor(text: str) -> str:
    """The anchor of a word in a list of words."""
    return slug(text.replace("_", "-"))


def fenced(text: str, language: str) -> str:
    """Text as a block of code, between fences that do not occur in it."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def html(text: str) -> Markup:
    """A piece of Markdown as HTML."""
    return Markup(_converter().reset().convert(text))  # noqa: S704 (the course's own text, which the site renders as it is)


def inline(text: str) -> Markup:
    """One line of Markdown as HTML without a paragraph around it."""
    rendered = html(" ".join(text.split()))
    return Markup(rendered.removeprefix("<p>").removesuffix("</p>"))  # noqa: S704 (as above)


def cell(text: str) -> str:
    """Text that may stand in a cell of a Markdown table; code in it stays code."""
    parts = re.split(r"(`[^`]*`)", " ".join(text.split()))
    parts[::2] = [re.sub(r"([|*_`\[\]])", r"\\\1", part).translate(_ESCAPES) for part in parts[::2]]
    return "".join(parts)


def marks(difficulty: int) -> Markup:
    """Difficulty as five marks with a word for those who do not see them."""
    filled = "●" * difficulty + "○" * (5 - difficulty)
    word = DIFFICULTIES[difficulty] if 0 < difficulty < len(DIFFICULTIES) else str(difficulty)
    sign = Markup('<span class="qy-level"><span aria-hidden="true">{}</span> {}</span>')
    return sign.format(escape(filled), word)
