"""What everything else talks about: frozen records and enums of a course and of a grading run.

Imports the standard library only, does no I/O, and knows neither files nor processes.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

RESULT_FORMAT = "grader/result/v1"
VERIFY_FORMAT = "grader/verify/v1"


class Outcome(enum.StrEnum):
    """How one check ended; the order is the order of display. A result starts as NOT_RUN."""

    PASSED = "passed"
    WRONG = "wrong"
    RAISED = "raised"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    MEMORY = "memory"
    RESOURCE = "resource"
    BAD_RETURN = "bad-return"
    SKIPPED = "skipped"
    NOT_RUN = "not-run"


class Verdict(enum.StrEnum):
    """What became of one exercise of one submission, besides its points."""

    GRADED = "graded"
    NOT_STARTED = "not-started"
    IMPORT_FAILED = "import-failed"
    MISSING = "missing"
    REJECTED = "rejected"
    GRADER_ERROR = "grader-error"


class Level(enum.StrEnum):
    """Sandbox levels; L0 is a student's own machine and never grades."""

    L0 = "L0"
    L1 = "L1"
    L2 = "L2"
    L3 = "L3"


class Kind(enum.StrEnum):
    """Kinds of exercises."""

    MODULE = "module"
    PACKAGE = "package"
    CLI = "cli"
    TESTS = "tests"
    DRILLS = "drills"
    QUIZ = "quiz"
    PROJECT = "project"


class Profile(enum.StrEnum):
    """What a worker may do beyond computing: nothing, start processes, or use loopback sockets."""

    DEFAULT = "default"
    PROCESSES = "processes"
    LOOPBACK = "loopback"


@dataclass(frozen=True)
class Limits:
    """Budgets of one exercise: seconds of wall time, MiB of memory, KiB of one answer."""

    answer_seconds: float = 2.0
    load_seconds: float = 5.0
    exercise_seconds: float = 12.0
    memory_mb: int = 512
    file_mb: int = 8
    profile: Profile = Profile.DEFAULT


@dataclass(frozen=True)
class Task:
    """One numbered task of an exercise."""

    number: int
    title: str


@dataclass(frozen=True)
class Ladder:
    """Three hints for one task, keyed to the checks and visible tests that fail (none: all of the task)."""

    task: int
    checks: tuple[str, ...]
    question: str
    tool: str
    shape: str


@dataclass(frozen=True)
class OwnTests:
    """The part of an exercise in which the student writes tests for `target`, graded against wrong versions."""

    file: str
    target: str
    task: int
    points: int
    minimum_tests: int = 3
    coverage: int = 0
    """Per cent of the target's lines in functions that the tests must run; 0 where coverage is not asked for."""
    coverage_points: int = 0


@dataclass(frozen=True)
class Exercise:
    """One exercise as its manifest describes it; `week` and `slug` are its identity."""

    week: str
    slug: str
    number: int
    title: str
    summary: str
    kind: Kind
    minutes: int
    difficulty: int
    tasks: tuple[Task, ...]
    student_files: tuple[str, ...]
    optional_files: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    seeds: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    browser: bool = False
    browser_reason: str = ""
    limits: Limits = Limits()
    ladders: tuple[Ladder, ...] = ()
    own_tests: OwnTests | None = None
    typed_files: tuple[str, ...] = ()
    typed_points: int = 0
    style_points: int = 0
    style_rules: tuple[str, ...] = ()
    fresh_process: str = "exercise"
    libraries: tuple[str, ...] = ()
    """Distributions that the student's code may import beside the standard library."""
    typed_task: int = 0
    style_task: int = 0

    @property
    def id(self) -> str:
        """`week/slug`, unique in the course and stable over its life."""
        return f"{self.week}/{self.slug}"

    @property
    def folder(self) -> str:
        """Name of its folder in a box; weeks may have exercises of the same name, such as their drills."""
        return f"{self.week}-{self.slug}"

    @property
    def module(self) -> str:
        """Name of the module that the student writes first."""
        return self.student_files[0].removesuffix(".py")


@dataclass(frozen=True)
class Week:
    """One week: its folder name, what it teaches and its exercises in order."""

    name: str
    number: int
    title: str
    needs: tuple[int, ...]
    minutes: int
    outcomes: tuple[str, ...]
    exercises: tuple[Exercise, ...]


@dataclass(frozen=True)
class CheckPlan:
    """One check as it is known before anything runs."""

    id: str
    title: str
    points: int
    task: int = 0
    covers: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class CheckResult:
    """What one check said of one submission; `points` were earned of `max_points`."""

    id: str
    title: str
    outcome: Outcome = Outcome.NOT_RUN
    points: int = 0
    max_points: int = 0
    task: int = 0
    message: str = ""
    file: str = ""
    line: int = 0


@dataclass(frozen=True)
class ExerciseResult:
    """All that is known of one exercise of one submission."""

    week: str
    exercise: str
    verdict: Verdict
    checks: tuple[CheckResult, ...] = ()
    message: str = ""
    misconception: str = ""
    reply: str = ""
    confirmed_alone: bool = False

    @property
    def points(self) -> int:
        """Points earned; a fault of the grader earns none and is shown as such."""
        return sum(check.points for check in self.checks)

    @property
    def max_points(self) -> int:
        """Points that the plan offers."""
        return sum(check.max_points for check in self.checks)


@dataclass(frozen=True)
class SubmissionResult:
    """All exercises of one student."""

    student: str
    exercises: tuple[ExerciseResult, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        """Sum over the exercises."""
        return sum(exercise.points for exercise in self.exercises)

    @property
    def max_points(self) -> int:
        """Sum over the exercises."""
        return sum(exercise.max_points for exercise in self.exercises)


@dataclass(frozen=True)
class Report:
    """One grading run, ready to be rendered; the renderers know nothing else."""

    isolation: Level
    submissions: tuple[SubmissionResult, ...]
    seed: int = 0
    python: str = ""
    grader: str = ""
    isolation_note: str = ""
    titles: dict[str, str] = field(default_factory=dict)
    """`week/exercise` to its title."""

    @property
    def faults(self) -> tuple[tuple[str, ExerciseResult], ...]:
        """Students and exercises that the grader could not judge."""
        return tuple(
            (submission.student, exercise)
            for submission in self.submissions
            for exercise in submission.exercises
            if exercise.verdict is Verdict.GRADER_ERROR
        )
