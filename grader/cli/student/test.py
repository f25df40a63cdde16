"""`course test`: runs the visible tests of an exercise and shows the first failure as a page."""

from __future__ import annotations

import json
from pathlib import Path

import click

from grader.catalogue.load import survey_course
from grader.cli.student.here import Here, here, now
from grader.cli.student.paper import Paper, paper, warn
from grader.errors import CourseError, ExitCode, OutputUnwritable, UsageError
from grader.model import Exercise
from grader.student.folder import ExerciseFolder
from grader.student.pages import Line, Role, Style, header, run_lines
from grader.student.results import TEST_FORMAT, TestRun, document_from
from grader.student.running import Children, ColdChildren, Order, run_exercise
from grader.student.sittings import advice_for, keep_run


@click.command("test")
@click.argument("exercise", required=False)
@click.option("--task", type=click.IntRange(1), default=None, help="Run one task only, and show all its failures.")
@click.option("--all", "everything", is_flag=True, help="Run all exercises, a line for each.")
@click.option("--full", is_flag=True, help="Show every failure, and values in full.")
@click.option("--seconds", type=click.FloatRange(0), default=None, help="Time for one test; 0 for no limit.")
@click.option("--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", help="What to print.")
def command(
    exercise: str | None, *, task: int | None, everything: bool, full: bool, seconds: float | None, form: str
) -> int:
    """Run the visible tests of EXERCISE: restartable-services, 06/restart, or a week, 06.

    Without a name it is the exercise in whose folder you are, or else the one you are working on. The exit status is
    0 where all tests pass and 1 where not.

    Example: course test restartable-services --task 2
    """
    at = here()
    chosen = at.course.exercises if everything else find(at, exercise)
    if not chosen:
        raise UsageError("no exercise is there yet", fix="name another week, or get the course again")
    if task is not None:
        _check_task(chosen, task)
    order = Order(task=task or 0, full=full, seconds=seconds)
    page = paper()
    runs: list[TestRun] = []
    for item in chosen:
        run = run_and_keep(at, item, ColdChildren(), order)
        runs.append(run)
        if form == "terminal" and len(chosen) == 1:
            page.show(run_lines(run, item.title, style_for(at, item, run, page, order)))
        elif form == "terminal":
            page.show(brief(run, page))
    if form == "json":
        document = {"format": TEST_FORMAT, "exercises": [document_from(run) for run in runs]}
        click.echo(json.dumps(document, indent=2))
    return ExitCode.DONE if all(run.is_passing for run in runs) else ExitCode.NOT_ALL_PASSED


def find(at: Here, text: str | None) -> tuple[Exercise, ...]:
    """The exercises that are meant. Raises UsageError; CourseError where the one that is meant cannot be read."""
    if text is None:
        inside = exercise_around(at, Path.cwd())
        return (inside,) if inside is not None else (at.exercise(None),)
    try:
        return at.course.find(text)
    except UsageError:
        _, problems = survey_course(at.root, strict=False)
        if problems:
            raise CourseError(list(problems)) from None
        raise


def exercise_around(at: Here, place: Path) -> Exercise | None:
    """The exercise in whose folder a place lies."""
    layout = at.course.layout
    places = (place, *place.parents)
    return next((item for item in at.course.exercises if layout.exercise_folder(item) in places), None)


def _check_task(chosen: tuple[Exercise, ...], task: int) -> None:
    numbers = [item.number for exercise in chosen for item in exercise.tasks]
    if task not in numbers:
        known = ", ".join(map(str, sorted(set(numbers))))
        raise UsageError(f"there is no task {task} in it", fix=f"its tasks are {known}")


def run_and_keep(at: Here, exercise: Exercise, children: Children, order: Order) -> TestRun:
    """Run an exercise and remember how it went. What cannot be remembered is no reason not to show it."""
    folder = ExerciseFolder(at.course.layout.exercise_folder(exercise), exercise)
    run = run_exercise(folder, children, order)
    try:
        keep_run(at.state, exercise, run, root=at.root, at=now())
    except OutputUnwritable as error:
        warn(f"this run is not remembered: {error.message}")
    return run


def style_for(at: Here, exercise: Exercise, run: TestRun, page: Paper, order: Order) -> Style:
    """How the page of a run looks here, with what to do next."""
    return Style(
        width=page.width,
        glyphs=page.glyphs,
        next_steps=advice_for(exercise, run, at.state.read()),
        task=order.task,
        full=order.full,
    )


def brief(run: TestRun, page: Paper) -> list[Line]:
    """A run in a line."""
    status = "cannot be read" if run.problem else f"{run.passed} of {run.total} passing"
    sign = page.glyphs.good if run.is_passing else page.glyphs.bad if run.is_started else page.glyphs.waits
    role = Role.GOOD if run.is_passing else Role.PLAIN
    return header(run.exercise, f"{status} {sign}", page.width, role, Role.PLAIN, hang=4)
