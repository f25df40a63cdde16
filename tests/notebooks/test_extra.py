"""nbgrader is an extra: nothing but the two modules of its gradebook needs it, and without it one sentence names it."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from tests.builders import ROOT

JUPYTER = ("nbgrader", "nbformat", "nbconvert", "nbclient", "IPython", "ipykernel", "traitlets", "sqlalchemy")
WITHOUT = f"""
import sys, importlib.abc
class Gone(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.partition('.')[0] in {JUPYTER!r}:
            raise ModuleNotFoundError(name=name)
sys.meta_path.insert(0, Gone())
import importlib.util
find = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name in {JUPYTER!r} else find(name, package)
from grader.cli.main import run
sys.exit(run(sys.argv[1:]))
"""


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("module", ["main", "grade", "verify", "demo", "doctor", "notebooks"])
def test_commands_do_not_import_jupyter(module: str) -> None:
    """Importing a command, even this one, loads nothing of Jupyter's."""
    done = python(f"import sys, grader.cli.{module}; print(sorted(set(sys.modules) & set({JUPYTER!r})))")

    assert done.stdout == "[]\n", done.stderr


@pytest.mark.parametrize("name", ["build", "grade"])
def test_without_the_extra_one_sentence_names_it(name: str) -> None:
    """The command ends with 2 and says what to install."""
    done = python(WITHOUT, "notebooks", name, *(["x"] if name == "grade" else []))

    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "error: this command needs nbformat, which is not installed",
        "fix: pip install 'quayside[notebooks]'",
    ]


def test_other_commands_work_without_the_extra() -> None:
    """Help and the grading of files do not notice that it is missing."""
    assert python(WITHOUT, "--help").returncode == 0
    assert python(WITHOUT, "grade", "nowhere").stderr.startswith("error: there is no folder")


def test_only_two_modules_import_nbgrader() -> None:
    """The gradebook and the exporter; nothing else outside or inside the package."""
    found = {
        path.relative_to(ROOT / "grader").as_posix()
        for path in (ROOT / "grader").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        )
        if name.partition(".")[0] in JUPYTER
    }  # fmt: skip

    assert found == {"notebooks/gradebook.py", "notebooks/export.py"}
