"""`course review`: ten minutes of what was hard, solved again in a copy, away from the files that are handed in."""

from __future__ import annotations

from pathlib import Path

import click

from grader.catalogue.layout import Layout
from grader.cli.student.here import Here, complete_exercise, here, today
from grader.cli.student.paper import Paper, paper
from grader.errors import ExitCode
from grader.model import Exercise
from grader.student.folder import ExerciseFolder
from grader.student.originals import student_files
from grader.student.pages import Role, Style, run_lines
from grader.student.rehearsal import begin, is_open, is_touched, rehearsal_root, set_aside
from grader.student.results import TestRun
from grader.student.review import Item, candidates, next_due, queue
from grader.student.running import ColdChildren, Order, run_exercise


@click.command("review")
@click.argument("exercise", required=False, shell_complete=complete_exercise)
@click.option("--fresh", is_flag=True, help="Begin anew: the copy that is there is put aside.")
def command(exercise: str | None, *, fresh: bool) -> int:
    """Show what to repeat today, about ten minutes of it; or solve EXERCISE once more.

    An exercise comes back after seven days; after three if you used a hint or many attempts, after one if it was
    harder still. Solving it again doubles the wait. You solve it in a copy below .quayside/review: the files you
    hand in stay as they are. Run the command again to test the copy.

    Example: course review restartable-services
    """
    at = here()
    page = paper()
    if exercise is None:
        return _show_queue(at, page)
    chosen = at.course.exercise(exercise)
    if fresh:
        set_aside(at.root, chosen, on=today())
    is_new = not is_open(at.root, chosen)
    paths = begin(at.root, chosen)
    if is_new or not is_touched(at.root, chosen):
        return _show_copy(at, chosen, paths, page)
    run = _run(at, chosen)
    slug = chosen.slug
    page.show(run_lines(run, f"{chosen.title} (review)", _style(page, run, f"course review {slug}")))
    if not run.is_passing:
        return ExitCode.NOT_ALL_PASSED
    at.state.change(lambda progress: progress.after_review(chosen.id, on=today()))
    _show_done(at, chosen, page)
    return ExitCode.DONE


def _show_queue(at: Here, page: Paper) -> int:
    progress = at.state.read()
    items = candidates(at.course.exercises, progress, today=today())
    chosen = queue(items)
    if not items:
        page.say("There is nothing to repeat yet: exercises come here once they pass.")
        return ExitCode.DONE
    if not chosen:
        days = next_due(items)
        page.say(f"Nothing is due today; the next comes back in {_days(days or 0)}.", Role.GOOD)
        page.say(f"To repeat one all the same: course review {items[0].exercise.slug}")
        return ExitCode.DONE
    minutes = sum(item.minutes for item in chosen)
    page.say(f"To repeat today, about {minutes} minutes:", Role.TITLE)
    for number, item in enumerate(chosen, start=1):
        page.say(f"{number}  {item.exercise.slug}", Role.TITLE)
        page.say(_why(item), indent=3)
    page.next_step(f"course review {chosen[0].exercise.slug}")
    return ExitCode.DONE


def _why(item: Item) -> str:
    parts = [f"{_days(item.days)} ago", f"{item.attempts} {'run' if item.attempts == 1 else 'runs'}"]
    if item.hints:
        parts.append(f"{item.hints} {'hint' if item.hints == 1 else 'hints'}")
    look = f"; look twice at task {item.task}" if item.task else ""
    return f"{', '.join(parts)}{look}. About {item.minutes} minutes."


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _show_copy(at: Here, exercise: Exercise, paths: tuple[Path, ...], page: Paper) -> int:
    page.say(f"{exercise.title}, once more", Role.TITLE)
    page.say("Solve it again, without looking at your first version. Work in")
    for path in paths:
        page.raw(path.relative_to(at.root).as_posix(), indent=2)
    layout = at.course.layout
    page.say("The tasks are in")
    page.raw(layout.relative(layout.readme(exercise)), indent=2)
    page.next_step(f"course review {exercise.slug}", "tests the copy")
    return ExitCode.NOT_ALL_PASSED


def _run(at: Here, exercise: Exercise) -> TestRun:
    folder = Layout(rehearsal_root(at.root)).exercise_folder(exercise)
    return run_exercise(ExerciseFolder(folder, exercise), ColdChildren(), Order())


def _style(page: Paper, run: TestRun, again: str) -> Style:
    steps = ("compare it with your first version",) if run.is_passing else (again,)
    return Style(width=page.width, glyphs=page.glyphs, next_steps=steps)


def _show_done(at: Here, exercise: Exercise, page: Paper) -> None:
    copy = set_aside(at.root, exercise, on=today())
    wait = next((item.wait for item in candidates([exercise], at.state.read(), today=today())), None)
    page.say("Your two versions:")
    for name, path in student_files(at.root, exercise).items():
        page.raw(at.course.layout.relative(path), indent=2)
        if copy is not None and (copy / name).is_file():
            page.raw((copy / name).relative_to(at.root).as_posix(), indent=2)
    if wait is not None:
        page.say(f"It comes back in {_days(wait)}.")
