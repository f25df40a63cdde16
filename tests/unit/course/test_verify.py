"""Tests of grader.course.verify: every promise of a course is checked, and all that does not hold is said at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.catalogue.load import load_course
from grader.course import verify as module
from grader.course import verify_examples
from grader.course.intake import Taken
from grader.course.judging import Item, Judged, Judging
from grader.course.verify import KILL_RATE, MutantCount, Verification, VerifyOptions, spread, verify
from grader.errors import CourseError, Problem
from grader.model import CheckResult, ExerciseResult, Outcome, Verdict
from tests.builders import level2
from tests.e2e.ground import GOOD, SORT, TALLY, append, change, chosen, good_course, hidden, right, visible

STUB = "weeks/01-quay/tally/tally.py"
TWIN = "solutions/01-quay/tally"
CHECKS = f"{TWIN}/checks.py"


@pytest.fixture(scope="module", autouse=True)
def _quick() -> Iterator[None]:
    """Examples and visible tests have tests of their own, and two runs of a reference are as good as five here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verify_examples, "problems", lambda course, exercises, jobs: iter(()))
        patch.setattr(module, "REFERENCE_RUNS", 2)
        yield


def verified(root: Path, exercise: str | None = None, **options: object) -> dict[str, Verification]:
    """What verification finds, by exercise."""
    course, exercises = chosen(root, exercise)
    settings = VerifyOptions(level2(), **options)  # type: ignore[arg-type] # of several types
    return {item.exercise.slug: item for item in verify(course, exercises, settings)}


def found(item: Verification) -> set[tuple[str, str, str]]:
    """File, key and message of all problems."""
    return {(problem.file, problem.key, problem.message) for problem in item.problems}


def wrong_solution(fails: str, source: bytes) -> str:
    """A wrong solution's file that says which checks it fails, in the place of the source's docstring."""
    code = source.decode().split('"""', 2)[2]
    return f'"""Thinks so.\n\nReply: Why?\n\nFails: {fails}\n"""\n{code}'


def break_everything(root: Path) -> None:
    """Break each promise that an exercise makes about what is graded, once."""
    change(visible(root, TALLY), 'raise NotImplementedError("Task 3: write the report")', "return []")
    checks = hidden(root, TALLY, "checks.py")
    change(checks, 'covers="R3")\ndef check_the_argument', 'covers="")\ndef check_the_argument')
    change(checks, 'covers="R5")', 'covers="R55")')
    change(checks, 'covers="R4 R5"', 'covers="R4"')
    append(
        checks,
        '\n\n@points(0, task=3, covers="R6")\ndef check_the_line_of_one(student, reference):\n'
        '    """One value has one line."""\n    agree(student, reference, "report", ["one", "one"])\n',
    )
    folder = hidden(root, TALLY, "wrong")
    (folder / "is_right.py").write_text(wrong_solution("check_shares_are_rounded", right(TALLY)))
    (folder / "does_not_import.py").write_text(wrong_solution("check_nothing_has_no_lines", b'"""x"""\n1 / 0\n'))
    cheap = right(TALLY).replace(
        b"total = len(values)", b'total = len(values)\n    if values == ["one", "one"]:\n        return ["?"]'
    )
    (folder / "costs_nothing.py").write_text(wrong_solution("check_the_line_of_one", cheap))
    change(folder / "last_of_a_tie.py", "check_a_tie_goes_to_the_first ", "check_values_are_taken_as_they_are ")
    alternative = hidden(root, TALLY, "alternatives/counts_each_value_anew.py")
    alternative.write_bytes(
        alternative.read_bytes() + b"\n\ndef busiest(values: list[str]) -> str:\n    return values[-1]\n"
    )


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Verification]:
    """A course with one whole exercise and one in which everything is broken at once."""
    root = good_course(tmp_path_factory.mktemp("broken"))
    break_everything(root)
    return verified(root, jobs=2)


def test_a_whole_exercise_beside_a_broken_one_is_whole(broken: dict[str, Verification]) -> None:
    """Each exercise has its own problems; counts and points are those of its files."""
    item = broken[SORT]

    assert [] == item.problems
    assert (0, 22, 22, 14) == (item.stub_points, item.reference_points, item.max_points, item.checks)
    assert [("sorts_twice", 22)] == item.alternatives
    assert 4 == len(item.wrong)
    assert all(points < 22 for _, points in item.wrong)


@pytest.mark.parametrize(
    ("file", "key", "message"),
    [
        (STUB, "", "the stub earns 1 points (check_nothing_has_no_lines)"),
        (f"{TWIN}/wrong/is_right.py", "", "fails nothing, and says check_shares_are_rounded"),
        (
            f"{TWIN}/wrong/last_of_a_tie.py",
            "",
            (
                "fails check_a_tie_goes_to_the_first check_the_busiest_of_any_values, and says "
                "check_the_busiest_of_any_values check_values_are_taken_as_they_are"
            ),
        ),
        (f"{TWIN}/wrong/costs_nothing.py", "", "gets full marks"),
        (CHECKS, "R5", "is not covered by any check"),
        (CHECKS, "check_the_argument_is_not_changed", "names no requirement"),
        (CHECKS, "check_nothing_has_no_busiest_value", "names R55, which does not exist"),
    ],
)
def test_a_broken_promise_is_found(broken: dict[str, Verification], file: str, key: str, message: str) -> None:
    """With its file and what is wrong, although everything else is broken too."""
    assert (file, key, message) in found(broken[TALLY])


def test_a_wrong_solution_has_to_run(broken: dict[str, Verification]) -> None:
    """One that cannot be imported shows nobody's misconception."""
    messages = {problem.file: problem.message for problem in broken[TALLY].problems}

    assert messages[f"{TWIN}/wrong/does_not_import.py"].startswith("is import-failed, not graded: ")


def test_an_alternative_has_to_get_everything(broken: dict[str, Verification]) -> None:
    """What it gets and the first check that it misses are said."""
    messages = {problem.file: problem.message for problem in broken[TALLY].problems}

    assert messages[f"{TWIN}/alternatives/counts_each_value_anew.py"].startswith(
        "gets 16 of 20: check_a_tie_goes_to_the_first is wrong"
    )


def test_nothing_else_is_found(broken: dict[str, Verification]) -> None:
    """Nine promises are broken, nine problems are reported."""
    assert 9 == len(broken[TALLY].problems)


def test_a_reference_that_fails_is_found_in_every_run(tmp_path: Path) -> None:
    """It is named as a solution, and once more for the run with other inputs; the others are graded all the same."""
    root = good_course(tmp_path)
    change(hidden(root, TALLY), 'raise ValueError("there is nothing to count")', 'return ""')
    hidden(root, TALLY, "mutants.toml").unlink()

    item = verified(root, TALLY)[TALLY]
    assert (19, 20, 4) == (item.reference_points, item.max_points, len(item.wrong))
    failing = "check_nothing_has_no_busiest_value is wrong (no exception was raised where ValueError is due)"
    assert (f"{TWIN}/tally.py", "", f"is not right: {failing}") in found(item)
    assert (CHECKS, "", f"the reference fails in run 2, seed 1002: {failing}") in found(item)


def test_checks_that_do_not_work_keep_no_other_exercise_back(tmp_path: Path) -> None:
    """The exercise whose checks cannot be imported has that problem; all others are verified as if alone."""
    root = good_course(tmp_path)
    append(hidden(root, TALLY, "checks.py"), "\nlabel = 1 / 0\n")

    items = verified(root)
    message = "cannot be imported: ZeroDivisionError: division by zero"
    assert ({(CHECKS, "", message)}, 0) == (found(items[TALLY]), items[TALLY].max_points)
    assert ([], 22) == (items[SORT].problems, items[SORT].reference_points)


def test_where_no_checks_work_every_exercise_says_so(tmp_path: Path) -> None:
    """Nothing is called whole that could not be looked at."""
    root = good_course(tmp_path)
    for slug in (SORT, TALLY):
        append(hidden(root, slug, "checks.py"), "\nlabel = 1 / 0\n")

    assert [1, 1] == [len(item.problems) for item in verified(root).values()]


def test_a_problem_without_a_place_is_everybodys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be put down to one exercise is not put down to the first."""

    def fail(self: Judging, items: object) -> Iterator[Judged]:
        raise CourseError([Problem("weeks/ruff.toml", "line 1", "is broken", "mend it")])

    monkeypatch.setattr(Judging, "run", fail)

    assert [{("weeks/ruff.toml", "line 1", "is broken")}] * 2 == [found(item) for item in verified(GOOD).values()]


def test_checks_that_break_with_other_inputs_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run of the reference that cannot even begin is a problem like another, and what is known stays."""
    real = Judging.controls

    def fail(self: Judging) -> list[ExerciseResult]:
        if self.settings.shuffle:
            raise CourseError([Problem(CHECKS, "check_x", "cannot be put", "mend it")])
        return real(self)

    monkeypatch.setattr(Judging, "controls", fail)

    item = verified(GOOD, TALLY)[TALLY]
    assert (20, {(CHECKS, "check_x", "cannot be put")}) == (item.reference_points, found(item))


def test_mutants_that_nobody_notices_are_listed(tmp_path: Path) -> None:
    """Too many survivors are a problem that names some; those declared equivalent count apart."""
    root = good_course(tmp_path)
    checks = hidden(root, TALLY, "checks.py")
    checks.write_text(re.sub(r'"report", .*\)', '"report", [])', checks.read_text()))
    item = verified(root, TALLY, mutants=True)[TALLY]

    counted = item.mutants
    assert counted.total == counted.killed + counted.equivalent + len(counted.survivors)
    assert 1 == counted.equivalent
    assert any("round(100 * count / total)" in name for name in counted.survivors)
    rate = f"{counted.killed} of {counted.total - 1} mutants are noticed; not: "
    assert 1 == sum(message.startswith(rate) for _, _, message in found(item))


def test_a_short_verification_takes_mutants_of_all_of_the_reference() -> None:
    """At most so many, at even distances and each once; all where nobody asks for fewer."""
    assert spread(range(10), 4) == [0, 2, 5, 7]
    assert spread(range(3), 4) == spread(range(3), 0) == [0, 1, 2]
    assert len(set(spread(range(89), 20))) == 20


def test_a_sample_fails_where_the_whole_would() -> None:
    """Four of twenty that got away are too many of forty, and may be few enough of ninety."""
    assert MutantCount(20, 16, 0, known=39).rate < KILL_RATE <= MutantCount(20, 16, 0, known=90).rate
    assert MutantCount(20, 18, 0).rate == MutantCount(20, 18, 0, known=20).rate == KILL_RATE


@pytest.mark.parametrize(
    ("killed", "known", "enough"),
    [
        (0, 225, False),
        (12, 225, False),
        (16, 91, True),
        (16, 39, False),
        (20, 225, True),
        (18, 20, True),
        (17, 20, False),
    ],
)
def test_a_sample_that_good_checks_would_not_give_is_a_problem(killed: int, known: int, *, enough: bool) -> None:
    """However many mutants were not judged, those that were and got away count; by chance a few of them may."""
    assert enough is MutantCount(20, killed, 0, known=known).is_enough
    assert MutantCount(known, -(-known * 9 // 10), 0).is_enough
    assert not MutantCount(known, -(-known * 9 // 10) - 1, 0).is_enough


def test_a_short_verification_leaves_out_what_it_is_told_to() -> None:
    """Some of the mutants and none of the wrong solutions are graded, and it is said how many mutants there are."""
    options = VerifyOptions(level2(), mutants=True, most_mutants=3, wrong=False)
    course = load_course(GOOD)
    found = verify(course, list(course.find("01/tally")), options)[0]

    assert (found.wrong, len(found.alternatives) > 0) == ([], True)
    assert (found.mutants.total, found.mutants.known > 20) == (3, True)


def test_without_mutants_every_one_is_noticed() -> None:
    """A reference without anything to change has not failed."""
    assert [1.0, 0.5, 1.0] == [
        MutantCount().rate,
        MutantCount(total=4, killed=1, equivalent=2).rate,
        MutantCount(total=2, equivalent=2).rate,
    ]


def test_a_fault_of_the_grader_is_none_of_the_exercise(monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be judged is a problem of its own, and counts for nothing."""
    real = Judging.run

    def fail(self: Judging, items: list[Item]) -> Iterator[Judged]:
        for judged in real(self, items):
            result = judged.results[0]
            lost = ExerciseResult(result.week, result.exercise, Verdict.GRADER_ERROR, message="the judge was lost")
            yield Judged(judged.item, (lost,))

    monkeypatch.setattr(Judging, "run", fail)

    item = verified(GOOD, TALLY)[TALLY]
    assert (0, [], [], 0) == (item.reference_points, item.wrong, item.alternatives, item.mutants.total)
    assert {"the grader failed on it: the judge was lost"} == {message for _, _, message in found(item)}


def entered(role: str, result: ExerciseResult) -> set[tuple[str, str, str]]:
    """What is found when a solution of tally has this result."""
    course, exercises = chosen(GOOD, TALLY)
    item = Verification(exercises[0])
    solution = module._Solution(exercises[0], role, "nothing_is_busiest", {})
    module._enter(course, item, solution, Judged(Item("v", (Taken(exercises[0]),)), (result,)))
    return found(item)


def result(verdict: Verdict, *checks: CheckResult, message: str = "") -> ExerciseResult:
    """A result of tally."""
    return ExerciseResult("01-quay", TALLY, verdict, checks, message)


def test_a_stub_that_does_not_import_is_no_stub() -> None:
    """It earns nothing, and yet it is not what a student should begin with."""
    assert {(STUB, "", "the stub is import-failed, no such module")} == entered(
        "stub", result(Verdict.IMPORT_FAILED, message="no such module")
    )


def test_a_stub_that_answers_is_no_stub() -> None:
    """A stub whose checks ran, and failed, has something written already."""
    failed = CheckResult("check_a", "", Outcome.WRONG, 0, 2, message="no")

    assert {(STUB, "", "the stub is graded, check_a is wrong (no)")} == entered("stub", result(Verdict.GRADED, failed))


def test_a_reference_with_a_check_of_no_points_missed_is_not_right() -> None:
    """Full marks are not enough: every check has to pass."""
    failed = CheckResult("check_a", "", Outcome.RAISED, 0, 0, message="no")

    assert {(f"{TWIN}/tally.py", "", "is not right: check_a is raised (no)")} == entered(
        "reference", result(Verdict.GRADED, failed)
    )


def test_a_result_without_checks_is_told_by_its_verdict() -> None:
    """Where nothing else is known the verdict is what there is to say."""
    assert "missing" == module._first(result(Verdict.MISSING))


def test_the_order_of_solutions_is_that_of_their_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """However the judges come to an end, the document is the same."""
    real = Judging.run

    def reverse(self: Judging, items: list[Item]) -> Iterator[Judged]:
        yield from reversed(list(real(self, items)))

    monkeypatch.setattr(Judging, "run", reverse)
    names = sorted(path.stem for path in hidden(GOOD, TALLY, "wrong").iterdir())

    assert names == [name for name, _ in verified(GOOD, TALLY)[TALLY].wrong]
