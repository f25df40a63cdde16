"""Tests of grader.catalogue.course: people name weeks and exercises in several ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.catalogue.course import Course
from grader.catalogue.load import load_course
from grader.errors import UsageError
from grader.model import Exercise, Kind, Week


def _exercise(week: str, slug: str) -> Exercise:
    return Exercise(week, slug, 1, "Title", "", Kind.MODULE, 5, 1, (), ("x.py",))


def _course() -> Course:
    weeks = []
    for name, slugs in (("06-abcs-protocols", ["mro-map", "mro-cartographer", "mixins"]), ("10-packaging", ["wheel"])):
        exercises = tuple(_exercise(name, slug) for slug in slugs)
        weeks.append(Week(name, int(name[:2]), "Title", (), 60, (), exercises))
    return Course(Path(), tuple(weeks))


@pytest.mark.parametrize("text", ["06", "6", "06-abcs-protocols", "06-abcs", "weeks/06-abcs-protocols/", " 06 "])
def test_a_week_has_many_names(text: str) -> None:
    """Number, folder, beginning of the folder and path name a week, and all of its exercises."""
    course = _course()

    assert course.week(text).number == 6
    assert [exercise.slug for exercise in course.find(text)] == ["mro-map", "mro-cartographer", "mixins"]


@pytest.mark.parametrize(
    "text", ["06/mixins", "6/mix", "06-abcs-protocols/mixins", "mixins", "mix", "./weeks/06-abcs-protocols/mixins/"]
)
def test_an_exercise_has_many_names(text: str) -> None:
    """Id, name, beginning of the name and path name an exercise."""
    assert _course().exercise(text).id == "06-abcs-protocols/mixins"


def test_a_whole_name_goes_before_a_beginning() -> None:
    """A name that is also the beginning of another one names the exercise that has it."""
    course = Course(Path(), (Week("01-a", 1, "", (), 1, (), (_exercise("01-a", "mro"), _exercise("01-a", "mro-map"))),))

    assert course.exercise("mro").slug == "mro"


def test_several_matches_are_named() -> None:
    """A beginning that fits several exercises raises an error that names them."""
    with pytest.raises(UsageError) as caught:
        _course().find("mro")

    assert "more than one" in caught.value.message
    assert "06-abcs-protocols/mro-cartographer" in caught.value.fix


def test_a_near_miss_is_suggested() -> None:
    """A misspelt name raises an error that suggests the right one."""
    with pytest.raises(UsageError) as caught:
        _course().find("06/mixims")

    assert caught.value.fix == "did you mean 06-abcs-protocols/mixins?"


@pytest.mark.parametrize("text", ["", "/", "1", "zzz", "11", "06/zzz"])
def test_unknown_names_raise(text: str) -> None:
    """What names nothing is a usage error; the beginning of a number names no week."""
    with pytest.raises(UsageError):
        _course().find(text)


def test_one_exercise_is_not_a_week() -> None:
    """Where one exercise is wanted, the name of a week is an error that lists its exercises."""
    with pytest.raises(UsageError) as caught:
        _course().exercise("06")

    assert "06-abcs-protocols/mixins" in caught.value.fix


def test_an_empty_course_explains_names() -> None:
    """Even without any week the error says what names look like."""
    with pytest.raises(UsageError) as caught:
        Course(Path(), ()).find("tally")

    assert "01-first-week" in caught.value.fix


def test_the_layout_is_that_of_the_root(courses: Path) -> None:
    """A course knows where its files lie."""
    course = load_course(courses / "good")

    assert course.layout.manifest(course.exercise("tally")).is_file()
