"""`course drill`: the week's drills one at a time, each with its text and only its own tests."""

from __future__ import annotations

import click

from grader.cli.student.here import Here, complete_week, here, now
from grader.cli.student.paper import Paper, paper
from grader.errors import ExitCode
from grader.model import Exercise
from grader.student.drilling import check_drill, drills_of, remaining, task_text
from grader.student.folder import ExerciseFolder
from grader.student.originals import student_files
from grader.student.pages import Role, Style, run_lines
from grader.student.progress import Progress
from grader.student.prose import prose_lines
from grader.student.results import TestRun
from grader.student.running import ColdChildren, Order, run_exercise


@click.command("drill")
@click.argument("week", required=False, shell_complete=complete_week)
@click.option("--drill", "number", type=click.IntRange(1), default=None, help="This drill instead of the next.")
def command(week: str | None, *, number: int | None) -> int:
    """Show the next drill of WEEK that does not pass, and run its tests only.

    Write it, save, and run the command again: it goes on to the next once this one passes. Without WEEK it is the
    week you are in.

    Example: course drill 06
    """
    at = here()
    page = paper()
    progress = at.state.read()
    exercise = drills_of(at.course, week, progress)
    numbers = (check_drill(exercise, number),) if number else remaining(exercise, progress)
    for task in numbers:
        run = _run(at, exercise, task)
        if not run.is_passing:
            _show(at, exercise, task, run, page)
            return ExitCode.NOT_ALL_PASSED
        page.say(f"{page.glyphs.good} Drill {task} passes.", Role.GOOD)
    left = remaining(exercise, at.state.read())
    if left:
        page.next_step(f"course drill {_week(exercise)}")
        return ExitCode.DONE
    page.say(f"All {len(exercise.tasks)} drills of {_week(exercise)} are done.", Role.GOOD)
    page.say(f"To do one again: course drill {_week(exercise)} --drill 1")
    return ExitCode.DONE


def _week(exercise: Exercise) -> str:
    return exercise.week.partition("-")[0]


def _run(at: Here, exercise: Exercise, task: int) -> TestRun:
    """Run one drill; remember the time, and that it passed if it did."""
    folder = ExerciseFolder(at.course.layout.exercise_folder(exercise), exercise)
    run = run_exercise(folder, ColdChildren(), Order(task=task))
    moment = now()

    def change(progress: Progress) -> Progress:
        after = progress.after_part(exercise.id, at=moment, started=run.is_started)
        return after.after_drill(exercise.id, task, on=moment.date()) if run.is_passing else after

    at.state.change(change)
    return run


def _show(at: Here, exercise: Exercise, task: int, run: TestRun, page: Paper) -> None:
    layout = at.course.layout
    done = len(exercise.tasks) - len(remaining(exercise, at.state.read()))
    title = next((item.title for item in exercise.tasks if item.number == task), "")
    page.say(f"Drill {task} of {len(exercise.tasks)}: {title}", Role.TITLE)
    page.say(f"{page.bar(done / len(exercise.tasks), 12)}  {done} done")
    page.blank()
    page.show(prose_lines(task_text(layout, exercise, task), page.width))
    page.blank()
    for path in student_files(at.root, exercise).values():
        page.raw(layout.relative(path))
    page.blank()
    again = f"course drill {_week(exercise)}"
    page.show(run_lines(run, exercise.title, Style(page.width, page.glyphs, (again,), task)))
