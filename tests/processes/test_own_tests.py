"""Tests that a student wrote, in one sandbox, against implementations in another: what passes, fails, is caught."""

from __future__ import annotations

import dataclasses
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader import wire
from grader.errors import GraderFault, WorkerLost
from grader.harness import relay
from grader.harness.answers import AnswerKind
from grader.harness.relay import Played, play
from grader.harness.worker import Implementation, TestRun
from grader.judge.own_tests import CATCH_ID, COVER_ID, PASS_ID, OwnTestsJudge, Version, read_version
from grader.judge.process import TEST_RUN_MODULES
from grader.model import CheckResult, Outcome, OwnTests
from tests.builders import GENEROUS, PlainWorker, Yard, exercise, text

pytestmark = pytest.mark.l2

TARGET = "berth_board"
FOLDER = exercise().folder
FILE = "test_own_board.py"
LIBRARIES = Path(sysconfig.get_path("purelib"))
RIGHT = text(
    '''
    """Hours of a berth."""

    class FullError(ValueError):
        """No hours are left."""

    class Berth:
        def __init__(self, hours):
            self.hours = hours

        def book(self, hours):
            if hours > self.hours:
                raise FullError("full")
            self.hours -= hours
            return self.hours

    def each(berths, function):
        return [function(berth) for berth in berths]

    def unused():
        return 1
    '''
)
OTHER = RIGHT.replace("self.hours -= hours", "self.hours = self.hours - hours")
NEVER_FULL = RIGHT.replace("hours > self.hours", "False")
FORGETS = RIGHT.replace("self.hours -= hours", "pass")
TESTS = text(
    '''
    """Tests as a student writes them."""
    import pytest

    from berth_board import Berth, FullError, each

    @pytest.fixture
    def berth():
        return Berth(5)

    def test_booking_takes_hours_off(berth):
        assert berth.book(2) == 3
        assert berth.hours == 3

    def test_a_full_berth_refuses(berth):
        with pytest.raises(FullError, match="full"):
            berth.book(9)

    @pytest.mark.parametrize("hours", [1, 2])
    def test_each_berth_is_visited(hours):
        assert each([Berth(hours)], lambda berth: isinstance(berth, Berth) and berth.hours) == [hours]
    '''
)
BROKEN_FIXTURE = "import pytest\n\n@pytest.fixture\ndef x():\n    assert 0\n\ndef test_x(x):\n    pass\n"
HARMLESS = "import berth_board\n\n\ndef test_one():\n    assert berth_board.Berth(1).hours == 1\n"


FORGE = """
import os
import wire

for number in range(3, 64):
    try:
        os.write(number, FORGED)
    except OSError:
        pass
"""


class Stage:
    """The two sandboxes of an own-tests run, and the implementations that they are used with."""

    def __init__(self, yard: Yard, tests: str, **limits: Any) -> None:
        self.limits = dataclasses.replace(GENEROUS, **limits)
        self.tests = yard.sandbox({FOLDER: {FILE: tests}}, warm=TEST_RUN_MODULES, libraries=LIBRARIES)
        self.implementation = yard.sandbox({})

    def play(self, source: str = RIGHT, *, measure: bool = False) -> Played:
        """One run of the tests against one implementation."""
        run = TestRun(FOLDER, FILE, TARGET, self.limits)
        under_test = Implementation("", {TARGET: source}, TARGET, self.limits, measure)
        return play(self.tests, run, self.implementation, under_test)

    def judge(self, judge: OwnTestsJudge, digest: str = "d", names: tuple[str, ...] = ()) -> dict[str, CheckResult]:
        """What the judge says of the tests."""
        return {result.id: result for result in judge.judge(self.tests, self.implementation, digest, names)}


def own_judge(*, minimum: int = 2, coverage: int = 0, wrongs: dict[str, str] | None = None) -> OwnTestsJudge:
    """A judge over two right versions and some wrong ones."""
    own = OwnTests(FILE, TARGET, 2, 5, minimum, coverage=coverage, coverage_points=3 if coverage else 0)
    mistakes = {"Is never full.": NEVER_FULL, "Forgets to book.": FORGETS} if wrongs is None else wrongs
    rights = [Version({TARGET: source}) for source in (RIGHT, OTHER)]
    wrong = [Version({TARGET: source}, mistake) for mistake, source in mistakes.items()]
    return OwnTestsJudge(exercise(own_tests=own), rights, wrong, 1)


# --- one run ----------------------------------------------------------------------------------------------------------


def test_good_tests_pass_on_a_right_version_and_fail_on_a_wrong_one(yard: Yard) -> None:
    """Fixtures, parameters, exceptions, callbacks and isinstance work across; calls are counted by the judge."""
    stage = Stage(yard, TESTS)

    right = stage.play()
    never_full, forgets = stage.play(NEVER_FULL), stage.play(FORGETS)

    assert (right.passed, right.failed, right.fault) == (4, (), None)
    assert right.calls >= 6
    assert never_full.failed == ("test_a_full_berth_refuses",)
    assert forgets.failed == ("test_booking_takes_hours_off",)


def test_lines_are_measured_where_the_tests_cannot_reach(yard: Yard) -> None:
    """Which lines of the implementation's functions ran is said by its own side, and only where it is asked for."""
    stage = Stage(yard, HARMLESS)

    assert stage.play(measure=True).covered == (1, 7)
    assert stage.play().covered == (0, 0)


@pytest.mark.parametrize(
    ("tests", "fault"),
    [
        ("import os\nos._exit(0)\n", AnswerKind.CRASHED),
        ("import os\n\ndef test_one():\n    os._exit(0)\n", AnswerKind.CRASHED),
        (FORGE.replace("FORGED", "wire.HEADER.pack(1, 100) + b'half'") + "os._exit(0)\n", AnswerKind.CRASHED),
        ("def test_one():\n    while True:\n        pass\n", AnswerKind.TIMEOUT),
        ("import berth_board\n\ndef test_one():\n    while True:\n        berth_board.unused()\n", AnswerKind.RESOURCE),
    ],
    ids=["exit-at-import", "exit", "exit-in-a-message", "endless", "endless-calls"],
)
def test_tests_that_do_not_end_by_themselves_are_a_fault(
    yard: Yard, monkeypatch: pytest.MonkeyPatch, tests: str, fault: AnswerKind
) -> None:
    """Ending the interpreter, never ending and asking without end are told apart; no report comes of them."""
    monkeypatch.setattr(relay, "MAX_MESSAGES", 500)
    stage = Stage(yard, tests, exercise_seconds=1.0 if fault is AnswerKind.TIMEOUT else 60.0, load_seconds=0.0)

    played = stage.play()

    assert (played.outcomes, played.fault) == ((), fault)


@pytest.mark.parametrize(
    "forged",
    [
        "wire.frame(b'[\"l\"]')",
        'wire.frame(b\'["l","sing"]\')',
        "wire.HEADER.pack(7, 7) + b'       '",
        "wire.frame(b'[\"l\",\"ask\",[\"l\"' + b',99999999999999999' * 50_000 + b']]')",
    ],
    ids=["empty", "unknown", "header", "longer-when-it-is-passed-on"],
)
def test_forged_messages_end_the_run(yard: Yard, forged: str) -> None:
    """What is no message of ours, or cannot be passed on, ends the run as malformed and nothing else."""
    assert Stage(yard, FORGE.replace("FORGED", forged)).play() == Played(fault=AnswerKind.MALFORMED)


def test_a_forged_report_holds_only_what_can_be_an_outcome(yard: Yard) -> None:
    """A report that student code wrote is believed as its tests' word, cut to pairs of short texts."""
    forged = "wire.frame(wire.encode(['report', [('x' * 999, 'passed'), 5, ('a',), ('b', 'y' * 99)]]))"
    played = Stage(yard, FORGE.replace("FORGED", forged)).play()

    assert [(len(name), len(outcome)) for name, outcome in played.outcomes] == [(120, 6), (1, 20)]


def test_a_report_without_a_list_is_empty(yard: Yard) -> None:
    """A report of no known shape names no test that passed."""
    assert Stage(yard, FORGE.replace("FORGED", "wire.frame(wire.encode(['report', 5]))")).play().outcomes == ()


def test_an_implementation_that_the_tests_end_is_the_tests_fault(yard: Yard) -> None:
    """Where the implementation does not outlive a call, what was asked of it is to blame."""
    source = RIGHT.replace("return 1", "import os; os._exit(0)")
    tests = "import berth_board\n\ndef test_one():\n    berth_board.unused()\n"

    assert Stage(yard, tests).play(source).fault is AnswerKind.CRASHED


def test_an_implementation_that_does_not_load_is_our_fault(yard: Yard) -> None:
    """A right or wrong version that cannot be imported is a broken course, not the student's mistake."""
    with pytest.raises(WorkerLost, match="did not load"):
        Stage(yard, TESTS).play("raise ValueError\n")


def test_nothing_of_one_run_is_seen_by_the_next(yard: Yard) -> None:
    """Tests that leave word for their next run find none: each run has a sandbox where nothing ran before."""
    tests = """
import os
import berth_board

def test_one():
    assert not os.path.exists("/tmp/word")
    open("/tmp/word", "w").close()
    assert berth_board.Berth(1).hours == 1
"""
    stage = Stage(yard, tests)

    assert [stage.play().passed for _ in range(2)] == [1, 1]


# --- the verdict ------------------------------------------------------------------------------------------------------


def test_good_tests_get_all_points(yard: Yard) -> None:
    """They pass on each right version, catch each wrong one and run enough lines."""
    results = Stage(yard, TESTS).judge(own_judge(coverage=80))

    assert {id_: (result.outcome, result.points) for id_, result in results.items()} == {
        PASS_ID: (Outcome.PASSED, 1),
        CATCH_ID: (Outcome.PASSED, 4),
        COVER_ID: (Outcome.PASSED, 3),
    }
    assert results[CATCH_ID].message == "caught all 2"


def test_tests_that_catch_half_get_half(yard: Yard) -> None:
    """What was missed is named by the mistake it makes, and too few lines are told as a share."""
    tests = TESTS.replace("with pytest.raises(FullError", "if False and pytest.raises(FullError")
    results = Stage(yard, tests).judge(own_judge(coverage=90))

    assert (results[CATCH_ID].outcome, results[CATCH_ID].points) == (Outcome.WRONG, 2)
    assert results[CATCH_ID].message == "caught 1 of 2; missed: Is never full"
    assert (results[COVER_ID].outcome, results[COVER_ID].points, "are due" in results[COVER_ID].message) == (
        Outcome.WRONG,
        0,
        True,
    )


@pytest.mark.parametrize(
    ("tests", "outcome", "message"),
    [
        ("def test_one():\n    assert 1 == 2\n", Outcome.WRONG, "fails on a right version: test_one"),
        ("import nowhere\n", Outcome.RAISED, "test_own_board.py cannot be imported by pytest"),
        (
            "import pytest\n\ndef test_one():\n    pytest.skip()\n\ndef test_two():\n    pytest.xfail()\n",
            Outcome.WRONG,
            "0 tests ran and passed; at least 2 are due",
        ),
    ],
    ids=["fails", "import", "skips"],
)
def test_tests_that_do_not_pass_on_a_right_version_catch_nothing(
    yard: Yard, tests: str, outcome: Outcome, message: str
) -> None:
    """The reason is told, and the other checks wait."""
    results = Stage(yard, tests).judge(own_judge(coverage=50), names=("test_one",))

    assert (results[PASS_ID].outcome, results[PASS_ID].message, results[PASS_ID].points) == (outcome, message, 0)
    assert {(results[id_].outcome, results[id_].points) for id_ in (CATCH_ID, COVER_ID)} == {(Outcome.SKIPPED, 0)}


PASSED = (("test_one", "passed"), ("test_two", "passed"))
MANY_FAILED = tuple((f"test_{number}[{case}]", "failed") for number in range(5) for case in "ab")


@pytest.mark.parametrize(
    ("played", "problem"),
    [
        (Played(PASSED, 9), None),
        (Played(PASSED, 1), (Outcome.WRONG, "your tests hardly call the code they are to test")),
        (Played(PASSED[:1], 9), (Outcome.WRONG, "1 tests ran and passed; at least 2 are due")),
        (Played((*PASSED, ("made up", "failed"))), (Outcome.WRONG, "fails on a right version: some")),
        (Played(MANY_FAILED), (Outcome.WRONG, "fails on a right version: test_0, test_1, test_2 and 2 more")),
        (
            Played(fault=AnswerKind.TIMEOUT),
            (Outcome.TIMEOUT, "your tests did not end in time on a right version"),
        ),
        (
            Played(fault=AnswerKind.RESOURCE),
            (Outcome.RESOURCE, "your tests used more than their share of the machine"),
        ),
        (
            Played(fault=AnswerKind.MALFORMED),
            (Outcome.CRASHED, "your tests ended the interpreter, or called what they test from a thread of their own"),
        ),
    ],
    ids=["good", "no-calls", "too-few", "made-up", "many", "time", "number", "crash"],
)
def test_each_run_on_a_right_version_that_is_not_good_enough_has_its_sentence(played: Played, problem: Any) -> None:
    """What is shown of a failure are names that the file defines, three of them, and nothing else."""
    names = [f"test_{number}" for number in range(5)]

    assert own_judge()._problem(played, names) == problem


def test_patching_pytest_from_the_test_file_gains_nothing(yard: Yard) -> None:
    """Tests whose failures are turned into passes pass on the wrong versions too: they catch nothing."""
    cheat = """
from _pytest.reports import TestReport

made = TestReport.from_item_and_call.__func__

def forged(cls, item, call):
    report = made(cls, item, call)
    report.outcome = "passed"
    return report

TestReport.from_item_and_call = classmethod(forged)
"""
    results = Stage(yard, cheat + TESTS).judge(own_judge())

    assert (results[PASS_ID].points, results[CATCH_ID].points) == (1, 0)


def test_tests_that_end_the_interpreter_on_wrong_versions_miss_them(yard: Yard) -> None:
    """Leaving is not catching: a test has to fail."""
    tests = TESTS.replace("assert berth.book(2) == 3", "import os; berth.book(2) == 3 or os._exit(1)")
    results = Stage(yard, tests).judge(own_judge(wrongs={"Forgets to book.": FORGETS}))

    assert (results[CATCH_ID].points, results[CATCH_ID].message) == (0, "caught 0 of 1; missed: Forgets to book")


def test_equal_test_files_are_judged_once(yard: Yard) -> None:
    """The same content gets the same result from memory, of which there is a bounded amount."""
    judge = own_judge(wrongs={})
    first = Stage(yard, TESTS).judge(judge, "same")
    again = Stage(yard, "raise ValueError\n").judge(judge, "same")

    assert (first == again, first[CATCH_ID].message) == (True, "caught all 0")
    judge._known.update({str(number): () for number in range(501)})
    assert Stage(yard, "x = 1\n").judge(judge, "new")[PASS_ID].points == 0
    assert list(judge._known) == ["new"]


def test_the_plan_has_a_third_check_where_lines_count() -> None:
    """Two checks share the points; coverage has its own."""
    plans = [[(plan.id, plan.points) for plan in own_judge(coverage=share).plan] for share in (0, 80)]

    assert plans == [[(PASS_ID, 1), (CATCH_ID, 4)], [(PASS_ID, 1), (CATCH_ID, 4), (COVER_ID, 3)]]


def test_runs_are_shuffled_and_right_versions_come_at_least_three_times() -> None:
    """Nobody can tell from the number of a run whether the version is right; the seed decides."""
    runs = own_judge().runs

    assert sum(not version.mistake for version in runs) >= 3
    assert sorted(version.mistake for version in runs if version.mistake) == ["Forgets to book.", "Is never full."]


def test_an_exercise_without_own_tests_has_no_such_judge() -> None:
    """Asking for it is a fault of ours."""
    with pytest.raises(GraderFault, match="has no own tests"):
        OwnTestsJudge(exercise(), [], [], 1)


def test_a_version_is_read_from_its_files(tmp_path: Path) -> None:
    """Sources go by the names that the tests import them by."""
    (tmp_path / "strange.py").write_text("x = 1\n", encoding="utf-8")

    assert read_version({"berth_board.py": tmp_path / "strange.py"}, "m") == Version({"berth_board": "x = 1\n"}, "m")


# --- the two programs, as plain processes -----------------------------------------------------------------------------


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[tuple[PlainWorker, PlainWorker]]:
    """A worker for the tests and one for the implementation."""
    folders = [tmp_path / name for name in ("one", "two", "box")]
    for folder in folders:
        folder.mkdir()
    workers = PlainWorker(folders[0], libraries=str(LIBRARIES), warm=TEST_RUN_MODULES), PlainWorker(folders[1])
    yield workers
    for worker in workers:
        worker.end()


def pump(tests: PlainWorker, implementation: PlainWorker) -> Any:
    """Pass messages on until the tests report."""
    speaking, listening = tests, implementation
    while True:
        message = wire.decode(speaking.receive())
        if message[0] == "report":
            return message[1]
        listening.send(message)
        speaking, listening = listening, speaking


def test_both_sides_do_their_part(plain: tuple[PlainWorker, PlainWorker], tmp_path: Path) -> None:
    """One side runs pytest and reports, the other serves the implementation and says which lines ran."""
    one, two = plain
    two.spawn("implementation", sources={TARGET: NEVER_FULL}, target=TARGET, measure=True)
    assert wire.decode(two.receive()) == ["ready"]
    reports = []
    for tests in (TESTS, "import nowhere\n", BROKEN_FIXTURE):
        (tmp_path / "box" / FILE).write_text(tests, encoding="utf-8")
        one.spawn("tests", box=str(tmp_path / "box"), test_file=FILE, target=TARGET)
        reports.append(dict(pump(one, two)))
        assert one.ended() == 0
    two.send(["covered"])

    assert reports[0] == {
        "test_booking_takes_hours_off": "passed",
        "test_a_full_berth_refuses": "failed",
        "test_each_berth_is_visited[1]": "passed",
        "test_each_berth_is_visited[2]": "passed",
    }
    assert reports[1:] == [{"collection": "failed"}, {"test_x": "failed"}]
    assert wire.decode(two.receive()) == ["covered", 5, 6]


def test_lines_are_counted_only_where_that_is_asked_for(plain: tuple[PlainWorker, PlainWorker]) -> None:
    """An implementation that is not measured has no lines to tell of."""
    two = plain[1]
    two.spawn("implementation", sources={TARGET: RIGHT}, target=TARGET, measure=False)
    two.receive()
    two.send(["covered"])

    assert wire.decode(two.receive()) == ["covered", 0, 0]
