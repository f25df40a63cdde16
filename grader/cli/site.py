"""`grader site`: the website of the course, from weeks/, docs/ and the programs themselves."""

from __future__ import annotations

from pathlib import Path

import click

from grader.catalogue.layout import Layout
from grader.cli import main, student
from grader.cli.front import printable, show
from grader.cli.options import Command, course_option, find_course
from grader.errors import GraderError
from grader.release.hidden import HiddenLines
from grader.site.build import build, check
from grader.site.generate import DEFAULT_FOLDER, Programs, generate
from grader.site.hidden import Look
from grader.site.linkcheck import LinkReport
from grader.site.serve import serve
from grader.site.tree import Changes


@click.group("site")
def command() -> None:
    """Build the website of the course, check it, or serve it while you write.

    Example: grader site build
    """


def output_option(function: Command) -> Command:
    """`--output DIR`."""
    return click.option(
        "--output",
        type=click.Path(path_type=Path),
        default=None,
        help="Folder for generated pages and the built site (default: build/site in the course).",
    )(function)


@command.command("generate")
@output_option
@course_option
def generate_command(output: Path | None, course_root: Path | None) -> int:
    """Write all pages from weeks/, docs/ and the code, without building the site."""
    root = find_course(course_root)
    changes = generate(root, output or root / DEFAULT_FOLDER, programs())
    click.echo(f"pages: {changes}")
    return 0


@command.command("build")
@output_option
@course_option
def build_command(output: Path | None, course_root: Path | None) -> int:
    """Generate the pages, build the site strictly, follow every link, and look for anything hidden in it."""
    root = find_course(course_root)
    built = build(root, output or root / DEFAULT_FOLDER, programs(), looking(root))
    click.echo(f"pages: {built.changes}")
    click.echo(checked(built.links))
    click.echo(f"site: {printable(str(built.html / 'index.html'))}")
    return 0


@command.command("check")
@output_option
@course_option
def check_command(output: Path | None, course_root: Path | None) -> int:
    """Look at the site as it was built last: every page, anchor and asset that is linked to, and hidden lines."""
    root = find_course(course_root)
    click.echo(checked(check(output or root / DEFAULT_FOLDER, looking(root))))
    return 0


@command.command("serve")
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to serve.")
@output_option
@course_option
def serve_command(address: str, output: Path | None, course_root: Path | None) -> int:
    """Serve the site, and show what you save in weeks/ and docs/ within seconds. Ends with Ctrl-C."""
    root = find_course(course_root)
    serve(root, output or root / DEFAULT_FOLDER, programs(), address, tell)
    return 0


def programs() -> Programs:
    """The programs whose commands the site describes."""
    return {"grader": main.group, "course": student.group}


def looking(root: Path) -> Look:
    """Looks for what students must never see of the course at `root`."""
    hidden = HiddenLines(Layout(root))
    return lambda content: (f"{found.place.file}: {found.text[:80]}" for found in hidden.look(content))


def checked(report: LinkReport) -> str:
    """What the check of the links says when all is well."""
    return f"links: {report.links} on {report.pages} pages, all of them lead somewhere; nothing hidden is shown"


def tell(news: Changes | GraderError) -> None:
    """Say what became of a change."""
    if isinstance(news, GraderError):
        show(news)
    else:
        click.echo(f"pages: {news}")
