"""Judges one exercise of one submission: puts the prepared checks to its worker and says how each one ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from grader.checks.session import OTHER_SHAPE, TRIPS, NeedsValue, NoAnswer, ReferenceSilent, Session, Wrong
from grader.errors import GraderFault
from grader.harness.answers import Answer, AnswerKind, Fault, read_answer
from grader.harness.worker import ExerciseWorker
from grader.judge import sentences
from grader.judge.prepared import Case, CheckFunction, PreparedCheck, Remembering
from grader.model import CheckPlan, CheckResult, Exercise, ExerciseResult, Outcome, Verdict


@dataclass(frozen=True)
class Handed:
    """What a submission handed in for one exercise, as the judge may know it: sizes and names, never content."""

    lines: dict[str, int]
    """Number of lines of each file."""
    names: tuple[str, ...] = ()
    """Names that the files define; a worker's word for one could be anything, such as an input it was asked about."""
    as_stub: bool = False
    """Whether the files are the stub's, but for white space."""
    quick: bool = False
    """Whether the first check that fails is enough."""
    own_digest: str = ""
    """Digest of the test file that the student wrote; empty where there is none."""


class ExerciseJudge:
    """The checks of one exercise with everything that is prepared once per run."""

    def __init__(self, exercise: Exercise, checks: list[CheckFunction], oracle: Remembering, seed: int) -> None:
        self.exercise = exercise
        self.oracle = oracle
        self.prepared = [PreparedCheck(check, oracle, seed) for check in checks]
        self.known_names: frozenset[str] = frozenset()

    @property
    def plan(self) -> list[CheckPlan]:
        """Ids of all checks, known before anything runs."""
        return [
            CheckPlan(
                item.check.id,
                item.check.title,
                item.check.spec.points or 0,
                item.check.spec.task,
                item.check.spec.covers,
                item.check.spec.after,
            )
            for item in self.prepared
        ]

    def prepare(self) -> None:
        """Ask the reference everything that can be asked beforehand; raises ReferenceSilent."""
        names = Session(self.oracle).names()
        self.known_names = frozenset(name for name in names if isinstance(name, str))
        for item in self.prepared:
            item.prepare()

    def judge(self, worker: ExerciseWorker, handed: Handed) -> ExerciseResult:
        """Every check's result for one submission. Raises ReferenceSilent or WorkerLost: faults of ours."""
        blank = [
            CheckResult(plan.id, plan.title, max_points=plan.points, task=plan.task, message="did not run")
            for plan in self.plan
        ]
        loaded = worker.load()
        if not _imported(loaded) and worker.home.used:
            loaded = worker.load_alone()
        failure = loaded.value if isinstance(loaded.value, dict) else {}
        if not _imported(loaded):
            return self._not_imported(blank, loaded, failure, handed)
        results: dict[str, CheckResult] = {}
        for item, empty in zip(self.prepared, blank, strict=True):
            waits = [name for name in item.check.spec.after if not _passed(results, name)]
            if waits:
                results[empty.id] = replace(empty, outcome=Outcome.SKIPPED, message="waits for another check to pass")
                continue
            results[empty.id] = self._run(item, empty, worker, handed)
            if handed.quick and results[empty.id].outcome is not Outcome.PASSED:
                break
            if self.exercise.fresh_process == "check":
                worker.stop()
        worker.stop()
        checks = tuple(results.get(empty.id, empty) for empty in blank)
        note = ""
        if failure.get("type") == "SystemExit":
            note = (
                "your file ends the program when it is imported (exit or sys.exit); what was defined before it counted"
            )
        return ExerciseResult(self.exercise.week, self.exercise.slug, _verdict(checks, handed), checks, message=note)

    def _not_imported(
        self, blank: list[CheckResult], loaded: Answer, failure: dict[str, Any], handed: Handed
    ) -> ExerciseResult:
        answer = None if loaded.kind is AnswerKind.VALUE else loaded
        text, file, line = sentences.about_import(failure, answer)
        if file not in handed.lines:
            file, line = "", 0
        outcome = sentences.OUTCOMES[loaded.kind] if answer is not None else Outcome.NOT_RUN
        checks = tuple(replace(empty, outcome=outcome, message="the file could not be imported") for empty in blank)
        where = f" ({file}:{line})" if file and line else ""
        return ExerciseResult(
            self.exercise.week, self.exercise.slug, Verdict.IMPORT_FAILED, checks, message=text + where
        )

    def _run(self, item: PreparedCheck, empty: CheckResult, worker: ExerciseWorker, handed: Handed) -> CheckResult:
        try:
            if item.cases is not None:
                self._run_recorded(item, worker, shrink=not handed.quick)
            elif not item.rounds or not self._as_rehearsed(item, worker):
                self._run_as_it_stands(item, worker, shrink=not handed.quick)
        except _Failed as failed:
            return self._failed(empty, failed, handed)
        return replace(empty, outcome=Outcome.PASSED, points=empty.max_points, message="")

    def _run_recorded(self, item: PreparedCheck, worker: ExerciseWorker, *, shrink: bool) -> None:
        """All questions of all inputs as one message; raises _Failed."""
        replies = worker.exchange(item.asked) if item.asked else []
        if replies == item.expected:
            return
        cases = item.cases or ()
        asked = [(case, *both) for case in cases for both in zip(case.questions, case.replies, strict=True)]
        # After a fault the list ends; without one it must not.
        replies += [Fault(AnswerKind.MALFORMED)] * (len(asked) - len(replies))
        failing: list[tuple[Case, Exception]] = []
        for (case, pair, known), reply in zip(asked, replies, strict=True):
            if reply == known or (failing and failing[-1][0] is case):
                continue
            ours, theirs = read_answer(known), read_answer(reply)
            try:
                pair.judge(theirs, ours)
            except (Wrong, NoAnswer) as error:
                mended = _with_types(error, theirs, ours)
                if isinstance(reply, Fault):
                    raise _Failed(mended, None) from None
                failing.append((case, mended))
        if not failing:
            return
        if not item.check.spec.inputs or not shrink:
            raise _Failed(failing[0][1], None)
        self._shrink(item, worker, min(failing, key=lambda pair: item.rank(pair[0].inputs)))

    @staticmethod
    def _as_rehearsed(item: PreparedCheck, worker: ExerciseWorker) -> bool:
        """Whether the answers are those that the body of a check has passed with, byte for byte."""
        if all(worker.exchange(asked) == expected for asked, expected in item.rounds):
            return True
        # The body has its own way to ask, and none of these questions are to have left a trace by then.
        worker.stop()
        return False

    def _run_as_it_stands(self, item: PreparedCheck, worker: ExerciseWorker, *, shrink: bool) -> None:
        student = Session(worker)
        for inputs in item.drawn:
            error = self._call(item, student, inputs)
            if error is None:
                continue
            if not item.check.spec.inputs or not shrink:
                raise _Failed(error, None)
            self._shrink(item, worker, (Case(inputs, (), ()), error))

    def _shrink(self, item: PreparedCheck, worker: ExerciseWorker, found: tuple[Case, Exception]) -> None:
        """Raise _Failed with the smallest input that fails in the same way."""
        case, error = found
        student = Session(worker)
        if isinstance(error, NoAnswer) and error.answer.kind is not AnswerKind.RAISED:
            raise _Failed(error, None if error.answer.kind is AnswerKind.TODO else case.inputs)

        def again(inputs: dict[str, Any]) -> Exception | None:
            ended = self._call(item, student, inputs)
            if type(ended) is not type(error):
                return None
            return None if isinstance(ended, NoAnswer) and ended.answer.kind is not AnswerKind.RAISED else ended

        with worker.searching():
            smallest = item.smallest(lambda inputs: again(inputs) is not None, case.inputs)
            ended = None if smallest is case.inputs else again(smallest)
        raise _Failed(ended or error, smallest)

    def _call(self, item: PreparedCheck, student: Session, inputs: dict[str, Any]) -> Exception | None:
        """How the body ends on one input: None, or Wrong or NoAnswer; anything else is a mistake of the check."""
        try:
            item.call(student, inputs)
        except (Wrong, NoAnswer) as error:
            return error
        except (ReferenceSilent, NeedsValue, GraderFault):
            raise
        except AssertionError as error:
            return Wrong(str(error))
        except TRIPS:
            # The reference passed this check, so a body that trips over a value trips over the student's.
            return Wrong(OTHER_SHAPE)
        return None

    def _failed(self, empty: CheckResult, failed: _Failed, handed: Handed) -> CheckResult:
        error = failed.error
        file, line = "", 0
        if isinstance(error, NoAnswer):
            outcome = sentences.OUTCOMES[error.answer.kind]
            names = sentences.Names(self.known_names, handed.names)
            text = sentences.about_answer(error.answer, names, self.exercise.limits.answer_seconds)
            answer: Answer | None = error.answer
        else:
            outcome, answer = Outcome.WRONG, getattr(error, "answer", None)
            text = sentences.about_wrong(error) if isinstance(error, Wrong) else ""
        if answer is not None and answer.file in handed.lines and answer.line <= handed.lines[answer.file]:
            file, line = answer.file, answer.line
        parts = [text] if text else []
        spec_reply = next((item.check.spec.reply for item in self.prepared if item.check.id == empty.id), "")
        if spec_reply and outcome is not Outcome.NOT_RUN:
            parts.append(spec_reply)
        if failed.inputs is not None:
            parts.append(sentences.counterexample(failed.inputs))
        message = "; ".join(parts) or "the answer is not what the task asks for"
        return replace(empty, outcome=outcome, message=message, file=file, line=line)


class _Failed(Exception):
    """How a check ended when it was not met, and the smallest input it was seen on."""

    def __init__(self, error: Exception, inputs: dict[str, Any] | None) -> None:
        super().__init__()
        self.error = error
        self.inputs = inputs


def _passed(results: dict[str, CheckResult], name: str) -> bool:
    found = [result for id_, result in results.items() if id_ == name or id_.startswith(name + "[")]
    return bool(found) and all(result.outcome is Outcome.PASSED for result in found)


def _imported(loaded: Answer) -> bool:
    return loaded.kind is AnswerKind.VALUE and isinstance(loaded.value, dict) and not loaded.value.get("fatal", True)


def _with_types(error: Exception, theirs: Answer, ours: Answer) -> Exception:
    """Where nothing better is known of a wrong answer, say that its type differs."""
    if not isinstance(error, Wrong) or error.reply:
        return error
    # Only two values can differ without a word of why: whatever else disagrees has a sentence of its own.
    return Wrong(sentences.about_types(theirs.value, ours.value), error.answer)


def _verdict(checks: tuple[CheckResult, ...], handed: Handed) -> Verdict:
    if any(check.points for check in checks):
        return Verdict.GRADED
    waiting = (Outcome.NOT_RUN, Outcome.SKIPPED)
    if handed.as_stub or all(check.outcome in waiting for check in checks):
        return Verdict.NOT_STARTED
    return Verdict.GRADED
