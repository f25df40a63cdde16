"""Tests of grader.catalogue.load, folders and consistency: what is read, what is ignored, what is reported."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from grader.catalogue.load import load_course, load_exercises, survey_course
from grader.errors import CourseError
from grader.model import Kind, Profile

from .conftest import CopyOf

WEEK = "weeks/01-quay"
HERE = "weeks/01-quay/bollards"
TWIN = "solutions/01-quay/bollards"


def test_five_defects_are_five_problems_in_one_error(courses: Path) -> None:
    """Loading ends with one error that carries all problems."""
    with pytest.raises(CourseError) as caught:
        load_course(courses / "five-defects")

    assert len(caught.value.problems) == 5
    assert caught.value.message == "the course has 5 problems"


@pytest.mark.parametrize("name", ["good", "own-tests"])
def test_a_sound_course_loads_without_problems(courses: Path, name: str) -> None:
    """A course without defects loads strictly."""
    assert load_course(courses / name).weeks


def test_manifest_values_reach_the_model(courses: Path) -> None:
    """What a manifest says is what the record of the exercise says."""
    exercise = load_course(courses / "good").exercise("sort-manifest")

    assert exercise.id == "01-quay/sort-manifest"
    assert (exercise.number, exercise.kind, exercise.minutes, exercise.difficulty) == (1, Kind.MODULE, 20, 1)
    assert [task.title for task in exercise.tasks] == ["Read one line", "Put the heaviest first", "Add up the weights"]
    assert exercise.student_files == ("sort_manifest.py",)
    assert exercise.browser is True
    assert [ladder.task for ladder in exercise.ladders] == [1, 2, 2, 3]
    assert exercise.limits.profile is Profile.DEFAULT


def test_week_values_reach_the_model(courses: Path) -> None:
    """What a week's manifest says is what the record of the week says; hours become minutes."""
    week = load_course(courses / "good").weeks[0]

    assert (week.name, week.number, week.title, week.minutes) == ("01-quay", 1, "The quay", 60)
    assert [exercise.slug for exercise in week.exercises] == ["sort-manifest", "tally"]


def test_allowances_are_kept_with_their_reasons(courses: Path) -> None:
    """The table [allow] of a manifest is found under the id of the exercise."""
    course = load_course(courses / "own-tests")

    assert course.allowances["01-quay/bollards"] == {"logging": "the log is what this exercise is about"}


def test_exercises_come_in_the_order_of_their_numbers(copy_of: CopyOf) -> None:
    """The number in the manifest decides, not the name of the folder."""
    root = copy_of("good")
    for slug, number in (("sort-manifest", 9), ("tally", 1)):
        manifest = root / "weeks/01-quay" / slug / "exercise.toml"
        text = manifest.read_text()
        manifest.write_text(text.replace(f"number = {1 if number == 9 else 2}\ntitle", f"number = {number}\ntitle", 1))

    assert [exercise.slug for exercise in load_exercises(root)] == ["tally", "sort-manifest"]


def test_caches_and_dot_files_are_ignored(copy_of: CopyOf) -> None:
    """What Python, tools and operating systems leave behind is no problem."""
    root = copy_of("good")
    for folder in ("weeks", "weeks/01-quay", "weeks/01-quay/tally", "solutions/01-quay/tally/wrong"):
        (root / folder / "__pycache__").mkdir()
        (root / folder / "__pycache__/tally.pyc").write_bytes(b"\0")
        (root / folder / ".DS_Store").write_bytes(b"\0")

    assert survey_course(root)[1] == ()


def test_empty_folders_are_ignored(copy_of: CopyOf) -> None:
    """Folders that git leaves behind when a branch changes are no problem."""
    root = copy_of("good")
    for folder in ("weeks/02-gone/old", "weeks/01-quay/gone", "weeks/01-quay/tally/data", "solutions/01-quay/gone"):
        (root / folder).mkdir(parents=True)

    assert survey_course(root)[1] == ()


def test_links_are_problems(copy_of: CopyOf) -> None:
    """A link is reported wherever it lies: what it leads to may not be there on another machine."""
    root = copy_of("good")
    places = ("weeks/notes.md", "weeks/01-quay/tally/probes.py", "solutions/01-quay/tally/wrong/linked.py")
    for place in places:
        (root / place).symlink_to(root / "weeks/01-quay/README.md")

    found = {problem.file for problem in survey_course(root)[1] if problem.message == "is a link"}

    assert set(places) == found


def test_a_link_in_a_circle_ends(copy_of: CopyOf) -> None:
    """A folder that links to its own parent is reported, not followed."""
    root = copy_of("good")
    (root / "weeks/01-quay/tally/loop").symlink_to(root / "weeks")

    assert [problem.message for problem in survey_course(root)[1]] == ["is a link"]


def test_a_lesson_may_have_pictures(copy_of: CopyOf) -> None:
    """The folder images of a week is no exercise."""
    root = copy_of("good")
    (root / "weeks/01-quay/images").mkdir()
    (root / "weeks/01-quay/images/quay.svg").write_text("<svg/>")

    assert survey_course(root)[1] == ()


def test_a_key_without_quiz_does_not_belong_there(copy_of: CopyOf) -> None:
    """Answers to no questions are reported."""
    root = copy_of("good")
    (root / "weeks/01-quay/quiz.toml").unlink()

    assert [problem.file for problem in survey_course(root)[1]] == ["solutions/01-quay/quiz.toml"]


def test_files_instead_of_the_halves_are_reported(tmp_path: Path) -> None:
    """A file called weeks, or called solutions, is one problem each."""
    (tmp_path / "weeks").write_text("")
    first = survey_course(tmp_path)[1]
    (tmp_path / "weeks").unlink()
    (tmp_path / "weeks").mkdir()
    (tmp_path / "solutions").write_text("")
    second = survey_course(tmp_path)[1]

    assert [problem.file for problem in (*first, *second)] == ["weeks", "solutions"]
    assert all(problem.message == "is a file where a folder should be" for problem in (*first, *second))


@pytest.mark.parametrize("strict", [True, False])
def test_a_folder_without_a_course_is_reported(tmp_path: Path, strict: bool) -> None:
    """Where there is no weeks/, the problem says so, strictly and lightly."""
    assert [problem.file for problem in survey_course(tmp_path, strict=strict)[1]] == ["weeks"]


def test_a_twin_that_is_a_file_is_reported(copy_of: CopyOf) -> None:
    """A file in the place of a twin folder is named as such, once by what it is and once as a stray file."""
    root = copy_of("twin-missing")
    (root / "solutions/01-quay/bollards").write_text("")

    messages = {problem.message for problem in survey_course(root)[1]}

    assert messages == {"is a file where a folder should be", "does not belong here"}


def test_the_student_half_loads_lightly(courses: Path) -> None:
    """Without solutions/ the exercises load, with their hints, as a student's commands need them."""
    exercises = load_exercises(courses / "student-half")

    assert [exercise.id for exercise in exercises] == ["01-quay/bollards"]
    assert len(exercises[0].ladders) == 1


def test_light_loading_does_without_jsonschema(courses: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without jsonschema can read a course."""
    monkeypatch.setitem(sys.modules, "jsonschema", None)

    assert len(load_exercises(courses / "good")) == 2


def test_light_loading_does_without_hints(copy_of: CopyOf) -> None:
    """A student who deleted the hints can still work; there are none to show."""
    root = copy_of("student-half")
    (root / "weeks/01-quay/bollards/hints.toml").unlink()

    assert load_exercises(root)[0].ladders == ()


@pytest.mark.parametrize(
    ("file", "text", "key"),
    [
        ("week.toml", "number = 'one'", "number"),
        ("bollards/exercise.toml", "files = 3", "files"),
        ("bollards/hints.toml", "ladder = ['climb']", "ladder"),
    ],
    ids=["week", "exercise", "hints"],
)
def test_damaged_files_are_problems_when_read_lightly(copy_of: CopyOf, file: str, text: str, key: str) -> None:
    """A file that a student damaged is named with its key, although nothing is validated."""
    root = copy_of("student-half")
    (root / "weeks/01-quay" / file).write_text(text)

    _, problems = survey_course(root, strict=False)

    assert [(f"weeks/01-quay/{file}", key)] == [(problem.file, problem.key) for problem in problems]


def test_a_quiz_needs_no_hints_and_no_checks(copy_of: CopyOf) -> None:
    """An exercise of the kind quiz is complete without hints, checks, visible tests and notes."""
    root = copy_of("missing-files")
    here, twin = root / HERE, root / TWIN
    (root / WEEK / "README.md").write_text("# The quay\n")
    (here / "README.md").write_text("# Bollards\n")
    manifest = (here / "exercise.toml").read_text()
    (here / "exercise.toml").write_text(manifest.replace('"module"', '"quiz"').replace("bollards.py", "answers.toml"))
    for folder in (here, twin):
        (folder / "answers.toml").write_text("")
    for path in (*twin.glob("wrong/*"), *twin.glob("alternatives/*")):
        path.unlink()

    assert survey_course(root)[1] == ()


def a_package(root: Path, files: str, profile: str) -> None:
    """Make the exercise one of the kind package."""
    manifest = root / HERE / "exercise.toml"
    text = manifest.read_text().replace('"Count bollards\n', '"Count bollards"\n').replace('"module"', '"package"')
    manifest.write_text(text.replace('["bollards.py"]', files) + f'\n[limits]\nprofile = "{profile}"\n')


def test_a_package_needs_a_project_file_and_processes(copy_of: CopyOf) -> None:
    """Without pyproject.toml there is nothing to build, and without processes nobody to build it."""
    root = copy_of("broken-toml")
    a_package(root, '["bollards.py"]', "default")

    found = {problem.key: problem.message for problem in survey_course(root)[1]}
    assert "pyproject.toml" in found["files.student"]
    assert "built" in found["limits.profile"]


def test_files_of_a_package_may_lie_in_folders(copy_of: CopyOf) -> None:
    """Files that the manifest names with a path are found in their folders; others there do not belong."""
    root = copy_of("broken-toml")
    a_package(root, '["pyproject.toml", "src/bollards.py", "src/rows/__init__.py"]', "processes")
    for half in (HERE, TWIN):
        (root / half / "pyproject.toml").write_text("")
        (root / half / "src/rows").mkdir(parents=True)
        (root / half / "bollards.py").rename(root / half / "src/bollards.py")
        (root / half / "src/rows/__init__.py").write_text('"""Rows."""\n')
    (root / HERE / "src/rows/left.py").write_text("")
    (root / TWIN / "src/left").write_text("")

    assert [problem.file for problem in survey_course(root)[1]] == [f"{TWIN}/src/left", f"{HERE}/src/rows/left.py"]


def test_a_file_on_the_way_to_a_file_is_reported(copy_of: CopyOf) -> None:
    """Where the manifest wants a folder and there is a file, both the file and what is missing are named."""
    root = copy_of("own-tests")
    manifest = root / HERE / "exercise.toml"
    manifest.write_text(manifest.read_text().replace("[files]\n", '[files]\noptional = ["rows/more.py"]\n'))
    (root / HERE / "rows").write_text("")

    messages = [(problem.file, problem.message) for problem in survey_course(root)[1]]

    assert messages == [(f"{HERE}/rows", "is a file where a folder should be")]


def test_the_number_of_a_week_is_that_of_its_folder(copy_of: CopyOf) -> None:
    """A week folder whose number is not the one in its manifest is reported."""
    root = copy_of("good")
    manifest = root / WEEK / "week.toml"
    manifest.write_text(manifest.read_text().replace("number = 1", "number = 3"))

    found = [(problem.key, problem.message) for problem in survey_course(root)[1]]

    assert found == [("number", "must be 1, as in the folder's name")]


def test_drills_of_two_weeks_may_have_one_name(copy_of: CopyOf) -> None:
    """People name drills with their week, so that each week may call them the same."""
    root = copy_of("duplicate-slug")
    for week in ("01-quay", "02-yard"):
        manifest = root / "weeks" / week / "bollards/exercise.toml"
        manifest.write_text(manifest.read_text().replace('"module"', '"drills"'))

    assert survey_course(root)[1] == ()


def test_a_week_may_need_an_earlier_one(copy_of: CopyOf) -> None:
    """What a week needs is in order as long as it comes before it."""
    root = copy_of("good")
    shutil.move(root / WEEK, root / "weeks/02-quay")
    shutil.move(root / "solutions/01-quay", root / "solutions/02-quay")
    manifest = root / "weeks/02-quay/week.toml"
    manifest.write_text(manifest.read_text().replace("number = 1", "number = 2").replace("needs = []", "needs = [1]"))

    assert survey_course(root)[1] == ()


def test_a_quiz_without_instructor_half_is_held_against_its_schema(copy_of: CopyOf) -> None:
    """Read strictly without solutions/, questions are checked, and no answers are asked for."""
    root = copy_of("quiz-without-key")
    shutil.rmtree(root / "solutions")

    assert [problem.file for problem in survey_course(root)[1]] == ["solutions"]


def test_a_missing_reference_is_one_problem(copy_of: CopyOf) -> None:
    """Mutants are not held against a reference that is not there: one defect, one problem."""
    root = copy_of("own-tests")
    (root / TWIN / "bollards.py").unlink()
    (root / TWIN / "test_own_bollards.py").unlink()

    files = [problem.file for problem in survey_course(root)[1]]

    assert files == [f"{TWIN}/bollards.py", f"{TWIN}/test_own_bollards.py"]


def test_tables_may_name_the_students_files(copy_of: CopyOf) -> None:
    """A table [types] over the student's own files is in order."""
    root = copy_of("own-tests")
    manifest = root / HERE / "exercise.toml"
    manifest.write_text(manifest.read_text() + '\n[types]\nfiles = ["bollards.py"]\npoints = 1\ntask = 1\n')

    assert survey_course(root)[1] == ()


def test_an_exercise_of_tests_needs_own_tests(copy_of: CopyOf) -> None:
    """The kind tests without a table [own_tests] leaves nothing to grade, and is reported."""
    root = copy_of("own-tests")
    manifest = root / HERE / "exercise.toml"
    head, _, _ = manifest.read_text().replace('"module"', '"tests"').partition("[own_tests]")
    manifest.write_text(head)

    found = [(problem.file, problem.key) for problem in survey_course(root)[1]]

    assert (f"{HERE}/exercise.toml", "own_tests") in found
