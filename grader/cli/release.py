"""`grader release`: writes the repository that students get, or audits one."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from grader.cli.options import course_option, find_course
from grader.errors import ExitCode, UsageError
from grader.release.audit import Audit, Fault, audit
from grader.release.contents import Contents, gather
from grader.release.writing import Written, hidden_lines, refuse_leaks, write_release

SHOWN = 40
_WORDS = {
    Fault.LEAK: "from a hidden file",
    Fault.UNEXPECTED: "not given out",
    Fault.CHANGED: "files of the course that were changed",
    Fault.MISSING: "missing",
}


@click.command("release")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--week", "weeks", multiple=True, metavar="WEEK", help="Give out this week; repeat it (default: all).")
@click.option("--updates", default="", metavar="URL", help="Where students' `course update` finds newer releases.")
@click.option("--withdraw", is_flag=True, help="Take away weeks that an older release in OUT has.")
@click.option("--check", "check", is_flag=True, help="Write nothing: audit the student repository OUT.")
@click.option("--wheel", is_flag=True, help="With --check: build its wheel and look into that, too.")
@click.option("--history/--no-history", default=True, help="With --check: look into its git history (default: yes).")
@click.option("--verbose", is_flag=True, help="Name every file that is given out and every one that is not.")
@course_option
def command(
    out: Path,
    weeks: tuple[str, ...],
    updates: str,
    withdraw: bool,
    check: bool,
    wheel: bool,
    history: bool,
    verbose: bool,
    course_root: Path | None,
) -> int:
    """Write the student repository to OUT: allow-listed files only, nothing hidden. Over an older one, update it.

    \b
    Example: grader release ../students --week 06
    Audit:   grader release --check ../students --wheel
    """
    root = find_course(course_root)
    if check:
        if weeks or updates or withdraw:
            raise UsageError("--check writes nothing", fix="leave out --week, --updates and --withdraw")
        return _audit(root, out, wheel=wheel, history=history)
    if wheel or not history:
        raise UsageError("--wheel and --no-history go with --check", fix="grader release --check DIR --wheel")
    if out.resolve().is_relative_to(root) and out.resolve().relative_to(root).parts[:1] in [("weeks",), ("solutions",)]:
        raise UsageError(f"{str(out)!r} lies in the course itself", fix="name a folder outside weeks/ and solutions/")
    click.echo("reading the course ...", err=True)
    contents = gather(root, weeks, updates=updates)
    refuse_leaks(contents, hidden_lines(root))
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("writing")
        written = write_release(
            contents, out, lambda done, total, _: bar.update(task, completed=done, total=total), withdraw=withdraw
        )
    _show(contents, written, out, verbose=verbose)
    return ExitCode.DONE


def _show(contents: Contents, written: Written, out: Path, *, verbose: bool) -> None:
    if verbose:
        for item in contents.items:
            click.echo(f"  {item.owner.value:<8} {item.path}")
        for refused in contents.refused:
            click.echo(f"  {'refused':<8} {refused.path}: {refused.reason}")
    given = contents.given
    if not (written.new or written.changed or written.removed):
        click.echo(f"{out}: release {given.release} was there already")
    else:
        counts = [(written.new, "new"), (written.changed, "changed"), (written.removed, "removed")]
        click.echo(f"{out}: release {given.release}, {', '.join(f'{len(paths)} {word}' for paths, word in counts)}")
    click.echo(f"{len(given.files)} files, weeks: {', '.join(given.weeks)}; {len(contents.refused)} files stay here")
    for note in contents.notes:
        click.echo(f"note: {note}")
    click.echo(f"next: grader release --check {out}")


def _audit(root: Path, folder: Path, *, wheel: bool, history: bool) -> int:
    hidden = hidden_lines(root)

    def tell(what: str) -> None:
        click.echo(f"looking through: {what} ...", err=True)

    result = audit(folder, hidden, tell, wheel=wheel, history=history)
    for fault in Fault:
        _show_findings(result, fault)
    looked = [f"{result.files} files", f"{result.objects} git objects", *([result.wheel] if result.wheel else [])]
    click.echo(f"looked through {', '.join(looked)} for {len(hidden)} hidden lines")
    if result.findings:
        click.echo(f"{len(result.findings)} findings")
        return ExitCode.NOT_ALL_PASSED
    click.echo("as given out, and nothing hidden in it")
    return ExitCode.DONE


def _show_findings(result: Audit, fault: Fault) -> None:
    found = [item for item in result.findings if item.fault is fault]
    if found:
        click.echo(f"{_WORDS[fault]}:")
    for item in found[:SHOWN]:
        where = f"{item.file}:{item.line}" if item.line else item.file
        click.echo(f"  {where}: {item.message}")
    if len(found) > SHOWN:
        click.echo(f"  and {len(found) - SHOWN} more")
