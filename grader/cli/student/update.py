"""`course update`: shows what is new in the course, fetches it, or takes it back; a student's file is safe from it."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.student.here import find_root
from grader.cli.student.paper import Paper, paper
from grader.errors import ExitCode, UsageError
from grader.student.given import Given, read_given
from grader.student.journal import UNDOING, Journal
from grader.student.pages import Role
from grader.student.source import open_release
from grader.student.update import (
    Action,
    Change,
    Plan,
    alone,
    apply_plan,
    carry_on,
    latest,
    plan_update,
    take_back,
    unfinished,
)

SHOWN = 12
_HEADS = {
    Action.ADD: "new",
    Action.REPLACE: "newer versions of course files",
    Action.MERGE: "yours, with what the course changed",
    Action.REMOVE: "no longer part of the course",
}
_PROJECT = frozenset({"pyproject.toml", "uv.lock", "requirements.txt", "constraints.txt"})


@click.command("update")
@click.option("--dry-run", is_flag=True, help="Only show what would change. This is also what happens without options.")
@click.option("--apply", "apply", is_flag=True, help="Fetch what is new.")
@click.option("--undo", is_flag=True, help="Put everything back as it was before the last update.")
@click.option("--from", "source", metavar="WHERE", help="A folder or git address (default: the course's own).")
def command(*, dry_run: bool, apply: bool, undo: bool, source: str | None) -> int:
    """Show what is new in the course, or fetch it with --apply.

    Your files are never written over: what both you and the course changed is merged, or the course's version is laid
    beside yours as .new. A copy of everything that changes is kept in .quayside/snapshots.

    Example: course update --dry-run
    """
    if dry_run + apply + undo > 1:
        raise UsageError("--dry-run, --apply and --undo exclude each other", fix="choose one of them")
    root, page = find_root(Path.cwd()), paper()
    if undo:
        with alone(root):
            return _undo(root, page)
    if not apply:
        return _preview(root, source, page)
    with alone(root):
        interrupted = unfinished(root)
        if interrupted is not None:
            carry_on(interrupted)
            page.say(f"The {_kind(interrupted)} that was cut off is finished.", Role.GOOD)
            if not (source or read_given(root).updates):
                return ExitCode.DONE
        return _apply(root, source, page)


def _preview(root: Path, source: str | None, page: Paper) -> int:
    interrupted = unfinished(root)
    if interrupted is not None:
        page.say(f"An {_kind(interrupted)} was cut off half-way. It goes on with:", Role.TITLE)
        page.next_step("course update --apply")
        return ExitCode.DONE
    given = read_given(root)
    with open_release(_where(given, source)) as release:
        plan = plan_update(root, given, release)
    if not plan.steps:
        return _up_to_date(plan, page)
    _show(plan, page)
    page.say("Nothing was changed yet.")
    page.next_step(_again(source))
    return ExitCode.DONE


def _apply(root: Path, source: str | None, page: Paper) -> int:
    given = read_given(root)
    with open_release(_where(given, source)) as release:
        plan = plan_update(root, given, release)
        if not plan.steps:
            return _up_to_date(plan, page)
        journal = apply_plan(root, plan)
    _show(plan, page)
    for path in journal.left:
        page.say("Changed while the update ran, and left alone:")
        page.raw(path, indent=2)
    page.say("Done. What was there before is in", Role.GOOD)
    page.raw(journal.folder.relative_to(root).as_posix(), indent=2)
    page.say("and this puts it back:")
    page.raw("course update --undo", indent=2)
    if any(change.path in _PROJECT for change in plan.steps):
        page.say("The course needs other libraries now. Set it up again:")
        page.raw("uv sync", indent=2)
        page.say("or, without uv:")
        page.raw("python -m pip install -r requirements.txt", indent=2)
    return ExitCode.DONE


def _undo(root: Path, page: Paper) -> int:
    journal = latest(root)
    if journal is None:
        raise UsageError("there is no update to take back", fix="look at what is new: course update --dry-run")
    _, later = take_back(journal)
    page.say("Everything is as it was before the last update.", Role.GOOD)
    if later:
        page.say("What you wrote since then is kept in")
        folder = (journal.folder / "later").relative_to(root).as_posix()
        for path in later:
            page.raw(f"{folder}/{path}", indent=2)
    return ExitCode.DONE


def _where(given: Given, source: str | None) -> str:
    if source or given.updates:
        return source or given.updates
    fix = "ask your instructor for the address, then: course update --dry-run --from ADDRESS"
    raise UsageError("this course does not say where newer versions are", fix=fix)


def _kind(journal: Journal) -> str:
    return "undoing of an update" if journal.state == UNDOING else "update"


def _again(source: str | None) -> str:
    return "course update --apply" + (f" --from {source}" if source else "")


def _up_to_date(plan: Plan, page: Paper) -> int:
    page.say(f"You have the newest version: {plan.new.release}.", Role.GOOD)
    _show_notes(plan, page)
    return ExitCode.DONE


def _show(plan: Plan, page: Paper) -> None:
    for action, head in _HEADS.items():
        changes = [change for change in plan.shown if change.action is action and not change.note]
        changes += [change for change in plan.shown if change.action is action is Action.MERGE]
        _show_files(head, changes, page)
    _show_notes(plan, page)


def _show_files(head: str, changes: list[Change], page: Paper) -> None:
    if not changes:
        return
    page.say(f"{head}: {len(changes)}", Role.TITLE)
    for change in changes[:SHOWN]:
        page.raw(change.path, indent=2)
    if len(changes) > SHOWN:
        page.say(f"and {len(changes) - SHOWN} more", indent=2)


def _show_notes(plan: Plan, page: Paper) -> None:
    """Files about which there is something to say, each with it."""
    for change in plan.shown:
        if change.note and change.action is not Action.MERGE:
            page.raw(change.path)
            page.say(change.note, indent=2)
