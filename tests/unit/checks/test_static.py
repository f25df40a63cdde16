"""Types and style of whole runs, with the real tools in the best sandbox that this machine has."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from grader.checks.static import STYLE_ID, TYPES_ID, StaticRequest, StaticResult, run_static, static_plan
from grader.checks.static_tools import Toolbox, find_toolbox
from grader.errors import CourseError, GraderFault, UsageError
from grader.model import CheckResult, Exercise, Kind, Outcome, OwnTests
from grader.sandbox.launch import Confinement
from grader.sandbox.probe import find_confinement
from grader.sandbox.staging import Staging

RULES = Path(__file__).parents[3] / "weeks" / "ruff.toml"
MODULE = "berth_board.py"
SOUND = b'''"""Berths of the quay."""

import berth_names


def free(hours: list[int]) -> int:
    """The hours that are left."""
    return sum(hours) + len(berth_names.NAMES)
'''
NAMES = b'"""Names of berths."""\n\nNAMES = ["north", "south"]\n'
EXERCISE = Exercise(
    week="06-types",
    slug="berth-board",
    number=1,
    title="Berth board",
    summary="Counts the free hours of all berths of the quay.",
    kind=Kind.MODULE,
    minutes=30,
    difficulty=2,
    tasks=(),
    student_files=(MODULE, "berth_names.py"),
    typed_files=(MODULE,),
    typed_points=3,
    typed_task=2,
    style_points=1,
    style_task=1,
    style_rules=("no-eval", "no-print"),
)


@pytest.fixture(scope="module")
def confinement() -> Confinement:
    """The best there is."""
    return find_confinement(None)


@pytest.fixture(scope="module")
def staging() -> Iterator[Staging]:
    """One staging folder for all runs, as in a grading run."""
    with Staging() as folder:
        yield folder


def handed_in(key: str, module: bytes, *, exercise: Exercise = EXERCISE) -> StaticRequest[str]:
    """A submission with this module and a sound second file."""
    return StaticRequest(key, exercise, {MODULE: module, "berth_names.py": NAMES})


def both(result: StaticResult) -> tuple[CheckResult, CheckResult]:
    """The results of `types` and `style`."""
    types, style = result.checks
    assert (types.id, style.id) == (TYPES_ID, STYLE_ID)
    return types, style


HOSTILE = {
    "syntax": b"def free(:\n",
    "lambdas": b"x = " + b"lambda: " * 5000 + b"1\n",
    "nots": b"x = " + b"not " * 900 + b"1\n",  # read by Python, refused by mypy
    "ignore": SOUND.replace(b"return sum(hours)", b'return "x"  # type: ignore\n    return sum(hours)'),
    "setting": b"# mypy: ignore-errors\n" + SOUND,
    "wrong type": SOUND.replace(b"-> int", b"-> str"),
    "noqa": SOUND.replace(b"import berth_names\n", b"import berth_names\nimport os  # noqa\n"),
    "ruff": b"# ruff: noqa\n" + SOUND.replace(b"import berth_names\n", b"import berth_names\nimport os\n"),
    "eval": SOUND.replace(b"return sum(", b"eval('1')\n    return sum("),
    "stub": SOUND.replace(b"return sum(hours) + len(berth_names.NAMES)", b'raise NotImplementedError("Task 2: count")'),
}
EXPECTED = {
    "syntax": ("wrong 1", "wrong 1"),
    "lambdas": ("wrong 1", "wrong 1"),
    "nots": ("wrong 1", "wrong 1"),
    "ignore": ("wrong 8", "passed 0"),
    "setting": ("wrong 1", "passed 0"),
    "wrong type": ("wrong 8", "passed 0"),
    "noqa": ("passed 0", "wrong 4"),
    "ruff": ("passed 0", "wrong 5"),
    "eval": ("passed 0", "wrong 8"),
    "stub": ("not-run 8", "wrong 3"),  # its style belongs to task 1, where nothing is the stub's any more
}


def test_a_class_is_judged_in_one_go(confinement: Confinement, staging: Staging) -> None:
    """Among thirty submissions every hostile one costs only itself, and all right ones have full marks."""
    requests = [handed_in(key, module) for key, module in HOSTILE.items()]
    requests += [handed_in(f"right {n}", SOUND + b"\n\nNUMBER = %d\n" % n) for n in range(30 - len(HOSTILE))]
    results = run_static(confinement, staging, requests, rules=RULES)
    assert list(results) == [request.key for request in requests]
    told = {key: [f"{check.outcome} {check.line}" for check in result.checks] for key, result in results.items()}
    assert {key: tuple(told[key]) for key in HOSTILE} == EXPECTED
    for key in set(results) - set(HOSTILE):
        types, style = both(results[key])
        assert (types.points, style.points, types.message, style.message) == (3, 1, "", "")
    assert not list(staging.boxes.iterdir())


def test_results_agree_with_the_plan(confinement: Confinement, staging: Staging) -> None:
    """Ids, titles, points and tasks are those of the plan, whether a check passes or not."""
    results = run_static(confinement, staging, [handed_in("right", SOUND), handed_in("wrong", b"x: int = ''\n")])
    for result in results.values():
        for check, planned in zip(result.checks, static_plan(EXERCISE), strict=True):
            assert (check.id, check.title, check.max_points, check.task) == (
                planned.id, planned.title, planned.points, planned.task,
            )  # fmt: skip
            assert check.points == (planned.points if check.outcome is Outcome.PASSED else 0)


def test_an_exercise_has_the_checks_it_gives_points_for(confinement: Confinement, staging: Staging) -> None:
    """Without points for types or style there is no such check, and with neither no tool is started."""
    plain = replace(EXERCISE, typed_points=0, style_points=0)
    styled = replace(EXERCISE, typed_points=0)
    assert static_plan(plain) == []
    assert [check.id for check in static_plan(styled)] == [STYLE_ID]
    broken = Toolbox(Path("/nonexistent"), Path("/nonexistent"), Path("/nonexistent"))
    request = handed_in("a", SOUND, exercise=plain)
    assert run_static(confinement, staging, [request], toolbox=broken) == {"a": StaticResult(())}


def test_text_of_a_student_is_made_harmless(confinement: Confinement, staging: Staging) -> None:
    """Escapes, bidirectional marks, line breaks and commands of build servers do not survive in a message."""
    nasty = "\x1b[31m\u202e\u2028\n::error::done\n##[group]\u200b" + "x" * 5000
    module = f"from typing import Literal\nx: Literal[{nasty!r}] = 1\ny: Literal[{nasty!r}] = 1\n" + "z: int = ''\n" * 9
    [types, _] = both(run_static(confinement, staging, [handed_in("a", module.encode())])["a"])
    assert types.outcome is Outcome.WRONG
    lines = types.message.split("\n")
    assert len(lines) == 3
    assert [line.partition(":")[0] for line in lines] == ["line 2", "line 3", "line 4"]
    assert all(line.isprintable() and len(line) < 300 for line in lines)
    assert "::error" not in types.message
    assert "##[" not in types.message


def test_settings_of_a_student_never_apply(confinement: Confinement, staging: Staging) -> None:
    """Configuration among the files handed in changes nothing, even where the manifest lets it in."""
    settings = {
        "ruff.toml": b"[lint]\nselect = []\n",
        "mypy.ini": b"[mypy]\nignore_errors = true\n",
        "pyproject.toml": b"[tool.ruff.lint]\nselect = []\n[tool.mypy]\nignore_errors = true\n",
    }
    exercise = replace(EXERCISE, student_files=(*EXERCISE.student_files, *settings))
    module = SOUND.replace(b"-> int", b"-> str") + b"import os\n"
    request = StaticRequest("a", exercise, {MODULE: module, "berth_names.py": NAMES, **settings})
    types, style = both(run_static(confinement, staging, [request], rules=RULES)["a"])
    assert (types.outcome, style.outcome) == (Outcome.WRONG, Outcome.WRONG)


def test_a_missing_file_is_not_run(confinement: Confinement, staging: Staging) -> None:
    """What was not handed in is named; it is neither right nor wrong."""
    request = StaticRequest("a", EXERCISE, {"berth_names.py": NAMES})
    for check in run_static(confinement, staging, [request])["a"].checks:
        assert (check.outcome, check.points) == (Outcome.NOT_RUN, 0)
        assert check.message == f"{MODULE} was not handed in"


def test_rules_for_the_module_leave_own_tests_alone(confinement: Confinement, staging: Staging) -> None:
    """A student's tests may print and need no match statement; the module under check must keep to the rules."""
    exercise = replace(
        EXERCISE,
        student_files=(MODULE, "test_own_board.py"),
        typed_points=0,
        style_rules=("uses-match", "no-print"),
        own_tests=OwnTests("test_own_board.py", "berth_board", 1, 2),
    )
    matching = b'"""Berths."""\n\n\ndef f(x: int) -> int:\n    match x:\n        case _:\n            return 1\n'
    tests = b'"""Tests."""\n\nimport berth_board\n\n\ndef test_f() -> None:\n    print(berth_board.f(1))\n'
    requests = [
        StaticRequest("right", exercise, {MODULE: matching, "test_own_board.py": tests}),
        StaticRequest("wrong", exercise, {MODULE: SOUND, "test_own_board.py": tests}),
    ]
    results = run_static(confinement, staging, requests, rules=RULES)
    assert results["right"].checks[0].outcome is Outcome.PASSED
    assert results["wrong"].checks[0].message.endswith("[uses-match]")


FRAGILE = """
import json, sys
answer = {}
for item in json.load(sys.stdin):
    text = open(sys.argv[1] + "/" + item["path"]).read()
    if "CRASH" in text: raise SystemExit(1)
    answer[item["path"]] = {"broken": None, "unfinished": [], "rules": [], "types": None if "ENDLESS" in text else []}
print(json.dumps(answer))
"""
"""In the place of the program that reads the files: one that dies of some of them."""


def test_what_the_tools_die_of_costs_the_checks_they_are_for(
    confinement: Confinement, staging: Staging, tmp_path: Path
) -> None:
    """Both checks, or the one on types alone; whoever handed in the same has the same result."""
    (tmp_path / "static_worker.py").write_text(FRAGILE)
    (tmp_path / "ast_rules.py").touch()
    modules = {"crash": SOUND + b"# CRASH\n", "again": SOUND + b"# CRASH\n", "endless": SOUND + b"# ENDLESS\n"}
    requests = [handed_in(key, module) for key, module in {**modules, "right": SOUND}.items()]
    toolbox = replace(find_toolbox(), program=tmp_path)
    results = run_static(confinement, staging, requests, rules=RULES, toolbox=toolbox)
    told = {key: [f"{check.outcome} {check.points}" for check in result.checks] for key, result in results.items()}
    assert told == {
        "crash": ["wrong 0", "wrong 0"],
        "again": ["wrong 0", "wrong 0"],
        "endless": ["wrong 0", "passed 1"],
        "right": ["passed 3", "passed 1"],
    }
    types, style = both(results["crash"])
    assert "breaks down over it" in types.message
    assert types.message == style.message == both(results["endless"])[0].message


def test_rules_that_do_not_exist_are_a_fault_of_the_course(confinement: Confinement, staging: Staging) -> None:
    """All unknown rules are named at once, and a ruff.toml that is none is named too."""
    exercise = replace(EXERCISE, style_rules=("no-evil", "no-eval", "max-function-lines"))
    with pytest.raises(CourseError) as caught:
        run_static(confinement, staging, [handed_in("a", SOUND, exercise=exercise)])
    assert [problem.key for problem in caught.value.problems] == ["style.rules"] * 2
    broken = staging.root / "ruff.toml"
    broken.write_text("select = [", encoding="utf-8")
    with pytest.raises(CourseError):
        run_static(confinement, staging, [handed_in("a", SOUND)], rules=broken)


def test_a_missing_tool_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without ruff the way out is the extra for instructors."""
    monkeypatch.setitem(sys.modules, "ruff", None)
    with pytest.raises(UsageError, match="not installed") as caught:
        find_toolbox()
    assert "quayside[instructor]" in caught.value.fix


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_a_file_that_mypy_hangs_on_costs_only_itself(confinement: Confinement, staging: Staging) -> None:
    """Two lines keep mypy busy for hours: alone they are wrong, with their style judged, and the others pass."""
    endless = b'"""Endless."""\n\nX = ' + b"(lambda a: a)(" * 60 + b"1" + b")" * 60 + b"\n"
    toolbox = replace(find_toolbox(), file_seconds=8.0)
    requests = [handed_in("endless", endless), handed_in("right", SOUND)]
    results = run_static(confinement, staging, requests, rules=RULES, toolbox=toolbox)
    types, style = both(results["endless"])
    assert (types.outcome, types.points, types.file) == (Outcome.WRONG, 0, MODULE)
    assert "does not come to an end" in types.message
    assert style.message.endswith("[E501]")
    assert [check.outcome for check in results["right"].checks] == [Outcome.PASSED] * 2


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_a_reference_that_mypy_hangs_on_is_our_fault(confinement: Confinement, staging: Staging) -> None:
    """Where mypy does not get through the right solution either, no submission is called wrong for it."""
    endless = b"X = " + b"(lambda a: a)(" * 60 + b"1" + b")" * 60 + b"\n"
    toolbox = replace(find_toolbox(), file_seconds=3.0)
    references = {EXERCISE.id: {MODULE: endless, "berth_names.py": NAMES}}
    with pytest.raises(GraderFault, match="mypy does not work here"):
        run_static(confinement, staging, [handed_in("a", endless)], references=references, toolbox=toolbox)
