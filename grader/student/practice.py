"""What a student's own build finds: visible tests, types and style of every exercise, and what that comes to.

It is practice: a student may edit the tests and the workflow, and the instructor's run never looks at this one. Knows
how results are put together; how tests are run is given by the caller, how pages look is in `practice_pages`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import grader
from grader.model import CheckResult, Exercise, ExerciseResult, Level, Outcome, Report, SubmissionResult, Verdict
from grader.student.results import NOT_WRONG, State, TestOutcome, TestRun
from grader.student.tools import STYLE, TYPES, Checked

RunTests = Callable[[Exercise], TestRun]
RunTools = Callable[[Exercise], Checked]

NOT_CHECKED = Checked()
NOTE = "practice result - not your grade"
OUTCOMES = {
    State.PASSED: Outcome.PASSED,
    State.FAILED: Outcome.WRONG,
    State.RAISED: Outcome.RAISED,
    State.TIMEOUT: Outcome.TIMEOUT,
    State.CRASHED: Outcome.CRASHED,
    State.MISSING_NAME: Outcome.RAISED,
    State.IMPORT_FAILED: Outcome.NOT_RUN,
    State.SYNTAX_ERROR: Outcome.NOT_RUN,
    State.NOT_STARTED: Outcome.NOT_RUN,
    State.WAITING: Outcome.SKIPPED,
    State.NOT_RUN: Outcome.NOT_RUN,
}
"""What each end of a visible test is called in the formats that graders share; skipped tests are left out."""
TOOL_TITLES = {TYPES: "Type hints hold under mypy --strict", STYLE: "The code keeps to the style of the course"}


@dataclass(frozen=True)
class Practised:
    """One exercise as the build found it."""

    exercise: Exercise
    run: TestRun
    checked: Checked = NOT_CHECKED
    is_untouched: bool = False
    """Whether the files are as they were given out."""

    @property
    def is_started(self) -> bool:
        """Whether the student has written anything that a test can see."""
        return self.run.is_started and not self.is_untouched

    @property
    def wrong(self) -> tuple[TestOutcome, ...]:
        """Tests that say something against what the student wrote."""
        return tuple(test for test in self.run.tests if test.state not in NOT_WRONG)

    @property
    def is_clean(self) -> bool:
        """Whether nothing that was started is wrong; what is not started is not wrong."""
        return self.run.problem is None and not self.wrong and not self.checked.findings


def practise(
    exercises: Iterable[Exercise],
    run_tests: RunTests,
    run_tools: RunTools,
    is_untouched: Callable[[Exercise], bool] = lambda _: False,
) -> Iterator[Practised]:
    """Each exercise in turn; types and style only of what was started and can be read.

    Tests of an exercise that is as it was given out are run too, so that there are always equally many of them.
    """
    for exercise in exercises:
        run = run_tests(exercise)
        untouched = is_untouched(exercise)
        found = Practised(exercise, _not_started(run) if untouched else run, is_untouched=untouched)
        looked_at = found.is_started and run.problem is None
        yield replace(found, checked=run_tools(exercise)) if looked_at else found


def _not_started(run: TestRun) -> TestRun:
    """The run of files that nobody has touched: nothing is wrong, and all else is as its tests say."""
    tasks = tuple(replace(task, tests=tuple(map(_not_wrong, task.tests))) for task in run.tasks)
    return replace(run, tasks=tasks, problem=None, problem_state=None)


def _not_wrong(test: TestOutcome) -> TestOutcome:
    return test if test.state in NOT_WRONG else replace(test, state=State.NOT_STARTED, failure=None)


def report_of(found: Iterable[Practised], student: str) -> Report:
    """The build's result in the model that all renderers know: a point for each test and each tool that passed."""
    everything = list(found)
    titles = {item.exercise.id: item.exercise.title for item in everything}
    results = tuple(_result(item) for item in everything)
    return Report(
        Level.L0,
        (SubmissionResult(student, results, (NOTE,)),),
        grader=grader.__version__,
        isolation_note=f"{NOTE}: visible tests in the student's own repository",
        titles=titles,
    )


def _result(item: Practised) -> ExerciseResult:
    run = item.run
    checks = [_check(test) for test in run.tests if test.state is not State.SKIPPED]
    checks += [_tool_check(item, tool) for tool in item.checked.tools]
    if run.problem is not None:
        verdict, message = Verdict.IMPORT_FAILED, run.problem.message
    elif item.is_started:
        verdict, message = Verdict.GRADED, ""
    else:
        verdict, message = Verdict.NOT_STARTED, ""
    return ExerciseResult(item.exercise.week, item.exercise.slug, verdict, tuple(checks), message)


def _check(test: TestOutcome) -> CheckResult:
    failure = test.failure
    return CheckResult(
        test.id,
        f"{test.title} [{test.case}]" if test.case else test.title,
        OUTCOMES[test.state],
        int(test.passed),
        1,
        test.task,
        failure.message if failure else "",
        failure.file if failure else "",
        failure.line if failure else 0,
    )


def _tool_check(item: Practised, tool: str) -> CheckResult:
    findings = item.checked.of(tool)
    if not findings:
        return CheckResult(tool, TOOL_TITLES[tool], Outcome.PASSED, 1, 1)
    first = findings[0]
    return CheckResult(tool, TOOL_TITLES[tool], Outcome.WRONG, 0, 1, 0, first.message, first.file, first.line)
