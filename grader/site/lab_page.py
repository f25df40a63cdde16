"""The page of a lab: its text and the cells that students see; what is hidden in the file stays in the file.

A lab says which of its cells are solutions and which are checks in the first line of each block of code. Only the
cells named here as visible are shown; a kind of cell that is new to this module is left out.
"""

from __future__ import annotations

import re

from grader.model import Week
from grader.site.links import Atlas
from grader.site.rendering import render
from grader.site.sources import Source, polish

_FENCE = re.compile(r"(`{3,}|~{3,})(.*)$")
_BEGIN = re.compile(r"(\s*)### BEGIN SOLUTION\s*$")
_END = re.compile(r"\s*### END SOLUTION\s*$")
_SHOWN = frozenset({"", "python", "text", "toml", "json", "console", "pycon", "ini"})
"""Languages of blocks that are shown as they stand, if their first line says nothing more."""


def lab_page(week: Week) -> str:
    """The page of a week's lab."""
    return f"weeks/{week.name}/lab/index.md"


def render_lab(lab: Source, page: str, atlas: Atlas) -> str:
    """The page of a lab; links are those of its visible part."""
    front, shown = split_front_matter(visible_part(lab))
    return render(
        "lab.md.j2",
        title=front.get("title") or lab.title,
        minutes=int(front["minutes"]) if front.get("minutes", "").isdecimal() else 0,
        text=polish(atlas.rewrite(shown.without_title(), page)),
    )


def visible_part(lab: Source) -> Source:
    """The lab as students may see it: as many lines as before, hidden ones empty."""
    shown: list[str] = []
    fence, info = "", ""
    inside_solution = False
    for line in lab.lines:
        match = _FENCE.match(line)
        if fence:
            closing = bool(match and match[1].startswith(fence) and not match[2].strip())
            begin = _BEGIN.match(line)
            if _is_hidden(info):
                shown.append("")
            elif begin:
                inside_solution = True
                shown.append(f"{begin[1]}# your code")
            elif inside_solution and not closing:
                inside_solution = not _END.match(line)
                shown.append("")
            else:
                shown.append(line)
            if closing:
                fence, inside_solution = "", False
        elif match:
            fence, info = match[1], match[2].strip()
            shown.append("" if _is_hidden(info) else f"{fence}{info.split(' ')[0]}")
        else:
            shown.append(line)
    return Source(lab.path, "\n".join(shown), lab.first_line)


def split_front_matter(lab: Source) -> tuple[dict[str, str], Source]:
    """Keys and values between the lines `---` at the top, and what follows them."""
    lines = lab.lines
    if not lines or lines[0] != "---" or "---" not in lines[1:]:
        return {}, lab
    end = lines.index("---", 1)
    pairs = (line.partition(":") for line in lines[1:end])
    front = {key.strip(): value.strip().strip('"') for key, _, value in pairs}
    return front, Source(lab.path, "\n".join(lines[end + 1 :]), lab.first_line + end + 1)


def _is_hidden(info: str) -> bool:
    words = info.split()
    written_for_students = words[:2] in (["python", "solution"], ["python", "run"])
    return not (info in _SHOWN or written_for_students or (words[1:2] == ["check"] and "visible" in words))
