"""Which rows of the seed inventory and which corrections the course covers, and where.

Counts what manifests claim; whether a row exists in the inventory, and is well taught, is for others to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from grader.catalogue.course import Course
from grader.catalogue.findings import Document, Findings
from grader.catalogue.manifest import MalformedError, take_tables, take_texts
from grader.errors import CourseError


@dataclass(frozen=True)
class Coverage:
    """Id of a row, and of a correction, to the places that cover it: `week/exercise`, `week`, `week/quiz#question`."""

    seeds: Mapping[str, tuple[str, ...]]
    corrections: Mapping[str, tuple[str, ...]]

    @property
    def rows(self) -> frozenset[str]:
        """Ids of all rows that are covered somewhere."""
        return frozenset(self.seeds)

    def counts(self) -> dict[str, int]:
        """How many places cover each row, sorted by id."""
        return {row: len(self.seeds[row]) for row in sorted(self.seeds)}

    def missing(self, wanted: Collection[str]) -> tuple[str, ...]:
        """Those of the wanted rows that nothing covers, in the order given."""
        return tuple(row for row in wanted if row not in self.seeds)

    def missing_corrections(self, wanted: Collection[str]) -> tuple[str, ...]:
        """Those of the wanted corrections that nothing teaches, in the order given."""
        return tuple(row for row in wanted if row not in self.corrections)


def covered_rows(course: Course) -> frozenset[str]:
    """Ids of all rows that the course covers."""
    return count_coverage(course).rows


def count_coverage(course: Course) -> Coverage:
    """What exercises (drills among them), weeks and quiz questions claim to cover; raises CourseError if unreadable."""
    seeds: dict[str, list[str]] = defaultdict(list)
    corrections: dict[str, list[str]] = defaultdict(list)
    for place, rows, mended in _claims(course):
        for row in rows:
            seeds[row].append(place)
        for correction in mended:
            corrections[correction].append(place)
    return Coverage(
        {row: tuple(places) for row, places in seeds.items()},
        {row: tuple(places) for row, places in corrections.items()},
    )


def _claims(course: Course) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    findings = Findings(course.layout)
    for week in course.weeks:
        for exercise in week.exercises:
            yield exercise.id, exercise.seeds, exercise.corrections
        path = course.layout.week_manifest(week.name)
        document = findings.table(path, "the manifest of the week") or {}
        try:
            yield (week.name, *_listed(document))
            path = course.layout.quiz(week.name)
            quiz = findings.table(path, "the questions of the quiz") if path.is_file() else None
            for question in take_tables(quiz or {}, "question"):
                yield (f"{week.name}/quiz#{question.get('id', '')}", *_listed(question))
        except MalformedError as error:
            findings.add(path, error.message, "write an array of ids", key=error.key)
    if findings.problems:
        raise CourseError(findings.problems)


def _listed(table: Document) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return take_texts(table, "seeds"), take_texts(table, "corrections")
