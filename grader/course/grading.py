"""Grades a class: takes the folders in, judges what is new, remembers every result at once, and makes the report."""

from __future__ import annotations

import platform
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import grader
from grader.catalogue.course import Course
from grader.catalogue.fingerprint import fingerprint
from grader.catalogue.layout import Layout
from grader.catalogue.load import survey_course
from grader.course.intake import Submission, Taken, take
from grader.course.judging import Item, Judging, Settings, titles
from grader.course.quiz import quiz_exercise, quiz_fingerprint
from grader.course.store import Store, result_key
from grader.errors import CourseError, OutputUnwritable, Problem, UsageError
from grader.model import Exercise, ExerciseResult, Kind, Report, SubmissionResult
from grader.sandbox.launch import Confinement
from grader.sandbox.libraries import versions


@dataclass(frozen=True)
class Progress:
    """What a caller may want to show while it waits; `total` and `done` count submissions."""

    phase: Callable[[str], None] = field(default=lambda _: None)
    total: Callable[[int, int], None] = field(default=lambda *_: None)
    """How many submissions there are, and how many of them are known from an earlier run."""
    done: Callable[[SubmissionResult], None] = field(default=lambda _: None)


@dataclass(frozen=True)
class GradeOptions:
    """How to grade a class; without a seed a fresh one is drawn, so that inputs differ from run to run."""

    confinement: Confinement
    jobs: int = 1
    seed: int | None = None
    debug: bool = False


@dataclass
class _Pending:
    submission: Submission
    keys: dict[str, str]
    known: dict[str, ExerciseResult]
    others: dict[str, ExerciseResult]
    """What is known of exercises that are not graded now, to be kept."""

    def result(self) -> SubmissionResult:
        """All results of this submission in the order of its exercises."""
        return SubmissionResult(
            self.submission.student,
            tuple(self.known[self.keys[taken.exercise.id]] for taken in self.submission.taken),
            self.submission.notes,
        )


class ClassGrading:
    """One run over a class. After `run` was consumed or interrupted, `unsaved` says why results were not kept."""

    def __init__(
        self, course: Course, exercises: Sequence[Exercise], output: Path | None, options: GradeOptions
    ) -> None:
        self.course, self.options = course, options
        self.exercises = list(exercises)
        self.store = Store(output) if output is not None else None
        self.seed = options.seed if options.seed is not None else secrets.randbelow(1 << 31)
        self.unsaved: OutputUnwritable | None = None
        self.reused = 0

    def run(self, students: Sequence[Path], progress: Progress) -> Iterator[SubmissionResult]:
        """Yield each submission's results as they are known. Raises CourseError or a fault of the grader."""
        if self.store is not None:
            self.store.open()
        prints = {exercise.id: self._fingerprint(exercise) for exercise in self.exercises}
        progress.phase("taking submissions in")
        pending: dict[str, _Pending] = {}
        finished: list[_Pending] = []
        for number, folder in enumerate(students):
            entry = self._take(folder, prints)
            missing = [taken for taken in entry.submission.taken if entry.keys[taken.exercise.id] not in entry.known]
            if missing:
                pending[f"s{number:05d}"] = entry
            else:
                finished.append(entry)
        self.reused = len(finished)
        progress.total(len(students), len(finished))
        for entry in finished:
            result = entry.result()
            progress.done(result)
            yield result
        if pending:
            yield from self._judge(pending, progress)

    def _fingerprint(self, exercise: Exercise) -> str:
        if exercise.kind is Kind.QUIZ:
            return quiz_fingerprint(self.course.layout, exercise.week)
        return " ".join((fingerprint(exercise, self.course.layout), *versions(exercise.libraries)))

    def _take(self, folder: Path, prints: dict[str, str]) -> _Pending:
        submission = take(folder, self.exercises)
        level = self.options.confinement.level
        keys = {taken.exercise.id: result_key(taken, prints[taken.exercise.id], level) for taken in submission.taken}
        stored = self.store.load(submission.student) if self.store is not None else {}
        graded = {(exercise.week, exercise.slug) for exercise in self.exercises}
        others = {key: result for key, result in stored.items() if (result.week, result.exercise) not in graded}
        return _Pending(submission, keys, {key: stored[key] for key in keys.values() if key in stored}, others)

    def _judge(self, pending: dict[str, _Pending], progress: Progress) -> Iterator[SubmissionResult]:
        settings = Settings(
            self.options.confinement,
            self.options.jobs,
            self.seed,
            self.options.debug,
            progress=progress.phase,
        )
        with Judging(self.course, self.exercises, settings) as judging:
            for whole in self._put(judging, pending):
                progress.done(whole)
                yield whole

    def _put(self, judging: Judging, pending: dict[str, _Pending]) -> Iterator[SubmissionResult]:
        """Put what is pending to the judge, and keep each submission's results before they are shown."""
        items = [Item(name, self._missing(entry)) for name, entry in pending.items()]
        for judged in judging.run(items):
            entry = pending.pop(judged.item.name)
            for taken, result in zip(judged.item.taken, judged.results, strict=True):
                entry.known[entry.keys[taken.exercise.id]] = result
            self._save(entry)
            yield entry.result()

    @staticmethod
    def _missing(entry: _Pending) -> tuple[Taken, ...]:
        return tuple(taken for taken in entry.submission.taken if entry.keys[taken.exercise.id] not in entry.known)

    def _save(self, entry: _Pending) -> None:
        """Keep a submission's results; a full disk must not stop the class from being graded."""
        if self.store is None or self.unsaved is not None:
            return
        try:
            self.store.save(entry.submission.student, {**entry.others, **entry.known})
        except OutputUnwritable as error:
            self.unsaved = error

    def report(self, results: Sequence[SubmissionResult]) -> Report:
        """The report of the run, students in order of name."""
        confinement = self.options.confinement
        return Report(
            confinement.level,
            tuple(sorted(results, key=lambda result: result.student)),
            seed=self.seed,
            python=platform.python_version(),
            grader=grader.__version__,
            isolation_note=confinement.note,
            titles=titles(self.exercises),
        )


def load_chosen(root: Path, select: Callable[[Course], list[Exercise]]) -> tuple[Course, list[Exercise]]:
    """The course and the exercises that `select` picks; raises CourseError for what is broken in those.

    An exercise that somebody is still writing must not keep the others from being used; but where it is chosen, as one
    of its week or of all, it must not be passed over either. So `select` is shown it as well, as far as its name goes.
    """
    course, problems = survey_course(root)
    if not course.weeks:
        raise CourseError(list(problems) or [Problem("weeks", "", "holds no week", "write weeks/01-...")])
    places = _places(course.layout)
    unread = places - {(exercise.week, exercise.slug) for exercise in course.exercises}
    try:
        chosen = select(_with_names(course, unread))
    except UsageError:
        if problems:
            raise CourseError(list(problems)) from None
        raise
    layout = course.layout
    other = {
        f"{layout.relative(folder)}/"
        for week, slug in places - {(exercise.week, exercise.slug) for exercise in chosen}
        for folder in (layout.week_folder(week) / slug, layout.week_twin(week) / slug)
    }
    concerning = [problem for problem in problems if not any(f"{problem.file}/".startswith(name) for name in other)]
    if concerning:
        raise CourseError(concerning)
    if not chosen:
        raise UsageError("no exercise is there yet", fix="name another week, or write one with `grader new`")
    return course, chosen


def _places(layout: Layout) -> set[tuple[str, str]]:
    """Week and slug of every exercise folder, whether it could be read or not."""
    return {(week, slug) for week in layout.weeks() for slug in (*layout.slugs(week), *layout.twin_slugs(week))}


def _with_names(course: Course, unread: set[tuple[str, str]]) -> Course:
    """The course with stand-ins for the exercises that cannot be read."""
    weeks = []
    for week in course.weeks:
        blanks = [_blank(name, slug) for name, slug in sorted(unread) if name == week.name]
        weeks.append(replace(week, exercises=(*week.exercises, *blanks)))
    return replace(course, weeks=tuple(weeks))


def _blank(week: str, slug: str) -> Exercise:
    return Exercise(week, slug, 0, slug, "", Kind.MODULE, 0, 0, (), ())


def choose(course: Course, week: str | None, exercise: str | None) -> list[Exercise]:
    """The exercises that a command names, with the quiz of each week that is named whole. Raises UsageError."""
    if exercise is not None:
        return list(course.find(f"{week}/{exercise}" if week and "/" not in exercise else exercise))
    weeks = [course.week(week)] if week is not None else list(course.weeks)
    chosen: list[Exercise] = []
    for item in weeks:
        chosen += item.exercises
        if course.layout.quiz(item.name).is_file() and course.layout.quiz_key(item.name).is_file():
            chosen.append(quiz_exercise(item.name, len(item.exercises) + 1))
    return chosen
