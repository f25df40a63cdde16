"""What a run means for a student's progress, and what to do next; between results and the progress file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from grader.errors import UsageError
from grader.model import Exercise
from grader.student.hints import LEVELS, choose_hint
from grader.student.originals import plan_reset
from grader.student.progress import Progress
from grader.student.results import State, TestRun
from grader.student.state import StateFile


def failing_names(run: TestRun) -> tuple[str, ...]:
    """Names of the test functions that did not pass, each once: wrong ones of the current task first."""
    first = run.first_problem
    rest = [test for test in run.tests if not test.passed and test.state is not State.SKIPPED]
    return tuple(dict.fromkeys(test.name for test in [*([first] if first else []), *rest]))


def is_untouched(root: Path, exercise: Exercise) -> bool:
    """Whether the student's files are as they were given out; without copies to compare with, they are not."""
    try:
        return not plan_reset(root, exercise)
    except UsageError:
        return False


def keep_run(state: StateFile, exercise: Exercise, run: TestRun, *, root: Path, at: dt.datetime) -> Progress:
    """Remember a run of all of an exercise's tests; a run of one task says too little. Raises OutputUnwritable."""
    if run.partial:
        return state.read()
    started = run.is_started and not is_untouched(root, exercise)

    def change(progress: Progress) -> Progress:
        after = progress.after_run(
            exercise.id, at=at, passing=run.is_passing, started=started, failing=failing_names(run)
        )
        return after if after.current else after.moved_to(exercise.id)

    return state.change(change)


def advice_for(exercise: Exercise, run: TestRun, progress: Progress) -> tuple[str, ...]:
    """What to do next: the hint that fits what fails first, or the next exercise; nothing is run or counted."""
    if run.is_passing:
        return () if run.partial else ("course next",)
    if run.problem is not None:
        is_there = bool(run.problem.line or run.problem.got)
        return ("mend it and save" if is_there else f"give it its name back, or: course reset {exercise.slug}",)
    name = "" if progress.current in ("", exercise.id) else f" {exercise.slug}"
    record = progress.record(exercise.id)
    test = run.first_problem
    if test is None or not exercise.ladders:
        return ("read the task again: README.md",)
    try:
        hint = choose_hint(exercise, record, [test.name], task=test.task or None)
    except UsageError:
        return ("read the task again: README.md",)
    used = "seen before" if hint.seen else "not seen yet"
    return (f"course hint{name}  (level {hint.level} of {len(LEVELS)}, {used})",)
