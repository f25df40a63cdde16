"""`course reset`: an exercise as it was given out; what was written before is kept and can be had again."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.student.here import Here, complete_exercise, here, now
from grader.cli.student.paper import Paper, paper
from grader.errors import ExitCode
from grader.model import Exercise
from grader.student.listing import short_name
from grader.student.originals import Reset, plan_reset, plan_undo, put_back
from grader.student.pages import Role


@click.command("reset")
@click.argument("exercise", required=False, shell_complete=complete_exercise)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--undo", is_flag=True, help="Put the newest backup back instead.")
def command(exercise: str | None, *, yes: bool, undo: bool) -> int:
    """Put EXERCISE, or the one you are on, back as it was given out.

    Asks first, and keeps your files below .quayside/backups. Hints and minutes stay counted.

    Example: course reset restartable-services
    """
    at = here()
    chosen = at.exercise(exercise)
    page = paper()
    wanted = plan_undo(at.root, chosen) if undo else plan_reset(at.root, chosen)
    if not wanted:
        what = "the same as its newest backup" if undo else "as it was given out"
        page.say(f"{short_name(chosen.id)} is {what} already.")
        return ExitCode.DONE
    page.say(f"{short_name(chosen.id)}: {'the newest backup replaces' if undo else 'what was given out replaces'}")
    for path in wanted:
        page.raw(at.course.layout.relative(path), indent=2)
    if not yes and not _agrees():
        page.say("Nothing was changed.")
        return ExitCode.NOT_ALL_PASSED
    done = put_back(at.root, chosen, wanted, at=now())
    at.state.change(lambda progress: progress.after_reset(chosen.id))
    _tell(done, at, chosen, page)
    return ExitCode.DONE


def _agrees() -> bool:
    """Ask; whoever cannot be asked has not agreed."""
    try:
        return click.confirm("Your files are kept as a backup. Go on?", default=False)
    except click.Abort:
        click.echo()
        return False


def _tell(done: Reset, at: Here, exercise: Exercise, page: Paper) -> None:
    files = "1 file was" if len(done.changed) == 1 else f"{len(done.changed)} files were"
    page.say(f"{files} put back.", Role.GOOD)
    if done.backup is not None:
        page.say("What you had is in")
        page.raw(_relative(done.backup, at.root), indent=2)
        page.say("and this puts it back:")
        page.raw(f"course reset {exercise.slug} --undo", indent=2)


def _relative(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
