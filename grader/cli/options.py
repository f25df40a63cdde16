"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from grader.errors import UsageError
from grader.model import Level
from grader.sandbox.launch import Confinement
from grader.sandbox.probe import find_confinement

Command = Callable[..., Any]


def course_option(function: Command) -> Command:
    """`--course DIR`: the folder that holds weeks/ and solutions/."""
    return click.option(
        "--course",
        "course_root",
        type=click.Path(path_type=Path),
        default=None,
        envvar="QUAYSIDE_COURSE",
        help="Folder that holds weeks/ and solutions/ (default: here or above).",
    )(function)


def isolation_option(function: Command) -> Command:
    """`--isolation L1|L2`."""
    return click.option(
        "--isolation",
        type=click.Choice(["L1", "L2"]),
        default=None,
        help="Sandbox level. `grade` and `verify` take L2 and stop where it cannot be had; `demo` takes the best.",
    )(function)


def jobs_option(function: Command) -> Command:
    """`--jobs N`."""
    return click.option("--jobs", type=click.IntRange(1, 256), default=None, help="Judges at a time (default: cores).")(
        function
    )


def seed_option(function: Command) -> Command:
    """`--seed N`."""
    return click.option("--seed", type=click.IntRange(0), default=None, help="Draw the inputs of this seed again.")(
        function
    )


def confinement_for(isolation: str | None, *, best: bool = False) -> Confinement:
    """The confinement a command works at; raises IsolationUnavailable with the line that mends it."""
    if isolation is not None:
        return find_confinement(Level(isolation))
    return find_confinement(None if best else Level.L2)


def find_course(root: Path | None) -> Path:
    """The course's folder: the one named, or the nearest one here or above. Raises UsageError."""
    if root is not None:
        if not (root / "weeks").is_dir():
            raise UsageError(f"{str(root)!r} holds no weeks/", fix="name the folder of the course with --course")
        return root.resolve()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "weeks").is_dir() and (folder / "solutions").is_dir():
            return folder
    raise UsageError(
        "there is no course here", fix="go to the folder that holds weeks/ and solutions/, or use --course"
    )
