"""Small exercises made for a test: a manifest, a module, visible tests; and what a run of them comes to."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path

from grader.student.folder import ExerciseFolder, read_folder
from grader.student.results import TestOutcome, TestRun
from grader.student.running import ColdChildren, Order, run_exercise
from tests.builders import ROOT

MANIFEST = """
format = 1
number = 1
title = "Cranes"
summary = "Lift things."
kind = "module"
minutes = 10
difficulty = 1
[files]
student = ["cranes.py"]
[[task]]
number = 1
title = "Lift"
[[task]]
number = 2
title = "Lower"
"""


def exercise(root: Path, module: str | None, tests: str, manifest: str = MANIFEST, slug: str = "cranes") -> Path:
    """The folder of an exercise; `module` None leaves the student's file out."""
    folder = root / "weeks" / "01-quay" / slug
    folder.mkdir(parents=True, exist_ok=True)
    (folder.parent / "week.toml").write_text('format = 1\nnumber = 1\ntitle = "Quay"\nhours = 1\noutcomes = []\n')
    (folder / "exercise.toml").write_text(manifest)
    name = slug.replace("-", "_")
    (folder / f"test_{name}.py").write_text(textwrap.dedent(tests))
    if module is not None:
        (folder / f"{name}.py").write_text(textwrap.dedent(module))
    return folder


def ran(folder: Path, order: Order | None = None) -> TestRun:
    """What a run of the exercise's tests comes to."""
    read_folder.cache_clear()
    found = read_folder(folder)
    assert isinstance(found, ExerciseFolder)
    return run_exercise(found, ColdChildren(), order or Order())


def by_name(run: TestRun) -> dict[str, TestOutcome]:
    """The outcomes by name of the test function, and of the case where it has several."""
    return {test.name + (f"[{test.case}]" if test.case else ""): test for test in run.tests}


def plain_pytest(
    folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Plain pytest in a folder, with the plugin and no other; without colours."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "grader.student.plugin", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "COLUMNS": "80",
            "NO_COLOR": "1",
            **(environment or {}),
        },
    )
