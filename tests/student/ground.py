"""A student repository made from the good course, with copies of its stubs, and the real `course` command in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from grader.catalogue.course import Course
from grader.catalogue.load import load_course
from grader.student.given import original_of
from tests.builders import COURSES, ROOT

WEEK = "01-quay"
SORT, TALLY = f"{WEEK}/sort-manifest", f"{WEEK}/tally"
ANSI = "\x1b["


def student_repository(folder: Path, name: str = "mine") -> Path:
    """The student half of the good course, and the originals of what students own."""
    root = folder / name
    ignore = shutil.ignore_patterns(".*", "__pycache__")
    shutil.copytree(COURSES / "good" / "weeks", root / "weeks", ignore=ignore)
    for exercise in load_course(root, strict=False).exercises:
        for stub in course_at(root).layout.stub_files(exercise):
            copy = root / original_of(stub.relative_to(root).as_posix())
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(stub, copy)
    return root


def course_at(root: Path) -> Course:
    """The course below a student repository."""
    return load_course(root, strict=False)


def own_file(root: Path, exercise: str) -> Path:
    """The file of an exercise that its student writes."""
    return root / "weeks" / exercise / f"{exercise.rpartition('/')[2].replace('-', '_')}.py"


def solve(root: Path, exercise: str) -> Path:
    """Write the right solution into the student's file."""
    path = own_file(root, exercise)
    shutil.copyfile(COURSES / "good" / "solutions" / exercise / path.name, path)
    return path


def course(
    root: Path, *arguments: str, given: str | bytes = "", environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the real command in a student repository; its output is UTF-8, or what PYTHONIOENCODING says."""
    encoding = (environment or {}).get("PYTHONIOENCODING", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "grader.cli.student", *arguments],
        cwd=root,
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "80", **(environment or {})},
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding)
    )
