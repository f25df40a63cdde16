"""The site of the course, built into a temporary folder."""

from __future__ import annotations

from pathlib import Path

from grader.cli.site import programs
from grader.site.build import run_generator
from grader.site.generate import HTML, generate


def built_site(root: Path, folder: Path) -> Path:
    """Generate and build; the folder of the pages as a browser gets them."""
    target = folder / "site"
    generate(root, target, programs())
    run_generator(target)
    return target / HTML
