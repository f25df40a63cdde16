"""Judge processes: what is broken is told before anything is graded, and a judge that is lost loses one job."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.errors import CourseError, JudgeLost, Problem
from grader.judge.own_tests import CATCH_ID, PASS_ID
from grader.judge.protocol import read_line, write_line
from grader.judge.scheduler import Done, Job, Scheduler, _environment
from grader.model import ExerciseResult, Level, Limits, Outcome, OwnTests, Verdict
from tests.builders import CheckedCourse, text

pytestmark = pytest.mark.l2

REFERENCE = "def tide():\n    return 42\n\n\ndef double(number):\n    return 2 * number\n"
CHECKS = '''
    import os
    import time

    @points(2, task=1, covers="R1")
    def check_answer(student, reference):
        """The answer is right."""
        if student.tide() == "end the judge":
            os._exit(9)
        while student.tide() == "hold the judge":
            time.sleep(0.05)
        expect(student.tide(), reference.tide())

    @points(3, task=1, covers="R2", after="check_answer")
    @given(examples=10, number=st.integers(0, 99))
    def check_double(student, reference, number):
        """Any number is doubled."""
        agree(student, reference, "double", number)
    '''
ID = "01-quay/berth-board"
WAITS = ("time.sleep(0.2); return 42", "time.sleep(0.6); return 42")
WRONG = REFERENCE.replace("42", "41")


@pytest.fixture
def course(tmp_path: Path) -> Iterator[CheckedCourse]:
    """A course of one run, without exercises yet."""
    with CheckedCourse(tmp_path) as checked:
        yield checked


def saying(answer: str) -> str:
    """A submission that answers so."""
    return REFERENCE.replace("42", repr(answer))


def points_by_name(ended: Iterator[Done]) -> dict[str, int | None]:
    """Points of each job; None where the judge was lost over it."""
    return {done.job.name: None if done.results is None else done.results[0].points for done in ended}


def problems(course: CheckedCourse, **changes: Any) -> list[Problem]:
    """What keeps the judges of a course from getting ready, by file name."""
    with course.scheduler(**changes) as scheduler, pytest.raises(CourseError) as caught:
        scheduler.start()
    return sorted(caught.value.problems, key=lambda problem: (problem.file, problem.key, problem.message))


# --- grading ----------------------------------------------------------------------------------------------------------


def test_a_class_is_graded_by_several_judges(course: CheckedCourse) -> None:
    """Each job comes back once, with its own results; plans and controls are known before."""
    course.add("berth-board", REFERENCE, CHECKS)
    with course.scheduler(judges=2, shuffle=True) as scheduler:
        scheduler.start()
        jobs = [course.job(f"s{number}", {ID: WRONG if number % 2 else REFERENCE}) for number in range(5)]
        found = points_by_name(scheduler.run(jobs))
        again = points_by_name(scheduler.run([course.job("again", {ID: REFERENCE})]))

    assert (found, again) == ({"s0": 5, "s1": 0, "s2": 5, "s3": 0, "s4": 5}, {"again": 5})
    assert [(plan.id, plan.points) for plan in scheduler.plans[ID]] == [("check_answer", 2), ("check_double", 3)]
    assert [(control.verdict, control.points) for control in scheduler.controls] == [(Verdict.GRADED, 5)]


def test_nothing_to_do_starts_nothing(course: CheckedCourse) -> None:
    """Without jobs there is no judge, and an empty run ends."""
    course.add("berth-board", REFERENCE, CHECKS)
    with course.scheduler() as scheduler:
        assert (list(scheduler.run([])), scheduler.judges) == ([], [])


def test_exercises_of_one_submission_do_not_touch_each_other(course: CheckedCourse) -> None:
    """What fails in one exercise leaves the points of the other; both are graded in one job."""
    course.add("berth-board", REFERENCE, CHECKS)
    course.add("crane-rota", REFERENCE, CHECKS)
    with course.scheduler() as scheduler:
        job = course.job("s", {ID: "import os\nos._exit(0)\n", "01-quay/crane-rota": REFERENCE})
        (done,) = scheduler.run([job])

    assert done.results is not None
    assert [(result.verdict, result.points) for result in done.results] == [
        (Verdict.IMPORT_FAILED, 0),
        (Verdict.GRADED, 5),
    ]


def test_a_mistake_of_a_check_costs_one_exercise(course: CheckedCourse) -> None:
    """A check that breaks over a submission is a fault of ours in that exercise; the judge goes on."""
    course.add("berth-board", REFERENCE, CHECKS)
    course.add(
        "crane-rota",
        REFERENCE,
        '''
        @points(1, task=1, covers="R1")
        def check_fragile(student, reference):
            """The answer is right."""
            if student.tide() != 42:
                raise RuntimeError("a mistake of the author")
        ''',
    )
    with course.scheduler() as scheduler:
        both = {ID: WRONG, "01-quay/crane-rota": WRONG}
        (done,), (after,) = (list(scheduler.run([course.job(name, both)])) for name in ("one", "two"))

    assert done.results is not None
    assert after.results is not None
    assert [result.verdict for result in done.results] == [Verdict.GRADED, Verdict.GRADER_ERROR]
    assert done.results[1].message == "RuntimeError: a mistake of the author"


def test_own_tests_are_part_of_the_exercise(course: CheckedCourse, tmp_path: Path) -> None:
    """Where an exercise has own tests their results follow the hidden checks; not handed in they are not run."""
    paths = {}
    for name, source in (("right", REFERENCE), ("wrong", WRONG)):
        paths[name] = tmp_path / f"{name}.py"
        paths[name].write_text(source, encoding="utf-8")
    course.add(
        "berth-board",
        "def test_answer():\n    import berth_board\n    assert berth_board.tide() == 42\n",
        '''
        @points(1, task=1, covers="R1")
        def check_nothing(student, reference):
            """There is a file."""
            expect(student.names() is None, False)
        ''',
        student_files=("test_own.py",),
        own_tests={
            "target": "berth_board",
            "rights": [str(paths["right"])],
            "wrongs": [(str(paths["wrong"]), "Answers wrongly.")],
        },
    )
    course.described[0]["exercise"]["own_tests"] = dict(vars(OwnTests("test_own.py", "berth_board", 1, 4, 1)))
    course.described[0]["modules"] = ["test_own"]
    source = course.references["01-quay-berth-board"]["test_own.py"].decode()
    with course.scheduler() as scheduler:
        ended = {
            done.job.name: done.results[0]
            for done in scheduler.run(
                [
                    course.job("good", {ID: source}, own_digest="1"),
                    course.job("bad", {ID: source.replace("42", "41")}, own_digest="2", names=["test_answer"]),
                    course.job("none", {ID: source}),
                    course.job("quick", {ID: source}, own_digest="1", quick=True),
                ]
            )
            if done.results
        }

    assert own_outcomes(ended["good"]) == [(PASS_ID, Outcome.PASSED, 1), (CATCH_ID, Outcome.PASSED, 3)]
    assert own_outcomes(ended["bad"]) == [(PASS_ID, Outcome.WRONG, 0), (CATCH_ID, Outcome.SKIPPED, 0)]
    assert own_outcomes(ended["none"]) == [(PASS_ID, Outcome.NOT_RUN, 0), (CATCH_ID, Outcome.NOT_RUN, 0)]
    assert own_outcomes(ended["quick"]) == []


def own_outcomes(result: ExerciseResult) -> list[tuple[str, Outcome, int]]:
    """How the checks on the student's own tests ended."""
    return [(check.id, check.outcome, check.points) for check in result.checks if check.id.startswith("own_")]


def test_versions_that_do_not_load_are_our_fault(course: CheckedCourse, tmp_path: Path) -> None:
    """An implementation under test that cannot be imported is a fault of the course, never the student's."""
    broken = tmp_path / "broken.py"
    broken.write_text("raise ValueError\n", encoding="utf-8")
    own = OwnTests("test_own.py", "berth_board", 1, 4, 1)
    described = {"target": "berth_board", "rights": [str(broken)], "wrongs": []}
    course.add("berth-board", REFERENCE, CHECKS, own_tests=described)
    course.described[0]["exercise"]["own_tests"] = dict(vars(own))
    with course.scheduler() as scheduler:
        (done,) = scheduler.run([course.job("s", {ID: REFERENCE}, own_digest="1")])

    assert done.results is not None
    assert (done.results[0].verdict, "did not load" in done.results[0].message) == (Verdict.GRADER_ERROR, True)


def test_a_slow_machine_gets_more_time(course: CheckedCourse) -> None:
    """What the reference took on this machine, now, decides how long a submission may take."""
    limits = Limits(answer_seconds=0.2, load_seconds=20.0, exercise_seconds=0.2)
    slow, slower = (f"import time\n{REFERENCE.replace('return 42', wait)}" for wait in WAITS)
    check = '''
        @points(2, task=1, covers="R1")
        def check_tide(student, reference):
            """The answer is right."""
            expect(student.tide(), 42)
        '''
    course.add("berth-board", slow, check, limits=limits)
    with course.scheduler() as scheduler:
        (done,) = scheduler.run([course.job("s", {ID: slower})])

    assert done.results is not None
    assert done.results[0].points == 2


# --- broken courses ---------------------------------------------------------------------------------------------------


def test_everything_that_is_broken_is_told_at_once(course: CheckedCourse) -> None:
    """Every file of checks is looked at, and each problem names its file, its check and the way out."""
    body = '    """Says what it checks."""\n    agree(student, reference, "tide")\n'
    course.add("a-good", REFERENCE, CHECKS)
    course.add("b-import", REFERENCE, "import no_such_module\n")
    course.add("c-empty", REFERENCE, "HOURS = 24\n")
    course.add("d-points", REFERENCE, f"def check_free(student, reference):\n{body}")
    course.add(
        "e-docstring",
        REFERENCE,
        '@points(1, task=1, covers="R1")\ndef check_dumb(student, reference):\n    agree(student, reference, "tide")\n',
    )
    course.add(
        "f-name", REFERENCE, f'@points(1, task=1, covers="R1")\ndef check_typo(student, reference):\n{body}    nope\n'
    )
    course.add("g-syntax", REFERENCE, "def check_(:\n")
    course.add("h-reference", "raise ValueError('tide')\n", CHECKS)
    course.add("i-probes", REFERENCE, CHECKS, probes="raise KeyError('probe')\n")
    course.add("j-silent", REFERENCE.replace("return 2 * number", 'raise NotImplementedError("Task 2: x")'), CHECKS)

    told = {(Path(one.file).parent.name, Path(one.file).name, one.key): one.message for one in problems(course)}

    assert {(place, file, key) for place, file, key in told} == {
        ("b-import", "checks.py", ""),
        ("c-empty", "checks.py", ""),
        ("d-points", "checks.py", "check_free"),
        ("e-docstring", "checks.py", "check_dumb"),
        ("f-name", "checks.py", "check_typo"),
        ("g-syntax", "checks.py", ""),
        ("h-reference", "berth_board.py", "line 1"),
        ("i-probes", "probes.py", ""),
        ("j-silent", "checks.py", "check_double"),
    }
    assert "No module named 'no_such_module'" in told["b-import", "checks.py", ""]
    assert "NameError: name 'nope' is not defined" in told["f-name", "checks.py", "check_typo"]
    assert told["c-empty", "checks.py", ""] == "holds no check"
    assert told["h-reference", "berth_board.py", "line 1"].endswith("ValueError: tide")


def test_a_check_that_breaks_over_the_references_values_is_told(course: CheckedCourse) -> None:
    """A body that cannot be recorded is tried on the reference: a mistake in it is the course's, with its name."""
    course.add(
        "berth-board",
        REFERENCE,
        '''
        @points(1, task=1, covers="R1")
        def check_typo(student, reference):
            """The answer is right."""
            expect(student.tide(), forty_two)
        ''',
    )
    (problem,) = problems(course)

    assert (Path(problem.file).name, "NameError" in problem.message) == ("checks.py", True)


def test_a_control_that_fails_is_told_by_its_results(course: CheckedCourse) -> None:
    """A check that the reference itself does not pass leaves a control without full marks."""
    course.add("berth-board", REFERENCE, CHECKS.replace("reference.tide()", "41"))
    with course.scheduler() as scheduler:
        scheduler.start()

    assert [(check.id, check.outcome) for check in scheduler.controls[0].checks] == [
        ("check_answer", Outcome.WRONG),
        ("check_double", Outcome.SKIPPED),
    ]


def test_checks_cannot_import_what_students_write(course: CheckedCourse) -> None:
    """A checks.py that imports the module under check is refused, whichever file it would have found."""
    course.add("berth-board", REFERENCE, f"import berth_board\n{text(CHECKS)}")
    (problem,) = problems(course)

    assert "the judge was about to import student code (berth_board)" in problem.message


# --- lost judges ------------------------------------------------------------------------------------------------------


def test_a_judge_that_dies_is_replaced(course: CheckedCourse) -> None:
    """The job it held comes back as lost, every other one with its results, and the number of judges is kept."""
    course.add("berth-board", REFERENCE, CHECKS)
    with course.scheduler(judges=2) as scheduler:
        scheduler.start()
        sources = [saying("end the judge"), *[REFERENCE] * 4]
        jobs = [course.job(f"s{number}", {ID: source}) for number, source in enumerate(sources)]
        found = points_by_name(scheduler.run(jobs))
        judges = len(scheduler.judges)

    assert (found, judges) == ({"s0": None, "s1": 5, "s2": 5, "s3": 5, "s4": 5}, 2)


def test_a_judge_that_hangs_is_killed_by_its_deadline(course: CheckedCourse) -> None:
    """A job that does not come back in its time is lost, and what it left is removed with the run."""
    course.add("berth-board", REFERENCE, CHECKS)
    with course.scheduler() as scheduler:
        scheduler.start()
        held = scheduler.judges[0].process
        course.seconds = 0.5
        jobs = [course.job("s0", {ID: saying("hold the judge")})]
        course.seconds = 120.0
        jobs.append(course.job("s1", {ID: REFERENCE}))
        found = points_by_name(scheduler.run(jobs))

    assert (found, held.returncode) == ({"s0": None, "s1": 5}, -9)


def test_a_judge_leaves_nothing_outside_the_folder_of_the_run(course: CheckedCourse, tmp_path: Path) -> None:
    """Also a judge that is killed has written only where the run's end cleans up."""
    course.add("berth-board", REFERENCE, CHECKS)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(temporary))
        with course.scheduler() as scheduler:
            scheduler.start()
            scheduler.judges[0].process.kill()
            scheduler.judges[0].process.wait()

    assert list(temporary.iterdir()) == []


def test_leaving_in_the_middle_ends_the_judges(course: CheckedCourse) -> None:
    """A run that is given up, by Ctrl-C for instance, ends the judge that is at work at once."""
    course.add("berth-board", REFERENCE, CHECKS)
    with course.scheduler() as scheduler:
        scheduler.start()
        judge = scheduler.judges[0]
        judge.give(course.job("s0", {ID: saying("hold the judge")}))

    assert (judge.process.returncode, scheduler.judges) == (-9, [])


def started(scheduler: Scheduler, *jobs: Job) -> Iterator[Done]:
    """The ends of some jobs after a start."""
    scheduler.start()
    yield from scheduler.run(jobs)


def stand_in(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Let judges be another program: one that misbehaves as no judge of ours does."""
    start = subprocess.Popen

    def popen(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        if "grader.judge.process" in command:
            command = [sys.executable, "-I", "-c", program, *command[-2:]]
        return start(command, **options)

    monkeypatch.setattr("grader.judge.scheduler.subprocess.Popen", popen)


READY = """
import json, os, sys
reading, writing = (int(text) for text in sys.argv[1:])
lines = os.fdopen(reading, "rb")
def say(**message):
    os.write(writing, json.dumps(message).encode() + b"\\n")
lines.readline()
"""
DONE = "say(event='done', job='x', results=[])"


@pytest.mark.parametrize(
    ("program", "says"),
    [
        ("raise SystemExit(7)", r"ended while it got ready \(status 7\)"),
        (f"{READY}say(event='ready', plans={{}}, controls=[])\nlines.readline()\n{DONE}", "a job it did not have"),
        (f"{READY}say(event='ready', plans={{}}, controls=[])\n{DONE}", "a job it did not have"),
    ],
    ids=["ends", "other-job", "no-job"],
)
def test_a_judge_that_misbehaves_is_lost(
    course: CheckedCourse, monkeypatch: pytest.MonkeyPatch, program: str, says: str
) -> None:
    """A judge that ends early or answers for what it was not given is a fault of ours."""
    course.add("berth-board", REFERENCE, CHECKS)
    stand_in(monkeypatch, program)

    with course.scheduler() as scheduler, pytest.raises(JudgeLost, match=says):
        points_by_name(started(scheduler, course.job("s0", {ID: REFERENCE})))


def test_a_replacement_that_never_gets_ready_is_lost(course: CheckedCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where judges end before they are ready there is no going on."""
    course.add("berth-board", REFERENCE, CHECKS)
    stand_in(monkeypatch, "raise SystemExit(7)")

    with course.scheduler() as scheduler, pytest.raises(JudgeLost, match="ended while it got ready"):
        list(scheduler.run([course.job("s0", {ID: REFERENCE})]))


def test_a_judge_that_says_nothing_is_given_up(course: CheckedCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting for a judge to get ready has an end, at the start and in the middle of a run."""
    course.add("berth-board", REFERENCE, CHECKS)
    stand_in(monkeypatch, f"{READY}lines.read()")
    monkeypatch.setattr("grader.judge.scheduler.READY_SECONDS", 0.2)

    with course.scheduler() as scheduler, pytest.raises(JudgeLost, match="did not get ready"):
        scheduler.start()
    with course.scheduler() as scheduler, pytest.raises(JudgeLost, match="ended while it got ready"):
        list(scheduler.run([course.job("s0", {ID: REFERENCE})]))


def test_a_check_that_breaks_now_and_then_is_found_on_the_reference(course: CheckedCourse) -> None:
    """The reference is graded before anybody else: what breaks over it only then keeps all others from being graded."""
    course.add(
        "berth-board",
        REFERENCE,
        '''
        RUNS = []

        @points(1, task=1, covers="R1")
        def check_moody(student, reference):
            """The answer is right."""
            RUNS.append(1)
            if len(RUNS) == 3:
                raise RuntimeError("for once")
            expect(student.tide(), 41 if len(RUNS) == 2 else 42)
        ''',
    )

    assert [problem.message for problem in problems(course)] == [
        "cannot be put to the reference: RuntimeError: for once"
    ]


def test_a_judge_that_does_not_end_is_ended(course: CheckedCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed pipe is the polite way to tell it; who does not heed that is not waited for long."""
    course.add("berth-board", REFERENCE, CHECKS)
    stand_in(monkeypatch, f"{READY}import time\nwhile True: time.sleep(9)")
    monkeypatch.setattr("grader.judge.scheduler.ENDING_SECONDS", 0.1)

    with course.scheduler() as scheduler:
        process = scheduler._new().process
    assert process.returncode == -signal.SIGKILL


@pytest.mark.parametrize("ready", [True, False])
def test_an_idle_judge_that_ends_costs_nobody_anything(course: CheckedCourse, *, ready: bool) -> None:
    """It held no job, so none is lost; the others go on, whether it was ready or not yet."""
    course.add("berth-board", REFERENCE, CHECKS)
    with course.scheduler(judges=2) as scheduler:
        before = points_by_name(scheduler.run(course.job(name, {ID: REFERENCE}) for name in "ab"))
        scheduler.judges[-1].ready = ready
        idle = scheduler.judges[-1].process
        idle.kill()
        os.waitid(os.P_PID, idle.pid, os.WEXITED | os.WNOWAIT)
        after = points_by_name(scheduler.run([course.job("c", {ID: REFERENCE})]))

    assert (before, after) == ({"a": 5, "b": 5}, {"c": 5})


def test_a_judge_inherits_nothing_that_changes_how_it_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the environment the judge gets the way to its tools, and what measures it; nothing for Python or pytest."""
    for name in ("PYTHONPATH", "PYTHONSTARTUP", "PYTEST_ADDOPTS", "PYTEST_PLUGINS", "TOKEN", "LD_PRELOAD"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("COVERAGE_PROCESS_CONFIG", "measure")

    inherited = _environment("/s")
    assert set(inherited) <= {
        *("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "PYTHONHASHSEED", "HYPOTHESIS_STORAGE_DIRECTORY"),
        *("COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG"),
    }
    assert inherited["COVERAGE_PROCESS_CONFIG"] == "measure"


def test_judges_get_ready_side_by_side(course: CheckedCourse) -> None:
    """As many as there is work for try the reference at once, and never more than are wanted."""
    course.add("berth-board", REFERENCE, CHECKS)
    jobs = [course.job(f"s{number}", {ID: REFERENCE}) for number in range(4)]
    with course.scheduler(judges=2) as scheduler:
        scheduler.launch(len(jobs))
        launched = list(scheduler.judges)
        scheduler.start()
        done = list(scheduler.run(jobs))
        assert (2, 4, launched) == (len(launched), len(done), scheduler.judges)


def test_a_judge_that_ends_at_the_start_costs_nobody_anything(course: CheckedCourse) -> None:
    """Of two that get ready side by side one is enough."""
    course.add("berth-board", REFERENCE, CHECKS)
    with course.scheduler(judges=2) as scheduler:
        scheduler.launch(2)
        lost = scheduler.judges[0].process
        lost.kill()
        os.waitid(os.P_PID, lost.pid, os.WEXITED | os.WNOWAIT)
        scheduler.start()
        assert {"a": 5} == points_by_name(scheduler.run([course.job("a", {ID: REFERENCE})]))


# --- one judge by hand ------------------------------------------------------------------------------------------------


def test_a_judge_serves_until_its_pipe_closes(course: CheckedCourse) -> None:
    """Told on a pipe what the course is, a judge says that it is ready, answers each job and ends by itself."""
    course.add("berth-board", REFERENCE, CHECKS)
    scheduler = course.scheduler()
    judge = scheduler._new()
    with open(judge.reading, "rb", closefd=False) as answers:
        ready = read_line(answers.readline())
        judge.ready = True  # nobody need be killed in the end
        job = course.job("s", {ID: WRONG})
        os.write(judge.writing, write_line({"event": "job", "job": "s", "exercises": job.exercises}))
        done = read_line(answers.readline())
    scheduler.__exit__()

    assert (ready["event"], list(ready["plans"])) == ("ready", [ID])
    assert (done["event"], done["job"], done["results"][0]["verdict"]) == ("done", "s", "graded")
    assert judge.process.returncode == 0


def test_level_one_grades_trusted_code_too(tmp_path: Path) -> None:
    """Where L1 was asked for, judges and workers do the same without namespaces."""
    with CheckedCourse(tmp_path, level=Level.L1) as course:
        course.add("berth-board", REFERENCE, CHECKS)
        with course.scheduler() as scheduler:
            found = points_by_name(scheduler.run([course.job("s0", {ID: REFERENCE}), course.job("s1", {ID: WRONG})]))

    assert found == {"s0": 5, "s1": 0}
