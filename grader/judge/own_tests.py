"""Grades tests that a student wrote: they must pass on every right implementation and fail on each named wrong one.

Tests and implementation run in different sandboxes, each run in fresh processes, right and wrong ones in an order that
depends on the run's seed; the right ones appear at least three times. Nothing is marked for assertions or coverage.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.errors import GraderFault
from grader.harness.answers import AnswerKind
from grader.harness.relay import Played, play
from grader.harness.worker import Implementation, SubmissionSandbox, TestRun
from grader.model import CheckPlan, CheckResult, Exercise, Outcome, OwnTests

PASS_ID = "own_tests_pass"  # noqa: S105 (passing a test, not a password)
CATCH_ID = "own_tests_catch"
PASS_TITLE = "Your tests pass on every right version"  # noqa: S105 (no password)
CATCH_TITLE = "Your tests catch the wrong versions"
COVER_ID = "own_tests_cover"
COVER_TITLE = "Your tests run enough of the code they test"
OWN_TESTS_IDS = frozenset({PASS_ID, CATCH_ID, COVER_ID})
RIGHT_RUNS = 3


@dataclass(frozen=True)
class Version:
    """An implementation under test: its sources by module name, and the mistake it makes (none: it is right)."""

    sources: dict[str, str]
    mistake: str = ""


class OwnTestsJudge:
    """The own-tests part of one exercise; remembers results by content, for many leave the stub as it is."""

    def __init__(self, exercise: Exercise, rights: list[Version], wrongs: list[Version], seed: int) -> None:
        if exercise.own_tests is None:
            raise GraderFault(f"{exercise.id} has no own tests", fix="report this")
        self.exercise = exercise
        self.own: OwnTests = exercise.own_tests
        runs = (rights * RIGHT_RUNS)[: max(RIGHT_RUNS, len(rights))] + wrongs
        random.Random(seed).shuffle(runs)
        self.runs = runs
        self.wrongs = wrongs
        self.reference = rights[0]
        self._known: dict[str, tuple[CheckResult, ...]] = {}

    @property
    def plan(self) -> list[CheckPlan]:
        """The checks of this part: two, and one more where coverage is asked for."""
        task, after = self.own.task, (PASS_ID,)
        plans = [
            CheckPlan(PASS_ID, PASS_TITLE, 1, task),
            CheckPlan(CATCH_ID, CATCH_TITLE, self.own.points - 1, task, after=after),
        ]
        if self.own.coverage:
            plans.append(CheckPlan(COVER_ID, COVER_TITLE, self.own.coverage_points, task, after=after))
        return plans

    def judge(
        self, tests: SubmissionSandbox, implementation: SubmissionSandbox, digest: str, names: Collection[str] = ()
    ) -> tuple[CheckResult, ...]:
        """Results of the plan's checks for the test file in the sandbox's box, which defines `names`.

        Raises WorkerLost.
        """
        if digest not in self._known:
            if len(self._known) > 500:
                self._known.clear()
            self._known[digest] = self._judge(tests, implementation, names)
        return self._known[digest]

    def _judge(
        self, tests: SubmissionSandbox, implementation: SubmissionSandbox, names: Collection[str]
    ) -> tuple[CheckResult, ...]:
        run = TestRun(self.exercise.folder, self.own.file, self.own.target, self.exercise.limits)
        missed: list[str] = []
        covered = (0, 0)
        for version in self.runs:
            measure = bool(self.own.coverage) and version is self.reference
            under_test = Implementation("", version.sources, self.own.target, self.exercise.limits, measure)
            played = play(tests, run, implementation, under_test)
            if not version.mistake:
                problem = self._problem(played, names)
                if problem is not None:
                    return (self._result(PASS_ID, *problem), *self._skipped())
                covered = max(covered, played.covered)
            elif (played.fault is None and not played.failed) or (
                played.fault is AnswerKind.CRASHED and not played.outcomes
            ):
                missed.append(version.mistake)
        found = [self._result(PASS_ID, Outcome.PASSED, ""), self._caught(missed)]
        return (*found, self._covered(*covered)) if self.own.coverage else tuple(found)

    def _problem(self, played: Played, own: Collection[str]) -> tuple[Outcome, str] | None:
        """Why a run on a right version is not good enough, or None if it is."""
        if played.fault is AnswerKind.TIMEOUT:
            return Outcome.TIMEOUT, "your tests did not end in time on a right version"
        if played.fault is AnswerKind.RESOURCE:
            return Outcome.RESOURCE, "your tests used more than their share of the machine"
        if played.fault is not None:
            return (
                Outcome.CRASHED,
                "your tests ended the interpreter, or called what they test from a thread of their own",
            )
        if ("collection", "failed") in played.outcomes:
            return Outcome.RAISED, f"{self.own.file} cannot be imported by pytest"
        if played.failed:
            # Only names that the file defines as it was handed in: one made up while it ran could say what it saw.
            failed = dict.fromkeys(name.partition("[")[0] for name in played.failed)
            shown = ", ".join([name for name in failed if name in own][:3]) or "some"
            more = f" and {len(failed) - 3} more" if len(failed) > 3 else ""
            return Outcome.WRONG, f"fails on a right version: {shown}{more}"
        if played.passed < self.own.minimum_tests:
            return Outcome.WRONG, f"{played.passed} tests ran and passed; at least {self.own.minimum_tests} are due"
        if played.calls < self.own.minimum_tests:
            return Outcome.WRONG, "your tests hardly call the code they are to test"
        return None

    def _caught(self, missed: list[str]) -> CheckResult:
        total = len(self.wrongs)
        caught = total - len(missed)
        points = (self.own.points - 1) * caught // total if total else 0
        if not missed:
            return self._result(CATCH_ID, Outcome.PASSED, f"caught all {total}", points)
        listed = "; ".join(text.rstrip(".") for text in sorted(missed)[:6])
        return self._result(CATCH_ID, Outcome.WRONG, f"caught {caught} of {total}; missed: {listed}", points)

    def _covered(self, run: int, all_: int) -> CheckResult:
        """Whether enough of the reference's lines were run; a share of a hundred is all that is said of it."""
        share = 100 * run // all_ if all_ else 100
        if share >= self.own.coverage:
            return self._result(COVER_ID, Outcome.PASSED, f"{share} % of the lines")
        message = f"they run {share} % of the lines of the right version; {self.own.coverage} % are due"
        return self._result(COVER_ID, Outcome.WRONG, message, 0)

    def _result(self, id_: str, outcome: Outcome, message: str, points: int | None = None) -> CheckResult:
        plan = next(item for item in self.plan if item.id == id_)
        earned = points if points is not None else plan.points if outcome is Outcome.PASSED else 0
        return CheckResult(id_, plan.title, outcome, earned, plan.points, self.own.task, message)

    def _skipped(self) -> Iterator[CheckResult]:
        for plan in self.plan[1:]:
            yield self._result(plan.id, Outcome.SKIPPED, "waits until your tests pass on a right version", 0)


def read_version(files: dict[str, Path], mistake: str = "") -> Version:
    """A version whose modules lie in the given files."""
    return Version(
        {name.removesuffix(".py"): path.read_text(encoding="utf-8") for name, path in files.items()}, mistake
    )
