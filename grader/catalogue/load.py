"""Reads a whole course from disk, and says everything that is wrong with it at once.

Strictly, for those who write and grade a course: schemas, both halves, every file. Lightly, on a student's machine:
only what the student's commands need, without jsonschema and without `solutions/`. Runs nothing of what it reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from grader.catalogue import consistency, folders, quiz, schema, wrong
from grader.catalogue.course import Course
from grader.catalogue.findings import Document, Findings
from grader.catalogue.introduced import SYNTAX
from grader.catalogue.layout import Address, Layout
from grader.catalogue.manifest import MalformedError, allowances_from, exercise_from, ladders_from, week_from
from grader.errors import CourseError, Problem
from grader.model import Exercise, Kind, Ladder, Week

__all__ = ["Course", "load_course", "load_exercises", "survey_course"]


def load_course(root: Path, *, strict: bool = True) -> Course:
    """The course below `root`, the folder that holds `weeks/`; raises CourseError with all problems at once."""
    course, problems = survey_course(root, strict=strict)
    if problems:
        raise CourseError(list(problems))
    return course


def load_exercises(root: Path, *, strict: bool = False) -> tuple[Exercise, ...]:
    """All exercises of the course in order, read lightly unless asked otherwise."""
    return load_course(root, strict=strict).exercises


def survey_course(root: Path, *, strict: bool = True) -> tuple[Course, tuple[Problem, ...]]:
    """The part of the course that can be read, and all problems, sorted by file."""
    reader = _Reader(Layout(root), strict=strict)
    weeks = tuple(week for week in map(reader.week, reader.layout.weeks()) if week is not None)
    findings = reader.findings
    if not reader.layout.weeks_folder.is_dir() and not strict:
        findings.add(reader.layout.weeks_folder, "is missing", "run the command in the folder that holds weeks/")
    weeks = tuple(sorted(weeks, key=lambda week: (week.number, week.name)))
    if strict:
        folders.inspect_roots(findings)
        consistency.check_course(weeks, findings)
        reader.table()
    problems = sorted(findings.problems, key=lambda problem: (problem.file, problem.key, problem.message))
    return Course(root, weeks, reader.allowances), tuple(problems)


class _Reader:
    """Reads one course; keeps what it finds wrong, and what exercises may use early."""

    def __init__(self, layout: Layout, *, strict: bool) -> None:
        self.layout = layout
        self.strict = strict
        self.findings = Findings(layout)
        self.allowances: dict[str, Mapping[str, str]] = {}

    def week(self, name: str) -> Week | None:
        """One week with its exercises; None if its manifest cannot be read."""
        exercises = [found for slug in self.layout.slugs(name) if (found := self.exercise(Address(name, slug)))]
        if self.strict:
            consistency.check_week_name(name, self.findings)
            folders.inspect_week(name, self.findings)
            self.quiz(name)
            if self.layout.has_solutions:
                folders.inspect_twin_week(name, self.findings)
        path = self.layout.week_manifest(name)
        document = self._document(path, "week", "title, needs and outcomes of the week")
        if document is None:
            return None
        try:
            week = week_from(document, name, exercises)
        except MalformedError as error:
            self._malformed(path, error)
            return None
        if self.strict:
            consistency.check_week(week, self.findings)
        return week

    def exercise(self, address: Address) -> Exercise | None:
        """One exercise with its hints; None if its manifest cannot be read."""
        path = self.layout.manifest(address)
        document = self._document(path, "exercise", "the manifest")
        if document is None:
            return None
        try:
            exercise = exercise_from(document, address.week, address.slug, self._ladders(address, document))
            self.allowances[exercise.id] = allowances_from(document)
        except MalformedError as error:
            self._malformed(path, error)
            return None
        if self.strict:
            consistency.check_exercise(exercise, document, self.findings)
            if exercise.ladders:  # without them the file is broken, and that is said already
                consistency.check_hints(exercise, self.findings)
            folders.inspect_exercise(exercise, self.findings)
            if self.layout.has_solutions:
                self._twin(exercise)
        return exercise

    def quiz(self, week: str) -> None:
        """Hold the quiz of a week against its schema and its key."""
        if not self.layout.quiz(week).exists():
            return
        document = self._document(self.layout.quiz(week), "quiz", "the questions")
        questions = quiz.questions_from(document) if document is not None else ()
        quiz.inspect_quiz(questions, week, self.findings)
        if not self.layout.has_solutions:
            return
        key = self._document(self.layout.quiz_key(week), "quiz_key", "the answers of the quiz")
        if document is not None and key is not None:
            quiz.compare_quiz(questions, quiz.keys_from(key), week, self.findings)

    def table(self) -> None:
        """Hold the table of what the weeks introduce against its schema, if there is one."""
        path = self.layout.course_file
        document = self._document(path, "course", "what the weeks introduce") if path.exists() else None
        if document is not None:
            consistency.check_table(document, SYNTAX, self.findings)

    def _ladders(self, address: Address, manifest: Document) -> tuple[Ladder, ...]:
        path = self.layout.hints(address)
        if not path.exists() and (not self.strict or manifest.get("kind") == Kind.QUIZ):
            return ()
        document = self._document(path, "hints", "three hints for each task")
        try:
            return ladders_from(document) if document is not None else ()
        except MalformedError as error:
            self._malformed(path, error)
            return ()

    def _twin(self, exercise: Exercise) -> None:
        folders.inspect_twin(exercise, self.findings)
        solutions = wrong.gather_wrong(exercise, self.findings)
        alternatives = self.layout.alternatives(exercise)
        wrong.gather_variants(exercise, alternatives, self.findings, "what is different about it")
        wrong.gather_variants(exercise, self.layout.mutants(exercise), self.findings, "the mistake")
        consistency.check_names(exercise, solutions, self.findings)
        path = self.layout.mutants_toml(exercise)
        document = self._document(path, "mutants", "the equivalent mutants") if path.exists() else None
        if document is not None:
            consistency.check_equivalents(document, exercise, self.findings)

    def _document(self, path: Path, name: str, what: str) -> Document | None:
        """What a TOML file holds; None if it is missing or broken or, read strictly, violates its schema."""
        document = self.findings.table(path, what)
        if document is None or not self.strict:
            return document
        problems = schema.validate(document, name, self.layout.relative(path))
        self.findings.problems.extend(problems)
        return None if problems else document

    def _malformed(self, path: Path, error: MalformedError) -> None:
        self.findings.add(path, error.message, "put the file back as it was given out", key=error.key)
