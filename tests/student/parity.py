"""One set of solutions, judged by everything that judges visible tests: both commands, plain pytest, and the grader.

A round has one solution of each exercise in a released student repository; a class for the grader has a student for
each round. Only solutions of the course's own run here.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.catalogue.course import Course
from grader.catalogue.load import load_course
from grader.model import Exercise, Kind
from grader.student.practice import OUTCOMES
from grader.student.results import State
from tests.e2e import ground
from tests.release.small import release

STUB, REFERENCE = "stub", "reference"
TOOLS = ("types", "style")
PLAIN = {"passed": {State.PASSED}, "skipped": {State.SKIPPED}}
"""What plain pytest calls the ends that have names of their own; all else it calls a failure."""


@dataclass(frozen=True)
class Seen:
    """What one plane says of an exercise: the outcome of each test in its words, and the tests of each task."""

    tests: Mapping[str, str]
    tasks: Mapping[int, tuple[int, int]]
    """Passed and all tests of a task; skipped ones count for neither."""
    tools: Mapping[str, str]
    """Outcomes of types and style, where they were looked at."""


@dataclass(frozen=True)
class Round:
    """A released repository in which each exercise is solved in one way; `solutions` names it by exercise id."""

    root: Path
    course: Course
    solutions: Mapping[str, str]


def solutions_of(course: Course, exercise: Exercise) -> dict[str, dict[str, Path]]:
    """The files of every solution that the course has of an exercise, by name; of the stub, none."""
    layout = course.layout
    references = (*layout.reference_files(exercise), *layout.optional_reference_files(exercise))
    names = (*exercise.student_files, *exercise.optional_files)
    found = {STUB: {}, REFERENCE: {name: path for name, path in zip(names, references, strict=True) if path.is_file()}}
    for path in (*layout.alternatives(exercise), *layout.wrong(exercise)):
        found[path.stem] = layout.solution_files(exercise, path)
    return found


def rounds_of(course: Course) -> int:
    """How many rounds it takes until every solution of every exercise was in one."""
    return max(len(solutions_of(course, item)) for item in course.exercises if item.kind is not Kind.QUIZ)


def make_round(source: Path, target: Path, number: int) -> Round:
    """Release the course in `source` to `target`, and put the solutions of a round into it."""
    release(source, target)
    whole, course = load_course(source, strict=False), load_course(target, strict=False)
    chosen: dict[str, str] = {}
    for place, exercise in enumerate(course.exercises):
        solutions = solutions_of(whole, exercise)
        # Shifted, so that stubs, right solutions and wrong ones lie side by side, as they do with a student.
        name = list(solutions)[(number + place) % len(solutions)]
        chosen[exercise.id] = name
        for file, path in solutions[name].items():
            shutil.copyfile(path, course.layout.exercise_folder(exercise) / file)
    return Round(target, course, chosen)


def by_course_test(made: Round) -> dict[str, Seen]:
    """`course test --all --format json`, as a real process in the student's repository."""
    done = _command(made.root, "test", "--all", "--format", "json")
    found = {}
    for item in json.loads(done.stdout)["exercises"]:
        tasks = {task["number"]: (task["passed"], task["total"]) for task in item["tasks"]}
        found[item["exercise"]] = Seen(
            {test["id"]: test["state"] for task in item["tasks"] for test in task["tests"]}, tasks, {}
        )
    return found


def by_course_ci(made: Round) -> dict[str, Seen]:
    """`course ci`, by the result that its build keeps."""
    out = made.root / "build" / "practice"
    _command(made.root, "ci", "--output", str(out))
    document = json.loads((out / "result.json").read_text(encoding="utf-8"))
    return {
        f"{item['week']}/{item['exercise']}": _seen(item["checks"]) for item in document["submissions"][0]["exercises"]
    }


def _seen(checks: Sequence[Mapping[str, Any]]) -> Seen:
    tests = [check for check in checks if check["id"] not in TOOLS]
    tasks: dict[int, tuple[int, int]] = {}
    for test in tests:
        passed, total = tasks.get(test["task"], (0, 0))
        tasks[test["task"]] = (passed + (test["outcome"] == "passed"), total + 1)
    tools = {check["id"]: check["outcome"] for check in checks if check["id"] in TOOLS}
    return Seen({test["id"]: test["outcome"] for test in tests}, tasks, tools)


def by_pytest(made: Round, exercise: Exercise, *, with_plugin: bool) -> dict[str, str]:
    """Plain pytest in the folder of an exercise: `passed`, `skipped` or `failed` for each test that it could collect.

    Without our plugin as well, as in an environment that it was never installed in.
    """
    folder, report = made.course.layout.exercise_folder(exercise), made.root / "junit.xml"
    plugin = ["-p", "grader.student.plugin"] if with_plugin else []
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *plugin, f"--junitxml={report}"],
        cwd=folder,
        env={**_environment(made.root), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        timeout=120,
        check=False,
    )
    found = {}
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 (our own file)
        if case.get("classname"):
            words = [word for word in ("failure", "error", "skipped") if case.find(word) is not None]
            state = "passed" if not words else "skipped" if words == ["skipped"] else "failed"
            found[f"{str(case.get('classname')).rpartition('.')[2]}.py::{case.get('name')}"] = state
    return found


@dataclass(frozen=True)
class Mark:
    """What the grader says of an exercise."""

    verdict: str
    is_full: bool
    tools: Mapping[str, str]


def by_grader(source: Path, submissions: Path) -> dict[str, dict[str, Mark]]:
    """The grader's results at level L2, by student and exercise."""
    report = ground.graded(source, submissions)
    return {
        result.student: {
            f"{item.week}/{item.exercise}": Mark(
                item.verdict.value,
                item.points == item.max_points,
                {check.id: check.outcome.value for check in item.checks if check.id in TOOLS},
            )
            for item in result.exercises
        }
        for result in report.submissions
    }


def in_results_words(seen: Seen) -> dict[str, str]:
    """What `course test` says in the words of `grader/result/v1`; skipped tests are left out there."""
    return {
        name: OUTCOMES[State(state)].value for name, state in seen.tests.items() if State(state) is not State.SKIPPED
    }


def in_pytests_words(seen: Seen) -> dict[str, str]:
    """What `course test` says, as plain pytest would say it."""
    return {
        name: next((word for word, states in PLAIN.items() if State(state) in states), "failed")
        for name, state in seen.tests.items()
    }


def _environment(root: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(root),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "NO_COLOR": "1",
    }


def _command(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "grader.cli.student", *arguments],
        cwd=root,
        env=_environment(root),
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return done


def hand_in(made: Round, submissions: Path) -> None:
    """The weeks of a round as what a student hands in, who is called like the folder of the round."""
    weeks = made.course.layout.weeks_folder
    shutil.copytree(weeks, submissions / made.root.name / weeks.name)
