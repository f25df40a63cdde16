"""One verdict for a visible test, whoever runs it: `course test` and plain pytest, on every exercise of the course."""

from __future__ import annotations

import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from grader.catalogue.layout import Layout
from grader.catalogue.load import load_course
from grader.model import Exercise
from grader.student.folder import ExerciseFolder, read_folder
from grader.student.running import ColdChildren, Order, run_exercise
from tests.builders import ROOT
from tests.student.exercises import plain_pytest

EXERCISES = load_course(ROOT, strict=False).exercises
SOME = EXERCISES[:2]


def copy_of(exercise: Exercise, target: Path, *, solved: bool) -> ExerciseFolder:
    """The exercise in a folder of its own, as it was given out or with the right solution in it."""
    layout, copy = Layout(ROOT), Layout(target)
    shutil.copytree(layout.exercise_folder(exercise), copy.exercise_folder(exercise))
    if solved:
        own = {exercise.own_tests.file} if exercise.own_tests else set()
        pairs = zip(layout.reference_files(exercise), copy.stub_files(exercise), strict=True)
        for source, stub in pairs:
            if stub.name not in own or source.is_file():
                shutil.copyfile(source, stub)
    found = read_folder(copy.exercise_folder(exercise))
    assert found is not None
    return found


def compare(exercise: Exercise, target: Path, *, solved: bool) -> None:
    """The tests that pass are the same, and of a right solution all do."""
    folder = copy_of(exercise, target, solved=solved)
    run = run_exercise(folder, ColdChildren(), Order())
    plain_pytest(folder.path, "--junitxml=out.xml", *folder.test_files())
    cases = list(ET.parse(folder.path / "out.xml").iter("testcase"))  # noqa: S314 (our own file)
    failed = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]

    assert (len(cases), len(cases) - len(failed)) == (len(run.tests), run.passed)
    assert {str(case.get("name")) for case in failed} == {
        test.id.rpartition("::")[2]
        if "[" not in test.id
        else test.id.partition("[")[0].rpartition("::")[2] + "[" + test.id.partition("[")[2]
        for test in run.tests
        if not test.passed
    }
    assert solved is run.is_passing


@pytest.mark.parametrize("solved", [False, True], ids=["stub", "solved"])
@pytest.mark.parametrize("exercise", SOME, ids=lambda exercise: exercise.id)
def test_two_exercises_have_one_verdict(tmp_path: Path, exercise: Exercise, solved: bool) -> None:
    """For the gate."""
    compare(exercise, tmp_path, solved=solved)


@pytest.mark.slow
@pytest.mark.parametrize("solved", [False, True], ids=["stub", "solved"])
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_every_exercise_has_one_verdict(tmp_path: Path, exercise: Exercise, solved: bool) -> None:
    """Of the whole course, as it was given out and solved."""
    compare(exercise, tmp_path, solved=solved)
