"""Every error that a command may end with, and the exit codes; knows nothing of how errors are shown.

    GraderError
    ├── UsageError            what was asked for cannot be done as asked              exit 2
    │   ├── SubmissionsUnreadable
    │   └── OutputUnwritable
    ├── CourseError           weeks/ or solutions/ are broken, all problems at once   exit 3
    ├── IsolationUnavailable  the sandbox that was asked for cannot be had            exit 2
    └── GraderFault           the grader itself failed                                exit 4
        ├── WorkerLost
        └── JudgeLost

Each error says what happened and how to mend it; `slug` names its section on the page of messages.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class ExitCode(enum.IntEnum):
    """What the exit status of every command means."""

    DONE = 0
    NOT_ALL_PASSED = 1
    USAGE = 2
    COURSE_BROKEN = 3
    GRADER_FAULT = 4


class GraderError(Exception):
    """Base of all errors a user may meet: one sentence for what happened, one for the way out."""

    slug = "grader-error"
    exit_code = ExitCode.GRADER_FAULT

    def __init__(self, message: str, *, fix: str) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


class UsageError(GraderError):
    """The command was asked for something that does not exist or makes no sense."""

    slug = "usage"
    exit_code = ExitCode.USAGE


class SubmissionsUnreadable(UsageError):
    """The folder of submissions is missing, is a file, or holds no student."""

    slug = "submissions-unreadable"


class OutputUnwritable(UsageError):
    """The output folder cannot be written: read-only, full, or a file."""

    slug = "output-unwritable"


class IsolationUnavailable(GraderError):
    """A mandatory layer of the sandbox is missing on this machine."""

    slug = "isolation-unavailable"
    exit_code = ExitCode.USAGE


class GraderFault(GraderError):
    """Something of ours failed; never a zero and never a pass for anybody."""

    slug = "grader-fault"


class WorkerLost(GraderFault):
    """A sandbox could not be started, or ended before any student code ran in it."""

    slug = "worker-lost"


class JudgeLost(GraderFault):
    """A judge process ended without delivering what it was grading."""

    slug = "judge-lost"


@dataclass(frozen=True)
class Problem:
    """One defect of the course: where it is, which key, what is wrong, and how to mend it."""

    file: str
    key: str
    message: str
    fix: str

    def __str__(self) -> str:
        where = f"{self.file}: {self.key}" if self.key else self.file
        return f"{where}: {self.message} ({self.fix})"


class CourseError(GraderError):
    """The course is broken; carries all problems that were found, not only the first."""

    slug = "course-broken"
    exit_code = ExitCode.COURSE_BROKEN

    def __init__(self, problems: list[Problem]) -> None:
        count = len(problems)
        noun = "problem" if count == 1 else "problems"
        super().__init__(f"the course has {count} {noun}", fix="mend each of them, then run `grader verify`")
        self.problems = tuple(problems)
