"""Tests of grader.catalogue.seeds: which rows the course covers, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.catalogue.load import load_course
from grader.catalogue.seeds import count_coverage, covered_rows
from grader.errors import CourseError

from .conftest import CopyOf


def test_rows_are_counted_with_their_places(courses: Path) -> None:
    """Exercises, weeks and questions all count, and are named as the places."""
    coverage = count_coverage(load_course(courses / "good"))

    assert coverage.seeds["S003-2.7"] == ("01-quay/sort-manifest", "01-quay/tally")
    assert coverage.seeds["S003-1.1"] == ("01-quay",)
    assert coverage.seeds["S003-2.12"] == ("01-quay/quiz#what-sort-returns",)
    assert coverage.counts() == {"S003-1.1": 1, "S003-2.12": 1, "S003-2.7": 2, "S003-2.8a": 1, "S003-9.3.1": 1}


def test_corrections_are_counted_too(courses: Path) -> None:
    """Corrections come from the same places as rows."""
    coverage = count_coverage(load_course(courses / "good"))

    assert set(coverage.corrections) == {"C074", "C075", "C077"}
    assert coverage.missing_corrections(["C075", "C201"]) == ("C201",)


def test_missing_rows_keep_their_order(courses: Path) -> None:
    """Of the rows that are wanted, those without a place are returned."""
    coverage = count_coverage(load_course(courses / "good"))

    assert coverage.missing(["S003-9.9", "S003-2.7", "S000-0"]) == ("S003-9.9", "S000-0")


def test_covered_rows_are_a_set(courses: Path) -> None:
    """The rows alone can be had as a set."""
    rows = {"S003-1.1", "S003-2.12", "S003-2.7", "S003-2.8a", "S003-9.3.1"}

    assert covered_rows(load_course(courses / "good")) == rows


@pytest.mark.parametrize("file", ["week.toml", "quiz.toml"])
def test_damaged_files_are_course_errors(copy_of: CopyOf, file: str) -> None:
    """Rows that cannot be read raise CourseError, so that no count is silently too low."""
    root = copy_of("good")
    course = load_course(root)
    (root / "weeks/01-quay" / file).write_text("seeds = 3\nquestion = 4\n")

    with pytest.raises(CourseError):
        count_coverage(course)


def test_a_week_without_quiz_counts_the_rest(courses: Path) -> None:
    """Without a quiz the exercises count all the same."""
    assert count_coverage(load_course(courses / "own-tests")).rows == frozenset()
