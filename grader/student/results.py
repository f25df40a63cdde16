"""What a run of an exercise's visible tests came to: frozen records, and their form as plain data.

Knows neither pytest nor terminals; whoever shows a result, counts it or remembers it builds on these records alone.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, TypeVar

TEST_FORMAT = "course/test/v1"


Record = TypeVar("Record", "Failure", "TestOutcome")


class State(enum.StrEnum):
    """How one visible test ended; the order is that of display. A test starts as NOT_RUN."""

    PASSED = "passed"
    FAILED = "failed"
    RAISED = "raised"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    MISSING_NAME = "missing-name"
    IMPORT_FAILED = "import-failed"
    SYNTAX_ERROR = "syntax-error"
    NOT_STARTED = "not-started"
    WAITING = "waiting"
    SKIPPED = "skipped"
    NOT_RUN = "not-run"


BROKEN_FILE = frozenset({State.IMPORT_FAILED, State.SYNTAX_ERROR})
"""States of tests that could not run because a file of the student cannot be imported."""

NOT_WRONG = frozenset({State.PASSED, State.SKIPPED, State.NOT_STARTED, State.WAITING, State.NOT_RUN})
"""States that say nothing against what the student wrote."""


@dataclass(frozen=True)
class Failure:
    """The parts of a failure page; an empty text is a part that does not apply.

    `file` is relative to the exercise's folder, with forward slashes; `line` and `column` count from 1, and
    `source` is the line itself without its indentation, which `column` does not count either.
    """

    called: tuple[str, ...] = ()
    """Lines of code that were run, as a student would type them."""
    subject: str = ""
    """The expression that was looked at afterwards, where it is not the call itself."""
    got: str = ""
    expected: str = ""
    difference: tuple[str, ...] = ()
    """The first difference between the two, where they are long."""
    message: str = ""
    """What went wrong in a sentence, where nothing can be compared: a missing name, a file that cannot be read."""
    file: str = ""
    line: int = 0
    function: str = ""
    source: str = ""
    column: int = 0
    end_column: int = 0
    printed: str = ""
    """What the student's code printed during the test."""


@dataclass(frozen=True)
class TestOutcome:
    """One visible test: `id` as pytest has it after the file's name, `title` the first line of its docstring."""

    __test__: ClassVar[bool] = False  # pytest takes classes called Test for tests

    id: str
    task: int
    title: str
    state: State = State.NOT_RUN
    case: str = ""
    """Which case of a test with parameters."""
    waits_for: str = ""
    """What a waiting test waits for: "Task 2", or the name of a function that is not there yet."""
    failure: Failure | None = None
    seconds: float = 0.0

    @property
    def name(self) -> str:
        """Name of the test function, as `hints.toml` has it."""
        return self.id.partition("[")[0].rpartition("::")[2]

    @property
    def passed(self) -> bool:
        """Whether it passed; a skipped test has not."""
        return self.state is State.PASSED


@dataclass(frozen=True)
class TaskResult:
    """One task with its tests in the order of the file; `number` is 0 for tests that belong to no task."""

    number: int
    title: str
    tests: tuple[TestOutcome, ...] = ()

    @property
    def passed(self) -> int:
        """How many of its tests passed."""
        return sum(test.passed for test in self.tests)

    @property
    def total(self) -> int:
        """How many tests it has, without those that are skipped here."""
        return sum(test.state is not State.SKIPPED for test in self.tests)

    @property
    def is_passing(self) -> bool:
        """Whether all of its tests passed; a task without visible tests is as good as passing."""
        return self.passed == self.total

    @property
    def is_started(self) -> bool:
        """Whether any test says something about what the student wrote."""
        return any(test.state not in {State.NOT_STARTED, State.WAITING, State.NOT_RUN} for test in self.tests)

    @property
    def first_problem(self) -> TestOutcome | None:
        """The first test that did not pass: a wrong one before one that was not started."""
        return first_problem(self.tests)


@dataclass(frozen=True)
class TestRun:
    """One run of an exercise; `problem` is set where a file could not be imported and no test could run."""

    __test__: ClassVar[bool] = False

    exercise: str
    """`week/slug`, the exercise's identity."""
    tasks: tuple[TaskResult, ...] = ()
    problem: Failure | None = None
    problem_state: State | None = None
    seconds: float = 0.0
    partial: bool = False
    """Whether only some tasks were asked for: says nothing about the exercise as a whole."""

    @property
    def tests(self) -> tuple[TestOutcome, ...]:
        """All tests, task by task."""
        return tuple(test for task in self.tasks for test in task.tests)

    @property
    def passed(self) -> int:
        """How many tests passed."""
        return sum(task.passed for task in self.tasks)

    @property
    def total(self) -> int:
        """How many tests there are."""
        return sum(task.total for task in self.tasks)

    @property
    def is_passing(self) -> bool:
        """Whether every test passed, and there was one."""
        return self.problem is None and self.total > 0 and self.passed == self.total

    @property
    def is_started(self) -> bool:
        """Whether the student has written anything that a test can see."""
        return self.problem is not None or any(task.is_started for task in self.tasks)

    @property
    def current_task(self) -> TaskResult | None:
        """The first task, in order, that does not pass yet."""
        return next((task for task in self.tasks if not task.is_passing), None)

    @property
    def first_problem(self) -> TestOutcome | None:
        """The first problem of the first task that does not pass yet."""
        task = self.current_task
        return task.first_problem if task else None


def first_problem(tests: tuple[TestOutcome, ...]) -> TestOutcome | None:
    """The first test that did not pass: a wrong one before one that was not started."""
    failing = [test for test in tests if not test.passed and test.state is not State.SKIPPED]
    wrong = [test for test in failing if test.state not in NOT_WRONG]
    return next(iter(wrong or failing), None)


def document_from(run: TestRun) -> dict[str, Any]:
    """A run as plain data for `course test --format json`; keys may be added, never changed."""
    return {
        "exercise": run.exercise,
        "passing": run.is_passing,
        "passed": run.passed,
        "total": run.total,
        "partial": run.partial,
        "problem": run.problem and {"state": run.problem_state, **failure_document(run.problem)},
        "tasks": [
            {
                "number": task.number,
                "title": task.title,
                "passed": task.passed,
                "total": task.total,
                "tests": [outcome_document(test) for test in task.tests],
            }
            for task in run.tasks
        ],
        "seconds": round(run.seconds, 3),
    }


def outcome_document(test: TestOutcome) -> dict[str, Any]:
    """One test as plain data."""
    return {
        "id": test.id,
        "task": test.task,
        "title": test.title,
        "case": test.case,
        "state": test.state.value,
        "waits_for": test.waits_for,
        "seconds": round(test.seconds, 3),
        "failure": test.failure and failure_document(test.failure),
    }


def outcome_from(document: Mapping[str, Any]) -> TestOutcome:
    """The test that `outcome_document` described. Raises KeyError, TypeError or ValueError for anything else."""
    values = dict(document)
    failure = values.pop("failure")
    outcome = TestOutcome(
        **{**values, "state": State(values["state"]), "seconds": float(values["seconds"])},
        failure=failure_from(failure) if failure else None,
    )
    return _typed(outcome, TestOutcome("", 0, "", outcome.state, failure=outcome.failure))


def failure_document(failure: Failure) -> dict[str, Any]:
    """The parts of a failure as plain data."""
    values = {item.name: getattr(failure, item.name) for item in fields(failure)}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}


def failure_from(document: Mapping[str, Any]) -> Failure:
    """The failure that `failure_document` described."""
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in document.items()
    }
    return _typed(Failure(**values), Failure())


def _typed(record: Record, like: Record) -> Record:
    """The record, if its values are of the types of the other one's and its tuples of texts. Raises TypeError."""
    for item in fields(like):
        value = getattr(record, item.name)
        texts = not isinstance(value, tuple) or all(isinstance(part, str) for part in value)
        if not isinstance(value, type(getattr(like, item.name))) or not texts:
            raise TypeError(f"{item.name} is {value!r}")
    return record
