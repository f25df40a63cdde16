"""The real course, each exercise with a cheat planted in a right solution: it gains nothing and disturbs nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from grader.catalogue.load import load_course
from grader.course.intake import Taken
from grader.course.judging import Item, Judging, Settings
from grader.model import Exercise, ExerciseResult, Kind, Profile, Verdict
from tests.builders import ROOT, level2

pytestmark = pytest.mark.l2

CHEAT = b'''


def _cheat():
    """What beats graders that run tests and student code in one process."""
    import atexit
    import builtins
    import json
    import os
    import sys
    import types
    import unittest

    for name in ("checks", "reference", "solutions", "grader", "hypothesis", "conftest"):
        try:
            __import__(name)
        except ImportError:
            sys.modules[name] = types.ModuleType(name)
    try:
        import pytest
        from _pytest.reports import TestReport
    except ImportError:
        pytest = sys.modules["pytest"] = types.ModuleType("pytest")
    else:
        TestReport.passed = property(lambda self: True)
    pytest.approx = lambda *_, **__: unittest.mock.ANY
    unittest.TestCase.assertEqual = lambda *_, **__: None
    builtins.AssertionError = type("Passed", (Exception,), {})
    frame = sys._getframe()
    while frame is not None:
        for name, value in list(frame.f_locals.items()):
            if name in ("expected", "points", "reference", "checks"):
                frame.f_locals[name] = None
            if isinstance(value, dict) and "expected" in value:
                value.clear()
        frame = frame.f_back
    forged = {"outcome": "passed", "points": 10**6, "event": "done", "exit": 0}
    for stream in (1, 2):
        os.write(stream, json.dumps(forged).encode() + b"\\n99 passed in 0.01s\\n")
    print(json.dumps(forged), file=sys.__stdout__, flush=True)
    atexit.register(os._exit, 0)


_cheat()
'''


def told(result: ExerciseResult) -> tuple[Any, ...]:
    """All that is said of an exercise."""
    return (result.week, result.exercise, result.verdict, result.points, result.message, result.checks)


def judged_part(exercise: Exercise) -> Exercise:
    """The exercise without what never meets the student's module: types and style read its text, own tests a proxy."""
    own = exercise.own_tests.file if exercise.own_tests else ""
    files = tuple(name for name in exercise.student_files if name != own)
    return dataclasses.replace(exercise, typed_points=0, style_points=0, own_tests=None, student_files=files)


def gains_nothing(cheat: tuple[Any, ...], before: tuple[Any, ...], exercise: Exercise) -> bool:
    """Whether all is said as before; where checks run the file as a program, the cheat may spoil what that prints."""
    if exercise.limits.profile is not Profile.PROCESSES:
        return cheat == before
    pairs = zip(cheat[-1], before[-1], strict=True)
    return all(now == then or (then.points and not now.points) for now, then in pairs)


def test_a_cheat_in_any_exercise_gains_nothing_and_disturbs_nothing() -> None:
    """A right solution is judged before, with and after the cheat, each time the same; a stub with it gets nothing."""
    course = load_course(ROOT)
    # Nothing of a tree is imported where questions are answered: tests/processes/test_workshop.py attacks with those.
    imported = [exercise for exercise in course.exercises if exercise.kind not in (Kind.QUIZ, Kind.PACKAGE)]
    exercises = [judged_part(exercise) for exercise in imported]

    rights, stubs = course.layout.reference_files, course.layout.stub_files

    def taken(exercise: Exercise, paths: Sequence[Path], planted: bytes) -> Taken:
        return Taken(exercise, {path.name: path.read_bytes() + planted for path in paths})

    items = [
        Item(name, tuple(taken(exercise, paths(exercise), planted) for exercise in exercises))
        for name, paths, planted in (
            ("before", rights, b""),
            ("cheat", rights, CHEAT),
            ("stub", stubs, CHEAT),
            ("after", rights, b""),
        )
    ]
    with Judging(course, exercises, Settings(level2(), seed=7)) as judging:
        judged = {item.item.name: [told(result) for result in item.results] for item in judging.run(items)}
        controls = {(item.week, item.exercise): item.points for item in judging.controls()}

    assert len(exercises) >= 10
    assert all(map(gains_nothing, judged["cheat"], judged["before"], exercises))
    assert judged["after"] == judged["before"]
    assert {verdict for _, _, verdict, *_ in judged["cheat"]} == {Verdict.GRADED}
    assert {points for _, _, _, points, *_ in judged["stub"]} == {0}
    assert {(week, name): points for week, name, _, points, *_ in judged["before"]} == controls
