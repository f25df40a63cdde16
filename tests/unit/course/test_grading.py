"""Tests of grader.course.grading: nothing is lost, nothing is run twice, and the report depends on the class alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from grader.course.grading import ClassGrading, Progress, choose, load_chosen
from grader.course.intake import find_students
from grader.course.judging import Item, Judged, Judging
from grader.errors import CourseError, OutputUnwritable, UsageError
from grader.judge.scheduler import Scheduler
from grader.model import SubmissionResult
from grader.reports import html, json_report
from tests.e2e.ground import (
    FULL,
    GOOD,
    SORT,
    TALLY,
    append,
    change,
    chosen,
    good_course,
    graded,
    grading,
    hand_in,
    handed,
    hidden,
    level1,
    points,
    right,
    stub,
    verdicts,
    visible,
    wrong,
)


def small_class(folder: Path) -> Path:
    """Four students: everything right, a known mistake, an untouched stub, nothing but answers."""
    hand_in(folder, "ana")
    hand_in(folder, "bea", tally=wrong(TALLY, "nothing_is_busiest"))
    hand_in(folder, "cem", sort=stub(SORT), answers=None)
    hand_in(folder, "dee", tally=None, sort=None)
    return folder


@pytest.fixture
def submissions(tmp_path: Path) -> Path:
    """A small class to change."""
    return small_class(tmp_path / "class")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """One run over the small class: where its results lie, and its reports."""
    folder = tmp_path_factory.mktemp("first")
    report = graded(GOOD, small_class(folder / "class"), folder / "out")
    return folder / "out", json_report.render(report), html.render(report)


@pytest.fixture
def known(first: tuple[Path, str, str], tmp_path: Path) -> Path:
    """A copy of the results of that run."""
    return Path(shutil.copytree(first[0], tmp_path / "out"))


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many exercises each run puts to the judge, submission by submission."""
    sizes: list[int] = []
    run = Judging.run

    def count(self: Judging, items: Sequence[Item]) -> Iterator[Judged]:
        sizes.extend(len(item.taken) for item in items)
        return run(self, items)

    monkeypatch.setattr(Judging, "run", count)
    return sizes


def consume(run: ClassGrading, submissions: Path, progress: Progress | None = None) -> list[SubmissionResult]:
    """All results of a run."""
    return list(run.run(find_students(submissions), progress or Progress()))


def test_a_class_is_graded_exercise_by_exercise(first: tuple[Path, str, str]) -> None:
    """Right, wrong, unfinished and missing work each get their verdict, and all exercises count for everybody."""
    report = json_report.read(first[1])

    full = [FULL[SORT], FULL[TALLY], FULL["quiz"]]
    assert {"ana": full, "bea": [22, 17, 4], "cem": [0, 20, 0], "dee": [0, 0, 4]} == points(report.submissions)
    assert {
        "ana": ["graded"] * 3,
        "bea": ["graded"] * 3,
        "cem": ["not-started", "graded", "missing"],
        "dee": ["missing", "missing", "graded"],
    } == verdicts(report.submissions)
    assert {sum(full)} == {submission.max_points for submission in report.submissions}


def test_a_known_mistake_gets_its_reply(first: tuple[Path, str, str]) -> None:
    """The student who fails just the checks of a named wrong solution reads the reply written for it."""
    bea = json_report.read(first[1]).submissions[1].exercises[1]

    assert "Answers with an empty text where there is nothing to count." == bea.misconception
    assert bea.reply.startswith("Perhaps this is it: What does your function say about an empty list")


def test_what_is_known_is_not_run_again(
    known: Path, submissions: Path, first: tuple[Path, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With everything known no judge is started and no process at all; the report is the same byte for byte."""
    monkeypatch.setattr("subprocess.Popen", None)
    monkeypatch.setattr(Scheduler, "start", None)
    run = grading(GOOD, known)

    results = consume(run, submissions)
    assert 4 == run.reused
    assert first[1:] == (json_report.render(run.report(results)), html.render(run.report(results)))


def test_another_seed_does_not_make_known_results_stale(known: Path, submissions: Path, judged: list[int]) -> None:
    """Inputs differ from run to run; that is no reason to run anything twice."""
    run = grading(GOOD, known, seed=None)
    consume(run, submissions)

    assert (4, []) == (run.reused, judged)


def test_a_changed_file_is_run_again_alone(known: Path, submissions: Path, judged: list[int]) -> None:
    """Of a student who changed one file that exercise is judged; all others are taken as they were."""
    handed(submissions, "bea", TALLY).write_bytes(right(TALLY))
    run = grading(GOOD, known)
    results = consume(run, submissions)

    assert (3, [1]) == (run.reused, judged)
    assert [22, 20, 4] == points(results)["bea"]


@pytest.mark.parametrize("name", ["checks.py", "tally.py"])
def test_a_changed_course_is_run_again(
    known: Path, submissions: Path, judged: list[int], tmp_path: Path, name: str
) -> None:
    """Whoever changes what the grade of an exercise depends on has that exercise graded anew, for everybody."""
    root = good_course(tmp_path)
    append(hidden(root, TALLY, name), "\n# changed\n")
    run = grading(root, known)
    consume(run, submissions)

    assert (0, [1, 1, 1, 1]) == (run.reused, judged)


def test_a_changed_quiz_is_run_again(known: Path, submissions: Path, judged: list[int], tmp_path: Path) -> None:
    """So has whoever changes a quiz; no judge is needed for that."""
    root = good_course(tmp_path)
    append(root / "solutions" / "01-quay" / "quiz.toml", "\n# changed\n")
    run = grading(root, known)
    consume(run, submissions)

    assert (0, [1, 1, 1, 1]) == (run.reused, judged)


def test_another_isolation_level_is_run_again(known: Path, submissions: Path, judged: list[int]) -> None:
    """A result of L2 is none of L1; a quiz is data, but its result says at which level it was got as well."""
    run = grading(GOOD, known, confinement=level1())
    consume(run, submissions)

    assert (0, [3, 3, 3, 3]) == (run.reused, judged)


def test_an_interrupted_run_goes_on_where_it_was(
    submissions: Path, tmp_path: Path, judged: list[int], first: tuple[Path, str, str]
) -> None:
    """Ctrl-C after two of four: the second run judges the other two, and its report is that of a run in one go."""
    output = tmp_path / "resumed"
    seen: list[str] = []

    def stop(result: SubmissionResult) -> None:
        seen.append(result.student)
        if len(seen) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        consume(grading(GOOD, output), submissions, Progress(done=stop))
    judged.clear()
    again = grading(GOOD, output)
    report = again.report(consume(again, submissions))

    assert (2, [3, 3]) == (again.reused, judged)
    assert first[1:] == (json_report.render(report), html.render(report))


def test_two_judges_say_what_one_says_in_any_order(submissions: Path, first: tuple[Path, str, str]) -> None:
    """Neither the number of judges nor the order of submissions shows in the report."""
    run = grading(GOOD, None, jobs=2)
    results = list(run.run(find_students(submissions)[::-1], Progress()))

    assert first[1] == json_report.render(run.report(results))


def test_grading_one_exercise_keeps_the_results_of_the_others(
    known: Path, submissions: Path, judged: list[int]
) -> None:
    """Going back and forth between weeks or exercises runs nothing twice."""
    handed(submissions, "ana", TALLY).write_bytes(right(TALLY) + b"\n")
    consume(grading(GOOD, known, TALLY), submissions)
    run = grading(GOOD, known)
    consume(run, submissions)

    assert (4, [1]) == (run.reused, judged)


def test_a_full_disk_costs_no_result(
    submissions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: tuple[Path, str, str]
) -> None:
    """Where results cannot be kept the class is graded all the same, the attempt is made once, and the run says why."""
    run = grading(GOOD, tmp_path / "out")
    assert run.store is not None
    tried: list[str] = []

    def full(student: str, results: object) -> None:
        tried.append(student)
        raise OutputUnwritable("the disk is full", fix="make room")

    monkeypatch.setattr(run.store, "save", full)

    assert first[1] == json_report.render(run.report(consume(run, submissions)))
    assert (1, "the disk is full") == (len(tried), str(run.unsaved))


def test_progress_is_told_phases_totals_and_results(known: Path, submissions: Path) -> None:
    """What a caller shows while it waits: what is known first, then each submission."""
    handed(submissions, "ana", TALLY).write_bytes(stub(TALLY))
    phases: list[str] = []
    totals: list[tuple[int, int]] = []
    done: list[str] = []
    progress = Progress(phases.append, lambda *found: totals.append(found), lambda result: done.append(result.student))
    consume(grading(GOOD, known), submissions, progress)

    assert [(4, 3)] == totals
    assert ["bea", "cem", "dee", "ana"] == done
    assert ["taking submissions in", "collecting the hidden checks"] == phases


def test_without_an_output_folder_nothing_is_kept(submissions: Path) -> None:
    """A run may be for its report only."""
    hand_in(submissions, "ana", tally=None)
    run = grading(GOOD, None, TALLY)
    results = consume(run, submissions)

    assert (None, 4) == (run.store, len(results))


# --- what is graded ---------------------------------------------------------------------------------------------------


def test_all_is_everything_with_the_quiz() -> None:
    """Without a choice all exercises and quizzes are graded."""
    assert [SORT, TALLY, "quiz"] == [exercise.slug for exercise in chosen(GOOD)[1]]


@pytest.mark.parametrize(
    ("week", "exercise", "expected"),
    [
        ("01", None, [SORT, TALLY, "quiz"]),
        ("01", "tal", [TALLY]),
        (None, TALLY, [TALLY]),
        (None, "01/tally", [TALLY]),
        ("01", "01/tally", [TALLY]),
        (None, "1", [SORT, TALLY]),
    ],
)
def test_a_week_or_an_exercise_is_named_in_any_way(week: str | None, exercise: str | None, expected: list[str]) -> None:
    """The same names are good here as everywhere."""
    course, _ = chosen(GOOD)

    assert expected == [found.slug for found in choose(course, week, exercise)]


def test_a_week_without_quiz_is_its_exercises(tmp_path: Path) -> None:
    """A quiz is graded where there are questions and a key."""
    root = good_course(tmp_path)
    for half in ("weeks", "solutions"):
        (root / half / "01-quay" / "quiz.toml").unlink()

    assert [SORT, TALLY] == [exercise.slug for exercise in chosen(root)[1]]


def test_a_broken_exercise_that_is_not_chosen_does_no_harm(tmp_path: Path) -> None:
    """Somebody else's unfinished work does not stop anyone from grading another exercise."""
    root = good_course(tmp_path)
    append(visible(root, TALLY, "exercise.toml"), "number = ")
    hidden(root, TALLY, "checks.py").unlink()

    assert [SORT] == [exercise.slug for exercise in chosen(root, SORT)[1]]


def test_a_broken_exercise_of_what_is_chosen_is_not_passed_over(tmp_path: Path) -> None:
    """Grading all must not leave out the exercise that cannot be read, as if it were not there."""
    root = good_course(tmp_path)
    append(visible(root, TALLY, "exercise.toml"), "number = ")

    with pytest.raises(CourseError) as caught:
        chosen(root)
    assert ["weeks/01-quay/tally/exercise.toml"] == [problem.file for problem in caught.value.problems]


def test_a_broken_exercise_that_is_named_says_what_is_broken(tmp_path: Path) -> None:
    """Not that there is no such exercise."""
    root = good_course(tmp_path)
    append(visible(root, TALLY, "exercise.toml"), "number = ")

    with pytest.raises(CourseError) as caught:
        chosen(root, TALLY)
    assert ["weeks/01-quay/tally/exercise.toml"] == [problem.file for problem in caught.value.problems]


def test_a_broken_week_that_is_named_says_what_is_broken(tmp_path: Path) -> None:
    """Not that there is no such week."""
    root = good_course(tmp_path)
    (root / "weeks" / "02-yard").mkdir()
    (root / "weeks" / "02-yard" / "week.toml").write_text("number = ")

    with pytest.raises(CourseError) as caught:
        load_chosen(root, lambda course: choose(course, "02", None))
    assert "weeks/02-yard/week.toml" in {problem.file for problem in caught.value.problems}


def test_a_twin_without_exercise_belongs_to_its_week(tmp_path: Path) -> None:
    """A forgotten folder in solutions/ is reported with the week, not hidden by it."""
    root = good_course(tmp_path)
    shutil.copytree(hidden(root, TALLY).parent, hidden(root, "old").parent)

    with pytest.raises(CourseError) as caught:
        chosen(root)
    assert ["solutions/01-quay/old"] == [problem.file for problem in caught.value.problems]


def test_a_course_without_weeks_is_broken(tmp_path: Path) -> None:
    """Grading nothing is not a success."""
    for half in ("weeks", "solutions"):
        (tmp_path / half).mkdir()

    with pytest.raises(CourseError) as caught:
        chosen(tmp_path)
    assert [("weeks", "holds no week")] == [(problem.file, problem.message) for problem in caught.value.problems]


def test_a_week_without_exercises_is_nothing_to_grade(tmp_path: Path) -> None:
    """A week that is only planned says so."""
    root = good_course(tmp_path)
    (root / "weeks" / "02-yard").mkdir()
    shutil.copy(root / "weeks/01-quay/week.toml", root / "weeks/02-yard/week.toml")
    shutil.copy(root / "weeks/01-quay/README.md", root / "weeks/02-yard/README.md")
    change(root / "weeks/02-yard/week.toml", "number = 1", "number = 2")

    with pytest.raises(UsageError, match="^no exercise is there yet$"):
        load_chosen(root, lambda course: choose(course, "02", None))


def test_an_unknown_name_in_a_good_course_is_a_mistake_of_usage() -> None:
    """Only a broken course turns it into a broken course."""
    with pytest.raises(UsageError, match="there is no exercise called 'talli'"):
        chosen(GOOD, "talli")
