"""Courses for tests of the site: copies of the course's own weeks under other names, wholly or a few files of them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEMPLATE = "06-abcs-protocols-mixins"
"""The week that copies are made of."""

NEEDS: dict[int, tuple[int, ...]] = {
    1: (),
    2: (1,),
    3: (1, 2),
    4: (2,),
    5: (2,),
    6: (5,),
    7: (5, 6),
    8: (6, 7),
    9: (2,),
    10: (9,),
    11: (3,),
    12: (11,),
    13: (3, 5, 11),
    14: (6, 7),
    15: (3, 5, 14),
    16: (3, 15),
    17: (6, 9, 14),
    18: (4, 11, 13),
    19: (7, 8, 14, 16),
    20: (4, 7, 11, 15),
}
"""Which weeks of the planned course need which."""


def copy_course(folder: Path, numbers: tuple[int, ...] = tuple(NEEDS), *, solutions: bool = True) -> Path:
    """A course of as many weeks as numbers, each a copy of the template; with pages and settings of the site."""
    halves = ("weeks", "solutions") if solutions else ("weeks",)
    for number in numbers:
        for half in halves:
            target = folder / half / f"{number:02}-copied-week"
            shutil.copytree(ROOT / half / TEMPLATE, target, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        manifest = folder / "weeks" / f"{number:02}-copied-week" / "week.toml"
        text = manifest.read_text(encoding="utf-8")
        text = re.sub(r"^number = .*$", f"number = {number}", text, flags=re.MULTILINE)
        text = re.sub(r"^needs = .*$", f"needs = {list(NEEDS[number])}", text, flags=re.MULTILINE)
        text = re.sub(r"^title = .*$", f'title = "Copied week {number}"', text, flags=re.MULTILINE)
        manifest.write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "docs", folder / "docs")
    for path in (folder / "docs").glob("*.md"):
        shown = path.read_text(encoding="utf-8").replace(f"weeks/{TEMPLATE}/", f"weeks/{numbers[0]:02}-copied-week/")
        path.write_text(shown, encoding="utf-8")
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    return folder
