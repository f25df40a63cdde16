"""`course doctor`: what is wrong with the set-up, and the command that mends it."""

from __future__ import annotations

import platform
from pathlib import Path

import click

import grader
from grader.cli.student.here import find_root
from grader.cli.student.paper import Paper, paper
from grader.errors import ExitCode
from grader.student.doctor import Finding, examine
from grader.student.pages import Line, Role, Span

SAID_AT = 24
"""The column for what was found, where it fits beside the name."""


@click.command("doctor")
def command() -> int:
    """Look at your set-up piece by piece; for what is wrong, say what mends it.

    Changes nothing. Ends with 1 where something keeps the course from working; what is marked "perhaps" does not.

    Example: course doctor
    """
    page = paper()
    page.say(f"course {grader.__version__}, Python {platform.python_version()}, {platform.system()}")
    findings = examine(find_root(Path.cwd()))
    for finding in findings:
        _tell(finding, page)
    ill = [finding for finding in findings if not finding.is_well and not finding.optional]
    page.blank()
    if not ill:
        page.say("The course works here.", Role.GOOD)
        return ExitCode.DONE
    page.say(f"{len(ill)} to mend; begin with the first: {ill[0].name}.", Role.BAD)
    return ExitCode.NOT_ALL_PASSED


def _tell(finding: Finding, page: Paper) -> None:
    if finding.is_well:
        word, role = "ok", Role.GOOD
    elif finding.optional:
        word, role = "perhaps", Role.PLAIN
    else:
        word, role = "mend", Role.BAD
    head = Line((Span(word.ljust(8), role), Span(finding.name, Role.TITLE)))
    beside = f"{' ' * max(2, SAID_AT - len(head.text))}{finding.said}"
    if len(head.text) + len(beside) <= page.width:
        page.show([Line((*head.spans, Span(beside)))])
    else:
        page.show([head])
        page.say(finding.said, indent=8)
    if finding.fix:
        page.show([Line((Span("   fix  "), Span(finding.fix, Role.NEXT)))])
