"""The lock file of students is cut out of the grader's: the same versions, nothing that they do not need."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

import grader
from grader.errors import GraderFault
from grader.release.half import student_half
from grader.release.lock import Requirement, constraints, cut_lock, parse_requirement
from grader.release.project import PROJECT, Sources, chosen, project_files, requirements
from tests.release.small import ROOT

SOURCES = Sources(ROOT / "grader")


def wanted(modules: dict[str, Path] | None = None) -> tuple[Requirement, ...]:
    """What students need for these modules."""
    found, problems = chosen(requirements(SOURCES), student_half(ROOT / "grader").libraries, modules or {}, {})
    assert problems == []
    return found


def made(modules: dict[str, Path] | None = None) -> dict[str, str]:
    """The files around the exercises."""
    around = project_files(SOURCES, wanted(modules), weeks=1, exercises=9)
    return {path: content.decode() for path, content in around.files.items()}


def test_the_set_up_is_light() -> None:
    """Without exercises that ask for more, students get four libraries and what those need."""
    project = tomllib.loads(made()["pyproject.toml"])["project"]
    names = {re.split(r"[>=\[]", text)[0] for text in project["dependencies"]}

    assert names == {"click", "pytest", "rich", "watchfiles"}
    assert project["scripts"] == {"course": "grader.cli.student:main"}
    assert project["version"] == grader.__version__


def test_the_lock_has_the_graders_versions_and_no_instructors_library() -> None:
    """Every library of the student's lock is locked in ours at the same version; those of instructors are not in it."""
    ours = {
        (item["name"], item["version"])
        for item in tomllib.loads((ROOT / "uv.lock").read_text())["package"][:]
        if "version" in item
    }
    students = tomllib.loads(made()["uv.lock"])["package"]

    assert {(item["name"], item["version"]) for item in students if item["name"] != PROJECT} <= ours
    assert {"hypothesis", "jinja2", "jsonschema", "nbgrader", "mkdocs", "cosmic-ray"}.isdisjoint(
        item["name"] for item in students
    )
    assert len(students) < 30


def test_a_library_that_an_exercise_is_about_comes_along(tmp_path: Path) -> None:
    """A stub that imports attrs, or a manifest that names it, brings attrs, locked; an unknown library is a problem."""
    stub = tmp_path / "records.py"
    stub.write_text("import json\nimport attrs\nfrom berths import Berth\n")
    known = {"weeks/w/e/records.py": stub, "weeks/w/e/berths.py": tmp_path / "berths.py"}
    (tmp_path / "berths.py").write_text("import pandas.core\n")

    found, problems = chosen(requirements(SOURCES), {"click", "_pytest"}, known, {"a/exercise.toml": ("pydantic",)})

    assert {"attrs", "pydantic"} <= {item.name for item in found}
    assert [(problem.file, problem.message) for problem in problems] == [
        ("weeks/w/e/berths.py", "needs pandas, which is no library of the course")
    ]
    assert 'name = "attrs"' in cut_lock((ROOT / "uv.lock").read_text(), PROJECT, "1", found)


def test_the_lock_says_nothing_of_extras_that_nobody_asks_for() -> None:
    """An extra whose libraries stay behind stays behind as well; one that is asked for comes with them."""
    lock = (ROOT / "uv.lock").read_text()
    bare = tomllib.loads(cut_lock(lock, PROJECT, "1", [parse_requirement("jsonschema==4.*")]))["package"]
    full = tomllib.loads(cut_lock(lock, PROJECT, "1", [parse_requirement("jsonschema[format-nongpl]==4.*")]))["package"]

    assert "fqdn" in {item["name"] for item in full} - {item["name"] for item in bare}
    assert not any("optional-dependencies" in item for item in bare)
    assert any("optional-dependencies" in item for item in full)


def test_a_library_that_students_do_not_have_is_a_fault() -> None:
    """If the student half itself imports a library of instructors, no release is made."""
    with pytest.raises(GraderFault, match="imports jinja2"):
        chosen(requirements(SOURCES), {"jinja2"}, {}, {})


def test_the_lock_of_a_library_that_is_not_locked_is_a_fault() -> None:
    """A requirement that the lock file does not know is named."""
    with pytest.raises(GraderFault, match="does not know pandas"):
        cut_lock((ROOT / "uv.lock").read_text(), PROJECT, "1", [parse_requirement("pandas>=2")])


def test_versions_that_depend_on_the_python_keep_their_condition() -> None:
    """Where the lock has two versions of a library, pip gets both, each for its Pythons."""
    lock = """version = 1
requires-python = ">=3.11"

[[package]]
name = "two"
version = "1.0"
source = { registry = "https://pypi.org/simple" }
resolution-markers = [
    "python_full_version < '3.12'",
]

[[package]]
name = "two"
version = "2.0"
source = { registry = "https://pypi.org/simple" }
resolution-markers = [
    "python_full_version >= '3.13'",
    "python_full_version == '3.12.*'",
]
"""
    assert constraints(lock) == (
        "two==1.0 ; (python_full_version < '3.12')\n"
        "two==2.0 ; (python_full_version >= '3.13') or (python_full_version == '3.12.*')\n"
    )


def test_from_a_wheel_there_is_no_lock_and_the_release_says_so(tmp_path: Path) -> None:
    """Installed from a wheel, the grader has no lock file: the release works without, and tells the instructor."""
    around = project_files(
        Sources(tmp_path / "grader"), requirements(Sources(tmp_path / "grader")), weeks=1, exercises=1
    )

    assert "uv.lock" not in around.files
    assert around.files["requirements.txt"].decode().splitlines()[-1] == "-e ."
    assert "no lock file" in around.notes[0]


@pytest.mark.skipif(shutil.which("uv") is None, reason="uv is not installed")
def test_uv_finds_nothing_to_change_in_the_lock(tmp_path: Path) -> None:
    """uv itself, without a network, holds the lock for that of the student's project."""
    for path, text in made().items():
        if "/" not in path:
            (tmp_path / path).write_text(text)

    done = subprocess.run(
        ["uv", "lock", "--check", "--offline"], cwd=tmp_path, check=False, capture_output=True, text=True, timeout=60
    )

    assert done.returncode == 0, done.stderr
