"""Trees: built, installed and run in the sandbox of their submission, offline, with no code of theirs in the worker."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.catalogue.course import Course
from grader.course.intake import Taken
from grader.course.judging import Item, Judging, Settings
from grader.harness.answers import AnswerKind
from grader.harness.worker import Assignment, SubmissionSandbox
from grader.model import Exercise, ExerciseResult, Kind, Limits, Profile, Verdict, Week
from tests.builders import exercise, level2, text

pytestmark = pytest.mark.l2

BACKENDS = ("hatchling", "setuptools")
LIMITS = Limits(
    answer_seconds=60.0, load_seconds=60.0, exercise_seconds=300.0, memory_mb=1024, profile=Profile.PROCESSES
)
PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "yard-tool"
version = "1.2.0"
scripts = { yard = "yard_tool:main" }
"""
LEGACY = PROJECT.replace('["hatchling"]', '["setuptools>=61"]').replace("hatchling.build", "setuptools.build_meta")
CODE = text(
    """
    import sys

    def main() -> int:
        print("berths", *sys.argv[1:], input())
        return 3
    """
)
CHECKS = text(
    """
    from grader.checks import agree, expect, points

    @points(1, task=1, covers="R1")
    def check_metadata(student, reference):
        \"\"\"The wheel has a name.\"\"\"
        expect(student.metadata()["name"], reference.metadata()["name"])

    @points(2, task=1, covers="R2")
    def check_command(student, reference):
        \"\"\"The command runs.\"\"\"
        agree(student, reference, "run_installed", "yard", "4", stdin="noon\\\\n")

    @points(4, task=1, covers="R3")
    def check_archive(student, reference):
        \"\"\"The archive has all there is, and a wheel can be built from it.\"\"\"
        agree(student, reference, "sdist_files")
        agree(student, reference, "wheel_from_sdist")
    """
)
TREE = {"pyproject.toml": PROJECT, "src/yard_tool/__init__.py": CODE}


def on_disk(root: Path) -> Exercise:
    """An exercise of the kind package whose reference is TREE."""
    for half in ("weeks", "solutions"):
        for name, content in TREE.items():
            path = root / half / "01-quay" / "berth-board" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
    (root / "solutions/01-quay/berth-board/checks.py").write_text(CHECKS, encoding="utf-8")
    return exercise(kind=Kind.PACKAGE, student_files=tuple(TREE), libraries=(*BACKENDS, "installer"), limits=LIMITS)


@pytest.fixture(scope="module")
def judging(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judging]:
    """A run over that exercise."""
    root = tmp_path_factory.mktemp("course")
    found = on_disk(root)
    course = Course(root, (Week("01-quay", 1, "Quay", (), 10, (), (found,)),))
    with Judging(course, course.exercises, Settings(level2())) as running:
        yield running


def judge(judging: Judging, **changes: str) -> ExerciseResult:
    """The result of a tree that differs from the reference in some files; an empty one is left out."""
    names = {"project": "pyproject.toml", "code": "src/yard_tool/__init__.py"}
    tree = {**TREE, **{names[key]: content for key, content in changes.items()}}
    (found,) = judging.exercises.values()
    files = {name: content.encode() for name, content in tree.items() if content}
    (judged,) = judging.run([Item("s", (Taken(found, files),))])
    return judged.results[0]


def points(result: ExerciseResult) -> dict[str, int]:
    """Points by check."""
    return {check.id: check.points for check in result.checks}


@pytest.mark.parametrize("project", [PROJECT, LEGACY], ids=["hatchling", "setuptools"])
def test_a_tree_is_built_installed_and_run_with_any_backend(judging: Judging, project: str) -> None:
    """The reference is its own control, and another backend makes the same name and the same command of it."""
    got = points(judge(judging, project=project))

    assert [control.points for control in judging.controls()] == [7]
    assert (got["check_metadata"], got["check_command"]) == (1, 2)


@pytest.mark.parametrize(
    ("project", "says"),
    [
        ("[project\n", "is not TOML"),
        ("", "there is no pyproject.toml"),
        (PROJECT.replace('name = "yard-tool"\n', ""), "name"),
        (PROJECT.replace('["hatchling"]', '["hatchling", "poetry-core"]'), "poetry-core"),
        (PROJECT.replace("hatchling.build", "hatchling.bild"), "hatchling.bild"),
    ],
    ids=["broken", "absent", "nameless", "unknown-requirement", "unknown-backend"],
)
def test_a_tree_that_cannot_be_built_says_why(judging: Judging, project: str, says: str) -> None:
    """No points, and a sentence with what the build said; a tree without its first file was not handed in."""
    result = judge(judging, project=project)

    assert (result.verdict, result.points) == (Verdict.IMPORT_FAILED, 0)
    assert "the project cannot be built" in result.message
    assert says in result.message


def test_a_command_that_is_not_there_or_fails_costs_its_check_alone(judging: Judging) -> None:
    """The archive differs in nothing, so its check still counts."""
    other = judge(judging, project=PROJECT.replace("{ yard =", "{ yards ="))
    broken = judge(judging, code="import nowhere\n" + CODE)

    assert points(other) == {"check_metadata": 1, "check_command": 0, "check_archive": 4}
    assert points(broken) == {"check_metadata": 1, "check_command": 0, "check_archive": 4}


def test_code_of_a_tree_never_runs_where_questions_are_answered(judging: Judging) -> None:
    """A backend of the tree's own, which kills its parent and all it can reach, ends its own exercise and no other."""
    hostile = PROJECT.replace('"hatchling.build"', '"own"\nbackend-path = ["src"]')
    attacking = text(
        """
        import os, signal

        def main() -> int:
            os.kill(os.getppid(), signal.SIGKILL)
            return 0
        """
    )

    assert judge(judging, project=hostile).points == 0
    killed = judge(judging, code=attacking)
    assert (points(killed)["check_command"], killed.verdict) == (0, Verdict.GRADED)
    assert judge(judging).points == 7


HOOK = """
[tool.hatch.build.hooks.custom]
path = "src/yard_tool/hook.py"
"""
ENDLESS = text(
    """
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

    class Endless(BuildHookInterface):
        def initialize(self, version, build_data):
            while True:
                pass
    """
)
FORKING = ENDLESS.replace(
    "while True:\n            pass", "import os\n        while os.fork() == 0:\n            os.setsid()"
)


def hooked(judging: Judging, hook: str, load_seconds: float) -> tuple[Any, SubmissionSandbox]:
    """How a tree loads that brings a build hook of its own, and the sandbox it was loaded in."""
    (found,) = judging.exercises.values()
    files = {**TREE, "pyproject.toml": PROJECT + HOOK, "src/yard_tool/hook.py": hook}
    staging = judging.staging
    box = staging.box(f"hooked-{load_seconds:g}", {"a": {name: body.encode() for name, body in files.items()}})
    libraries = next(staging.root.glob("libraries"))
    sandbox = SubmissionSandbox(level2(), staging, box, libraries=libraries)
    limits = dataclasses.replace(found.limits, load_seconds=load_seconds)
    return sandbox.worker(Assignment("a", (), None, limits, libraries=True, workshop=True)).load(), sandbox


def test_a_build_that_never_ends_costs_its_time_and_no_more(judging: Judging) -> None:
    """The hook of a tree runs while it is built: a loop in it is a timeout, and nothing of it is left."""
    loaded, sandbox = hooked(judging, ENDLESS, 3.0)
    sandbox.close()

    assert loaded.kind is AnswerKind.TIMEOUT
    assert judge(judging).points == 7


def test_processes_that_a_build_leaves_end_with_their_exercise(judging: Judging) -> None:
    """However many are started, there is a limit to them, and they go with the sandbox."""
    loaded, sandbox = hooked(judging, FORKING, 5.0)
    sandbox.reap()
    sandbox.close()

    assert loaded.kind in {AnswerKind.VALUE, AnswerKind.TIMEOUT, AnswerKind.CRASHED}
    assert sandbox.sandbox is None
    assert judge(judging).points == 7
