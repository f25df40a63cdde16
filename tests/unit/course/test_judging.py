"""Tests of grader.course.judging: faults of ours never become anybody's zero, and a broken course grades nobody."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from grader.course import judging
from grader.course.grading import Progress
from grader.course.handed import MOST_NAMES, defined_names, modules_of
from grader.course.intake import Taken
from grader.course.judging import Settings, default_jobs, titles
from grader.course.mutants import mutants_of
from grader.errors import CourseError, JudgeLost
from grader.judge.scheduler import Scheduler
from grader.model import CheckResult, ExerciseResult, Outcome, OwnTests, Report, Verdict
from tests.builders import COURSES, exercise, level2
from tests.e2e.ground import (
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
    hidden,
    right,
    verdicts,
    visible,
)

ATTACKED = COURSES / "attacked"
HARBOUR = "01-harbour"


def only(report: Report, student: str, slug: str) -> ExerciseResult:
    """One exercise of one student."""
    found = {submission.student: submission for submission in report.submissions}[student]
    return next(result for result in found.exercises if result.exercise == slug)


def problems(root: Path, submissions: Path) -> list[tuple[str, str, str]]:
    """File, key and message of all problems of a course that nobody can be graded with."""
    with pytest.raises(CourseError) as caught:
        graded(root, submissions)
    return [(problem.file, problem.key, problem.message) for problem in caught.value.problems]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A good course to break."""
    return good_course(tmp_path)


@pytest.fixture
def submissions(tmp_path: Path) -> Path:
    """A class of one."""
    hand_in(tmp_path / "class", "ana")
    return tmp_path / "class"


def test_unfinished_work_is_not_taken_for_a_mistake(root: Path, tmp_path: Path) -> None:
    """Who fails the checks of a known wrong solution gets its reply, but not for code that is still to be written."""
    raising = b'raise ValueError("there is nothing to count")'
    assert raising in right(TALLY)
    hand_in(tmp_path / "class", "wrong", tally=right(TALLY).replace(raising, b'return ""'))
    todo = b'raise NotImplementedError("Task 2: what if there is nothing?")'
    hand_in(tmp_path / "class", "unfinished", tally=right(TALLY).replace(raising, todo))

    report = graded(root, tmp_path / "class")
    wrong, unfinished = only(report, "wrong", TALLY), only(report, "unfinished", TALLY)

    assert wrong.points == unfinished.points
    assert (bool(wrong.reply), unfinished.reply) == (True, "")


# --- faults of the grader ---------------------------------------------------------------------------------------------


def test_a_judge_that_is_lost_costs_nobody_else_anything(root: Path, tmp_path: Path) -> None:
    """Whoever brings a judge down is tried once more alone, and then left to people: no zero, no pass, no neighbour."""
    checks = hidden(root, TALLY, "checks.py")
    body = 'reference):\n    """Values that differ in case or white space are different."""\n'
    change(checks, body, body + '    if student.tally(["boom"]) == {"boom": 13}:\n        __import__("os")._exit(3)\n')
    unlucky = right(TALLY).replace(b"counts.get(value, 0) + 1", b'13 if value == "boom" else counts.get(value, 0) + 1')
    for student in ("ana", "cem"):
        hand_in(tmp_path / "class", student)
    hand_in(tmp_path / "class", "bea", tally=unlucky)

    report = graded(root, tmp_path / "class", jobs=2)
    lost = only(report, "bea", TALLY)
    assert {
        "ana": ["graded"] * 3,
        "bea": ["grader-error", "grader-error", "graded"],
        "cem": ["graded"] * 3,
    } == verdicts(report.submissions)
    assert "the judge was lost over this exercise twice; it has to be graded by hand" == lost.message
    assert {"bea"} == {student for student, _ in report.faults}


def test_a_fault_of_one_exercise_is_judged_again_alone(submissions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails through no fault of the student's the first time counts the second time, and is marked."""
    real = judging._doubtful
    seen: list[str] = []

    def doubt(result: ExerciseResult) -> bool:
        seen.append(result.exercise)
        return (seen.count(result.exercise) <= 2 and result.exercise == TALLY) or real(result)

    monkeypatch.setattr(judging, "_doubtful", doubt)

    report = graded(GOOD, submissions)
    assert [(False, 22), (True, 20), (False, 4)] == [
        (result.confirmed_alone, result.points) for result in report.submissions[0].exercises
    ]


def test_an_answer_that_takes_too_long_is_asked_for_again(root: Path, tmp_path: Path) -> None:
    """An endless loop costs the checks that ask it, after a second try; the rest of the exercise keeps its points."""
    append(visible(root, TALLY, "exercise.toml"), "\n[limits]\nanswer_seconds = 0.3\n")
    endless = right(TALLY) + b"\n\ndef report(values):\n    while True:\n        pass\n"
    hand_in(tmp_path / "class", "ana", tally=endless)

    result = only(graded(root, tmp_path / "class", None), "ana", TALLY)
    late = {check.id for check in result.checks if check.outcome == "timeout"}
    assert (True, True, 14) == (result.confirmed_alone, "check_each_value_has_a_line" in late, result.points)


def test_an_exercise_without_result_is_lost(submissions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A judge that answers, but not for an exercise that it was given, has not judged it."""
    real = Scheduler._heed

    def forget(self: Scheduler, judge: object, line: bytes) -> object:
        done = real(self, judge, line)  # type: ignore[arg-type] # passed on
        if done is not None and done.results:
            object.__setattr__(done, "results", done.results[:1])
        return done

    monkeypatch.setattr(Scheduler, "_heed", forget)

    report = graded(GOOD, submissions)
    assert ["graded", "grader-error", "graded"] == verdicts(report.submissions)["ana"]


def test_nothing_stays_behind_when_no_judge_can_be_started(
    submissions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that fails at its beginning leaves no folder of copies."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    monkeypatch.setattr(Scheduler, "program", ("-c", "raise SystemExit(9)"))

    with pytest.raises(JudgeLost, match=r"a judge ended while it got ready \(status 9\)"):
        graded(GOOD, submissions)
    assert [] == list(temporary.iterdir())


# --- a broken course --------------------------------------------------------------------------------------------------


def test_checks_that_do_not_import_are_all_named(root: Path, submissions: Path) -> None:
    """Each file with its error, by its path from the root of the course."""
    change(hidden(root, TALLY, "checks.py"), "from hypothesis import", "from hypothesisx import")
    append(hidden(root, SORT, "checks.py"), "\nlabel = 1 / 0\n")

    assert [
        ("solutions/01-quay/sort-manifest/checks.py", "", "cannot be imported: ZeroDivisionError: division by zero"),
        (
            "solutions/01-quay/tally/checks.py",
            "",
            "cannot be imported: ModuleNotFoundError: No module named 'hypothesisx'",
        ),
    ] == problems(root, submissions)


def test_a_reference_that_raises_when_it_is_imported_is_named_with_its_line(root: Path, submissions: Path) -> None:
    """The author is led to the line, not to the judge."""
    append(hidden(root, TALLY), 'raise RuntimeError("no quay")\n')

    assert [
        (
            "solutions/01-quay/tally/tally.py",
            "line 33",
            "the reference cannot be imported: RuntimeError: no quay",
        )
    ] == problems(root, submissions)


def test_probes_that_do_not_import_are_named(root: Path, submissions: Path) -> None:
    """Both sides would raise the same, and so agree: nobody may be graded with such probes."""
    change(hidden(root, TALLY, "probes.py"), "import tally as", "import tallyman as")

    assert [
        (
            "solutions/01-quay/tally/probes.py",
            "",
            "the probes cannot be imported: ModuleNotFoundError: No module named 'tallyman'",
        )
    ] == problems(root, submissions)


def test_probes_that_do_not_compile_are_named_with_their_line(
    root: Path, submissions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should such a file pass the survey, it is a problem of the course all the same."""
    run = grading(root, None)
    append(hidden(root, TALLY, "probes.py"), "\ndef f(:\n")

    with pytest.raises(CourseError) as caught:
        list(run.run([submissions / "ana"], Progress()))
    assert [("solutions/01-quay/tally/probes.py", "line 10")] == [
        (problem.file, problem.key) for problem in caught.value.problems
    ]


def test_a_reference_without_a_function_is_no_reference(root: Path, submissions: Path) -> None:
    """Two sides that both lack a function must not agree on that."""
    change(hidden(root, TALLY), "def busiest", "def liveliest")

    assert [
        (
            "solutions/01-quay/tally/checks.py",
            "check_the_most_frequent_value_is_found",
            "cannot be put to the reference: the reference gave no answer: missing: busiest",
        )
    ] == problems(root, submissions)


def test_a_check_with_a_slip_of_the_pen_is_named(root: Path, submissions: Path) -> None:
    """Whatever a check raises before any submission is asked is its author's mistake, in every exercise at once."""
    change(
        hidden(root, TALLY, "checks.py"), 'agree(student, reference, "entries"', 'agre(student, reference, "entries"'
    )
    change(hidden(root, SORT, "checks.py"), 'st.text(alphabet="QS-19.,; \\t", max_size=12)', "st.text(max_size=-1)")

    found = problems(root, submissions)
    assert [
        ("solutions/01-quay/sort-manifest/checks.py", "check_any_line_is_read_as_described"),
        ("solutions/01-quay/tally/checks.py", "check_keys_come_in_order_of_first_appearance"),
    ] == [(file, key) for file, key, _ in found]
    assert "cannot be put to the reference: NameError: name 'agre' is not defined" == found[1][2]


def test_a_reference_that_fails_a_check_grades_nobody(root: Path, submissions: Path) -> None:
    """The control of each run: the reference gets full marks, or the course is broken."""
    change(hidden(root, TALLY), 'raise ValueError("there is nothing to count")', 'return ""')
    hidden(root, TALLY, "mutants.toml").unlink()

    assert [
        (
            "solutions/01-quay/tally/checks.py",
            "check_nothing_has_no_busiest_value",
            "the reference does not pass it (wrong: no exception was raised where ValueError is due)",
        )
    ] == problems(root, submissions)


def test_a_reference_that_is_not_written_yet_is_named(root: Path, submissions: Path) -> None:
    """A stub in the place of the reference gives no answers to compare with."""
    hidden(root, TALLY).write_bytes(visible(root, TALLY).read_bytes())
    hidden(root, TALLY, "mutants.toml").unlink()

    assert {"solutions/01-quay/tally/checks.py"} == {file for file, _, _ in problems(root, submissions)}


def test_a_file_without_checks_is_named(root: Path, submissions: Path) -> None:
    """Full marks for nothing would be marks for everybody."""
    for path in (hidden(root, TALLY, "checks.py"), *hidden(root, TALLY, "wrong").iterdir()):
        change(path, "check_", "chk_")

    assert [("solutions/01-quay/tally/checks.py", "", "holds no check")] == problems(root, submissions)


# --- types, style, own tests ------------------------------------------------------------------------------------------


def deliver(submissions: Path, student: str, slug: str, *files: Path | tuple[str, bytes]) -> None:
    """Files of an exercise of the attacked course, as they are or under another name."""
    folder = submissions / student / "weeks" / HARBOUR / slug
    folder.mkdir(parents=True)
    for file in files:
        name, content = (file.name, file.read_bytes()) if isinstance(file, Path) else file
        (folder / name).write_bytes(content)


def test_types_and_style_are_graded_with_the_rest(tmp_path: Path) -> None:
    """Both are checks of the exercise; a stub has earned neither, however tidy it is."""
    twin, weeks = ATTACKED / "solutions" / HARBOUR / "console", ATTACKED / "weeks" / HARBOUR / "console"
    deliver(tmp_path, "ana", "console", twin / "console.py")
    deliver(tmp_path, "bea", "console", weeks / "console.py")
    untidy = (twin / "console.py").read_bytes() + b"\n\ndef spare(a):\n    return eval('a')\n"
    deliver(tmp_path, "cem", "console", ("console.py", untidy))

    report = grading(ATTACKED, None, "console")
    results = list(report.run([tmp_path / name for name in ("ana", "bea", "cem")], Progress()))
    found = {result.student: [check.outcome.value for check in result.exercises[0].checks[-2:]] for result in results}
    assert {"ana": ["passed", "passed"], "bea": ["not-run", "not-run"], "cem": ["wrong", "wrong"]} == found


def test_own_tests_are_graded_with_the_rest(tmp_path: Path) -> None:
    """Tests of the student's own are two checks more; where their file is not handed in they are not run."""
    twin = ATTACKED / "solutions" / HARBOUR / "berths"
    deliver(tmp_path, "ana", "berths", twin / "berths.py", twin / "test_own_berths.py")
    deliver(tmp_path, "bea", "berths", twin / "berths.py")

    run = grading(ATTACKED, None, "berths")
    results = list(run.run([tmp_path / "ana", tmp_path / "bea"], Progress()))
    found = {result.student: [check.outcome.value for check in result.exercises[0].checks[-2:]] for result in results}
    assert {"ana": ["passed", "passed"], "bea": ["not-run", "not-run"]} == found


# --- small things -----------------------------------------------------------------------------------------------------


def test_a_control_that_did_not_run_says_why() -> None:
    """A reference that cannot be loaded as a submission is loaded is named with the reason, besides its checks."""
    course, exercises = chosen(GOOD, TALLY)
    late = ExerciseResult(
        "01-quay", TALLY, Verdict.IMPORT_FAILED, (CheckResult("check_a", "", message="did not run"),), "took too long"
    )

    with judging.Judging(course, exercises, Settings(level2())) as run:
        found = [(problem.key, problem.message) for problem in run._control_problems([late])]
    assert [
        ("check_a", "the reference does not pass it (not-run: did not run)"),
        ("", "the reference is import-failed: took too long"),
    ] == found


@pytest.mark.parametrize(
    ("verdict", "outcome", "expected"),
    [
        (Verdict.GRADER_ERROR, Outcome.NOT_RUN, True),
        (Verdict.GRADED, Outcome.TIMEOUT, True),
        (Verdict.GRADED, Outcome.WRONG, False),
        (Verdict.IMPORT_FAILED, Outcome.CRASHED, False),
    ],
)
def test_time_and_faults_of_ours_are_looked_at_twice(verdict: Verdict, outcome: Outcome, expected: bool) -> None:
    """What a busy machine may have caused does not count at once; everything else does."""
    result = ExerciseResult("01-quay", TALLY, verdict, (CheckResult("check_a", "", outcome),))

    assert expected == judging._doubtful(result)


def test_only_modules_of_the_task_are_imported() -> None:
    """The student's tests are run elsewhere, data files nowhere."""
    own = exercise(
        student_files=("a.py", "test_own.py", "data.csv"),
        optional_files=("b.py",),
        own_tests=OwnTests("test_own.py", "a", 1, 2),
    )

    assert ["a", "b"] == modules_of(own)


def test_names_are_found_without_running_anything() -> None:
    """Functions, classes and names that are bound, in ASCII, and no more of them than anybody needs."""
    source = (
        b"import os\nLIMIT: int = 3\nrate = 2\nasync def go(): ...\nclass Crane:\n    def lift(self): ...\nif x: y = 1"
    )
    many = b"\n".join(b"n%d = 1" % number for number in range(1000))

    assert ["Crane", "LIMIT", "go", "lift", "rate"] == defined_names([source])
    assert MOST_NAMES == len(defined_names([many]))


def test_titles_are_of_exercises_and_their_tasks() -> None:
    """A report names both."""
    assert {
        "01-quay/berth-board": "Berth board",
        "01-quay/berth-board#1": "Keep the hours",
        "01-quay/berth-board#2": "Book some",
    } == titles([exercise()])


def test_there_are_as_many_judges_as_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that this process may use; where that cannot be known, those that the machine has."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {1, 2, 3}, raising=False)
    allowed = default_jobs()
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 5)

    assert [3, 5] == [allowed, default_jobs()]


def test_a_quick_item_is_judged_as_far_as_its_first_failure(tmp_path: Path) -> None:
    """A mutant is either noticed or not; nothing else about it is found out."""
    course, exercises = chosen(GOOD, TALLY)
    reference = right(TALLY)
    mutant = next(one for one in mutants_of(reference) if "counts.get(value, 0) - 1" in one.after)
    item = judging.Item("m", (Taken(exercises[0], {"tally.py": mutant.source}),), quick=True)

    with judging.Judging(course, exercises, Settings(level2(), seed=1)) as run:
        result = next(iter(run.run([item]))).results[0]
    assert ["wrong", "not-run"] == [check.outcome.value for check in result.checks[:2]]
