"""`grader verify`: the course checked against itself, all problems at once."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from grader.cli.front import printable
from grader.cli.options import (
    confinement_for,
    course_option,
    find_course,
    isolation_option,
    jobs_option,
    seed_option,
)
from grader.course.grading import load_chosen
from grader.course.judging import default_jobs
from grader.course.verify import Verification, VerifyOptions, verify
from grader.errors import ExitCode, Problem
from grader.model import VERIFY_FORMAT


@click.command("verify")
@click.argument("what", required=False)
@click.option(
    "--mutants", is_flag=True, help="Change each reference in small ways; the checks must notice 90 % of them."
)
@click.option(
    "--most-mutants",
    type=click.IntRange(min=1),
    metavar="N",
    help="With --mutants: at most N of each reference, spread over all of it.",
)
@click.option(
    "--without-wrong", is_flag=True, help="Leave out the wrong solutions, and most of the references' further runs."
)
@click.option(
    "--format", "format_", type=click.Choice(["terminal", "json"]), default="terminal", help="What is printed."
)
@jobs_option
@isolation_option
@seed_option
@course_option
@click.pass_context
def command(
    ctx: click.Context,
    what: str | None,
    mutants: bool,
    most_mutants: int | None,
    without_wrong: bool,
    format_: str,
    jobs: int | None,
    isolation: str | None,
    seed: int | None,
    course_root: Path | None,
) -> int:
    """Check the course against itself: all of it, or WHAT, a week (06) or an exercise (06/mro-cartographer).

    The stub must earn nothing, the reference and every alternative full marks, each wrong solution must fail the checks
    it names, and the checks must notice the mutants of the reference.

    Example: grader verify 06/restartable-services --mutants
    """
    course, exercises = load_chosen(
        find_course(course_root), lambda found: list(found.find(what)) if what else list(found.exercises)
    )
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task("starting", total=None)
        options = VerifyOptions(
            confinement_for(isolation),
            jobs or default_jobs(),
            mutants,
            seed if seed is not None else 1,
            debug=bool(ctx.obj and ctx.obj["debug"]),
            most_mutants=most_mutants or 0,
            wrong=not without_wrong,
            phase=lambda text: bar.update(task, description=text),
            advance=lambda done, total: bar.update(task, completed=done, total=total, description="grading solutions"),
        )
        found = verify(course, exercises, options)
    broken = sum(len(item.problems) for item in found)
    if format_ == "json":
        sys.stdout.write(json.dumps(_document(found), indent=2) + "\n")
    else:
        _show(found, mutants=mutants)
    return ExitCode.COURSE_BROKEN if broken else ExitCode.DONE


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _document(found: list[Verification]) -> dict[str, Any]:
    return {"format": VERIFY_FORMAT, "exercises": [_exercise(item) for item in found]}


def _exercise(item: Verification) -> dict[str, Any]:
    return {
        "week": item.exercise.week,
        "exercise": item.exercise.slug,
        "stub_points": item.stub_points,
        "reference_points": item.reference_points,
        "max_points": item.max_points,
        "checks": item.checks,
        "wrong": [{"name": name, "points": points} for name, points in item.wrong],
        "alternatives": [{"name": name, "points": points} for name, points in item.alternatives],
        "mutants": {
            "total": item.mutants.total,
            "killed": item.mutants.killed,
            "equivalent": item.mutants.equivalent,
            "survivors": item.mutants.survivors,
        },
        "problems": [_problem(problem) for problem in item.problems],
    }


def _problem(problem: Problem) -> dict[str, str]:
    return {"file": problem.file, "key": problem.key, "message": problem.message, "fix": problem.fix}


def _show(found: list[Verification], *, mutants: bool) -> None:
    """A line an exercise, then every problem with its file and its fix."""
    table = Table(box=None, pad_edge=False)
    for name in (
        "exercise",
        "checks",
        "points",
        "stub",
        "wrong",
        "alternatives",
        *(["mutants"] if mutants else []),
        "",
    ):
        table.add_column(name, justify="left" if name in ("exercise", "") else "right", overflow="fold")
    for item in found:
        counted = item.mutants
        cells = [
            item.exercise.slug,
            str(item.checks),
            f"{item.reference_points}/{item.max_points}",
            str(item.stub_points),
            str(len(item.wrong)),
            str(len(item.alternatives)),
        ]
        if mutants:
            rest = f" of {counted.known}" if counted.known > counted.total else ""
            cells.append(f"{counted.killed}/{counted.total - counted.equivalent}{rest}")
        table.add_row(*cells, "ok" if not item.problems else _counted(len(item.problems), "problem"))
    console = Console()
    console.print(table)
    for item in found:
        if mutants and item.mutants.survivors:
            console.print(f"\n{item.exercise.slug}: mutants that no check notices", highlight=False)
            for name in item.mutants.survivors:
                console.print(f"  {printable(name)}", highlight=False, markup=False, soft_wrap=True)
    for item in found:
        for problem in item.problems:
            console.print(printable(str(problem)), highlight=False, markup=False, soft_wrap=True, style="")
