"""`grader browser`: whether the exercises that say so really run in the browser's Python."""

from __future__ import annotations

from pathlib import Path

import click

from grader.catalogue.load import load_course
from grader.cli.front import printable
from grader.cli.options import course_option, find_course
from grader.site.kit import default_cache
from grader.site.prove import prove


@click.command("browser")
@click.argument("what", metavar="[WEEK|EXERCISE]", default="")
@course_option
def command(what: str, course_root: Path | None) -> int:
    """Run reference and stub of each exercise with `browser = true` in the browser's Python, under Node.

    The reference has to pass its visible tests, the stub must not, and every test has to end as it does here.

    Example: grader browser 06
    """
    root = find_course(course_root)
    course = load_course(root, strict=False)
    chosen = course.find(what) if what else course.exercises
    proof = prove(course, chosen, default_cache(root))
    for finding in proof.findings:
        if finding.problem:
            click.echo(f"{finding.exercise}: browser = true is wrong: {printable(finding.problem)}")
        else:
            click.echo(f"{finding.exercise}: {finding.tests} tests end alike")
    good = len(proof.findings) - len(proof.problems)
    pythons = f"Python {proof.browser_python} in the browser, {proof.machine_python} here"
    click.echo(f"{good} of {len(proof.findings)} exercises run in the browser ({pythons})")
    return 1 if proof.problems else 0
