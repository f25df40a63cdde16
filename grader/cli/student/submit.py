"""`course submit`: commits what the student wrote and pushes it, or says what to run."""

from __future__ import annotations

import click

from grader.cli.student.here import Here, here
from grader.cli.student.paper import Paper, paper
from grader.errors import ExitCode, UsageError
from grader.student.listing import short_name
from grader.student.pages import Role
from grader.student.state import Standing
from grader.student.submit import Plan, Submitted, plan_submit, submit

SHOWN_LEFT_OUT = 5


@click.command("submit")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option(
    "--with-progress",
    is_flag=True,
    help="Hand in .quayside/progress.json too, with minutes and hints; from then on it always goes along.",
)
def command(*, dry_run: bool, with_progress: bool) -> int:
    """Commit your exercises and quiz answers, and push them to where your repository came from.

    Only your own files are committed: whatever else you changed or staged stays as it is. Your progress, with
    minutes and hints, stays on this machine unless you say otherwise.

    Example: course submit --dry-run
    """
    at = here()
    page = paper()
    plan = plan_submit(at.course, with_progress=with_progress)
    _show(plan, at, page)
    if not plan.files and not plan.needs_push:
        if plan.remote:
            page.say("Nothing has changed since you handed in last.", Role.GOOD)
            return ExitCode.DONE
        raise _no_remote()
    if dry_run:
        page.say("This would be run:")
        for line in plan.commands:
            page.raw(line, indent=2)
        return ExitCode.DONE
    return _tell(submit(at.course, plan), page)


def _show(plan: Plan, at: Here, page: Paper) -> None:
    progress = at.state.read()
    if plan.files:
        page.say("To be handed in:", Role.TITLE)
    for path in plan.files:
        page.raw(path, indent=2)
    open_ones = [
        name
        for name in plan.exercises
        if not name.endswith("/quiz") and progress.record(name).standing not in {Standing.PASSING, Standing.PASSED}
    ]
    if open_ones:
        page.say(f"Not passing when tested last, or not tested: {', '.join(short_name(name) for name in open_ones)}.")
    for path in plan.deleted:
        page.say(f"{path} is deleted here, and stays in git as it was.")
    if plan.left_out:
        page.say("Changed, and not handed in because it is not one of your files:")
        for path in plan.left_out[:SHOWN_LEFT_OUT]:
            page.raw(path, indent=2)
        if len(plan.left_out) > SHOWN_LEFT_OUT:
            page.say(f"and {len(plan.left_out) - SHOWN_LEFT_OUT} more", indent=2)


def _tell(done: Submitted, page: Paper) -> int:
    if done.commit:
        page.say(f"Committed as {done.commit}: {done.plan.message}", Role.GOOD)
    if not done.plan.remote:
        raise _no_remote()
    page.say(f"Handed in: pushed {done.plan.branch} to {done.plan.remote}.", Role.GOOD)
    return ExitCode.DONE


def _no_remote() -> UsageError:
    message = "there is nowhere to push to: what you did is committed here only"
    return UsageError(message, fix="git remote add origin ADDRESS, then run `course submit` again")
