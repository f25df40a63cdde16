"""`course hint`: the next hint for what fails first; asked for, counted, and never offered unasked."""

from __future__ import annotations

import ast

import click

from grader.cli.student.here import Here, complete_exercise, here
from grader.cli.student.paper import Paper, paper
from grader.cli.student.test import run_and_keep
from grader.errors import ExitCode, UsageError
from grader.model import Exercise
from grader.student.hints import LEVELS, Hint, choose_hint
from grader.student.originals import can_be_parsed, saved_since
from grader.student.pages import Role, header
from grader.student.reading import read_tests, sentence_of
from grader.student.running import ColdChildren, Order
from grader.student.state import Progress

WHAT = ("asks a question", "names the tool", "shows the shape, with other data")


@click.command("hint")
@click.argument("exercise", required=False, shell_complete=complete_exercise)
@click.option("--task", type=click.IntRange(1), default=None, help="The hints of this task, whatever fails.")
@click.option("--level", type=click.IntRange(1, len(LEVELS)), default=None, help="This level instead of the next.")
def command(exercise: str | None, *, task: int | None, level: int | None) -> int:
    """Show the next hint for what fails first in EXERCISE, or in the one you are on.

    There are three levels: a question, the tool, the shape. Each call shows one more. How many you looked at is
    counted in .quayside/progress.json, for your own reviews.

    Example: course hint restartable-services --task 2
    """
    at = here()
    page = paper()
    chosen = at.exercise(exercise)
    failing = _failing(at, chosen)
    if not failing and task is None:
        page.say(f"All visible tests of {chosen.slug} pass: no hint is needed.", Role.GOOD)
        page.say(f"To see one all the same: course hint {chosen.slug} --task 1")
        return ExitCode.DONE
    hints: list[Hint] = []

    def look(progress: Progress) -> Progress:
        hints.append(choose_hint(chosen, progress.record(chosen.id), failing, task=task, level=level))
        return progress.after_hint(chosen.id, hints[-1].ladder, hints[-1].level)

    at.state.change(look)
    claim = _claim(at, chosen, hints[-1].answers) if hints[-1].answers else ""
    _tell(hints[-1], claim, f"course hint {chosen.slug}" + (f" --task {task}" if task else ""), page)
    return ExitCode.DONE


def _failing(at: Here, exercise: Exercise) -> tuple[str, ...]:
    """Names of the tests that fail, the first first: as they are known, or from a run if something was saved since."""
    record = at.state.read().record(exercise.id)
    if not saved_since(at.root, exercise, record.ran_at) and can_be_parsed(at.root, exercise):
        return record.failing
    run = run_and_keep(at, exercise, ColdChildren(), Order())
    if run.problem is not None:
        place = f"{run.problem.file}:{run.problem.line}: " if run.problem.file else ""
        fix = f"see where: course test {exercise.slug}"
        raise UsageError(f"no test can run yet: {place}{run.problem.message}", fix=fix)
    return at.state.read().record(exercise.id).failing


def _claim(at: Here, exercise: Exercise, test: str) -> str:
    """What the test that fails first says in its docstring, or else in its name."""
    source = read_tests(at.course.layout.visible_tests(exercise))
    nodes = ast.walk(source.tree) if source else ()
    found = (node for node in nodes if isinstance(node, ast.FunctionDef) and node.name == test)
    return next((sentence_of(test, ast.get_docstring(node)) for node in found), sentence_of(test, None))


def _tell(hint: Hint, claim: str, again: str, page: Paper) -> None:
    title = f"Task {hint.task}  {hint.task_title}"
    page.show(header(title, f"level {hint.level} of {len(LEVELS)}", page.width, Role.LABEL))
    if claim:
        page.say(claim)
    page.blank()
    page.say(hint.text, indent=2)
    page.blank()
    for words, path in hint.links:
        page.say(f"{words}:", indent=2)
        page.raw(path, indent=2)
    if hint.is_last:
        page.say("That was the last of them.")
    else:
        page.say(f"Level {hint.level + 1} {WHAT[hint.level]}:")
        page.raw(again, indent=2)
