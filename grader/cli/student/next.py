"""`course next`: goes on to the next exercise, and says what is left behind."""

from __future__ import annotations

import contextlib

import click

from grader.cli.student.here import Here, complete_exercise, here, today
from grader.cli.student.paper import Paper, paper
from grader.cli.student.test import run_and_keep
from grader.errors import ExitCode, UsageError
from grader.model import Exercise
from grader.student.listing import Step, advance, choose, short_name
from grader.student.originals import saved_since, student_files
from grader.student.pages import Role
from grader.student.running import ColdChildren, Order
from grader.student.state import Progress

SHOWN_BEHIND = 3


@click.command("next")
@click.argument("exercise", required=False, shell_complete=complete_exercise)
@click.option("--skip", is_flag=True, help="Leave the exercise you are on unfinished.")
def command(exercise: str | None, *, skip: bool) -> int:
    """Go on to the next exercise, by week and number, or to EXERCISE.

    The exercise you are on counts as passed when you leave it with all its tests passing. One that does not pass
    is left only with --skip, or when you name another.

    Example: course next
    """
    at = here()
    wanted = at.course.exercise(exercise) if exercise else None
    if wanted is None and not skip:
        _look_again(at)
    return tell_step(take_step(at, wanted, skip=skip), at, paper())


def _look_again(at: Here) -> None:
    """Run the tests of the current exercise if something was saved since: they may pass by now."""
    progress = at.state.read()
    for exercise in at.course.exercises:
        if exercise.id == progress.current and saved_since(at.root, exercise, progress.record(exercise.id).ran_at):
            with contextlib.suppress(UsageError):  # without visible tests there is nothing to look at
                run_and_keep(at, exercise, ColdChildren(), Order())


def take_step(at: Here, wanted: Exercise | None = None, *, skip: bool = False) -> Step:
    """Move on, or to one exercise, and keep that; gives what it came to."""
    steps: list[Step] = []

    def move(progress: Progress) -> Progress:
        if wanted is None:
            steps.append(advance(at.course, progress, on=today(), skip=skip))
        else:
            steps.append(choose(at.course, progress, wanted, on=today()))
        return steps[-1].progress

    at.state.change(move)
    return steps[-1]


def tell_step(step: Step, at: Here, page: Paper) -> int:
    """Say where the student is now, what was left, and what is still open before it; gives the exit code."""
    exercise = step.exercise
    if exercise is None:
        page.say("All exercises pass. You are through the course.", Role.GOOD)
        page.next_step("course review")
        return ExitCode.DONE
    if step.stays:
        page.say(f"Still on {short_name(exercise.id)}: it does not pass yet.", Role.TITLE)
        page.next_step(f"course test {exercise.slug}")
        page.say("To leave it for later: course next --skip")
        return ExitCode.NOT_ALL_PASSED
    if step.left is not None:
        page.say(f"Left unfinished: {short_name(step.left.id)}")
    if step.behind:
        names = ", ".join(item.slug for item in step.behind[:SHOWN_BEHIND])
        more = f" and {len(step.behind) - SHOWN_BEHIND} more" if len(step.behind) > SHOWN_BEHIND else ""
        page.say(f"Still open before it: {names}{more}")
    page.say(f"{exercise.title}", Role.TITLE)
    page.say(f"{exercise.summary} About {exercise.minutes} minutes.")
    layout = at.course.layout
    page.raw(layout.relative(layout.readme(exercise)), indent=2)
    for path in student_files(at.root, exercise).values():
        page.raw(layout.relative(path), indent=2)
    page.next_step("course", "tests at every save")
    return ExitCode.DONE
