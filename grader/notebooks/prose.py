"""Makes Markdown of the course into text that can stand in a notebook, which is one file and lies anywhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from grader.errors import Problem

_IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)\s]+)\)")
_AWAY = ("http://", "https://", "mailto:", "#", "attachment:")
MAX_IMAGE = 256 * 1024


def standalone(text: str) -> str:
    """The text with links to other files of the course turned into their words; fenced blocks stay as they are."""
    return _outside_fences(text, lambda part: _LINK.sub(_unlinked, part))


def with_images(text: str, folder: Path) -> tuple[str, dict[str, bytes]]:
    """The text with pictures of the course as attachments, and the pictures by name. Raises PictureMissing."""
    found: dict[str, bytes] = {}

    def attach(match: re.Match[str]) -> str:
        target = match[2]
        if target.startswith(_AWAY):
            return match[0]
        path = folder / target
        if path.suffix != ".svg" or not path.is_file() or path.stat().st_size > MAX_IMAGE:
            raise PictureMissing(target)
        found[path.name] = path.read_bytes().replace(b"\r\n", b"\n")
        return f"![{match[1]}](attachment:{path.name})"

    return _outside_fences(text, lambda part: _IMAGE.sub(attach, part)), found


class PictureMissing(Exception):
    """A text shows a picture that is not there, or is no small SVG."""

    def problem(self, file: str, line: int) -> Problem:
        """The defect of the course that this is."""
        fix = f"put an SVG of at most {MAX_IMAGE // 1024} KiB there"
        return Problem(file, f"line {line}", f"shows the picture {str(self)!r}, which is not there", fix)


def _unlinked(match: re.Match[str]) -> str:
    return match[0] if match[2].startswith(_AWAY) else f"*{match[1]}*"


def _outside_fences(text: str, change: Callable[[str], str]) -> str:
    parts = re.split(r"(^```.*?^```$)", text, flags=re.MULTILINE | re.DOTALL)
    return "".join(part if part.startswith("```") else change(part) for part in parts)
