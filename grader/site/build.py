"""Builds the site from its generated pages with the site generator, and looks at every link of what came out.

The generator runs as a program of its own: it may be replaced by a successor, and its messages are not ours.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from grader.errors import CourseError, GraderFault, Problem, UsageError
from grader.site.generate import HTML, SETTINGS, Programs, generate
from grader.site.hidden import Look, find_hidden
from grader.site.linkcheck import LinkReport, check_links
from grader.site.tree import Changes

QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
"""Settings of the generator's environment: no advertisement for its successors in every build."""
BUILD_SECONDS = 600
_COMPLAINT = re.compile(r"^(?:WARNING|ERROR)\s+-\s+(.*)$")
_ABOUT_PAGE = re.compile(r"(?:Doc file )?'([^']+\.md)'[:,]? (.*)$")


@dataclass(frozen=True)
class Built:
    """A built site: where it is, what was generated for it, and what its links are."""

    html: Path
    changes: Changes
    links: LinkReport


def build(root: Path, folder: Path, programs: Programs, look: Look) -> Built:
    """Generate, build strictly and check. Raises CourseError with all broken links and all hidden lines."""
    changes = generate(root, folder, programs)
    run_generator(folder)
    return Built(folder / HTML, changes, check(folder, look))


def check(folder: Path, look: Look) -> LinkReport:
    """Look at a built site: every link, anchor and asset, and whether anything hidden is in it. Raises CourseError."""
    html = folder / HTML
    if not (html / "index.html").is_file():
        raise UsageError("the site is not built yet", fix="run `grader site build`")
    report = check_links(html)
    problems = [*report.problems, *find_hidden(html, look)]
    if problems:
        raise CourseError(problems)
    return report


def run_generator(folder: Path) -> None:
    """Build strictly; raises CourseError with what the generator complains about, GraderFault if it breaks."""
    # Never with -q: a strict build that is quiet ends well whatever it finds.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", SETTINGS]
    result = subprocess.run(
        command, capture_output=True, text=True, env=environment(), timeout=BUILD_SECONDS, check=False, cwd=folder
    )
    if result.returncode == 0:
        return
    complaints = [match[1] for line in result.stderr.splitlines() if (match := _COMPLAINT.match(line))]
    if not complaints:
        last = (result.stderr.strip().splitlines() or ["it said nothing"])[-1]
        if "No module named mkdocs" in last:
            raise UsageError("mkdocs is not installed", fix="pip install 'quayside[site]'")
        raise GraderFault(
            f"the site could not be built: {last[:300]}", fix="run mkdocs with the settings in build/site"
        )
    raise CourseError([_problem(text) for text in complaints])


def environment() -> dict[str, str]:
    """The environment of the generator."""
    return {**os.environ, **QUIET, "PYTHONDONTWRITEBYTECODE": "1"}


def _problem(complaint: str) -> Problem:
    match = _ABOUT_PAGE.search(complaint)
    if match:
        return Problem(f"generated page {match[1]}", "", match[2], "mend the file that it is made from")
    return Problem("site", "", complaint, "see the line above")
