"""Rules about the repository itself: sizes, names, docstrings, reasons beside exceptions to rules."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "grader").rglob("*.py"))
TEST_MODULES = sorted(
    path
    for path in (ROOT / "tests").rglob("*.py")
    if not {"courses", "submissions", "gold"} & set(path.relative_to(ROOT / "tests").parts)
)
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "base"}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions of a module, methods and nested ones too."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_modules_are_short_named_and_described(path: Path) -> None:
    """Every module has a docstring, a telling name, at most 400 lines, and functions of at most 60."""
    source = path.read_text(encoding="utf-8")
    long = [item.name for item in functions(path) if (item.end_lineno or 0) - item.lineno >= 60]

    assert "" != (ast.get_docstring(ast.parse(source)) or "")
    assert path.stem not in NAMELESS
    assert source.count("\n") <= 400
    assert [] == long


@pytest.mark.parametrize("path", TEST_MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_test_states_its_property(path: Path) -> None:
    """Every test function has a docstring, and so has its module."""
    nameless = [item.name for item in functions(path) if item.name.startswith("test_") and not ast.get_docstring(item)]

    assert "" != (ast.get_docstring(ast.parse(path.read_bytes())) or "") or path.name == "__init__.py"
    assert [] == nameless


def test_deferred_imports_of_our_own_are_none() -> None:
    """No function imports a module of ours: that is how cycles hide. Modules loaded by name are the CLI's commands."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in MODULES
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("grader")
    ]

    assert [] == found


def test_exceptions_to_rules_carry_their_reason() -> None:
    """A noqa, a `type: ignore` or a pragma in the product has words beside it, or above it, that say why."""
    bare = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in MODULES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(r"# noqa(?!: [A-Z0-9, ]+ \()", line) or "pragma: no cover" in line
    ]

    assert [] == bare


def test_lint_rules_that_are_off_say_why() -> None:
    """Each rule ignored for the whole project has a comment in pyproject.toml."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    ignored = tomllib.loads(text)["tool"]["ruff"]["lint"]["ignore"]
    with_reason = re.findall(r'"([A-Z0-9]+)", # \w+', text)
    together = re.findall(r'"(TC00[23])",$', text, re.MULTILINE)

    assert sorted(ignored) == sorted(set(ignored) & {*with_reason, *together})


def test_the_architecture_page_names_every_package() -> None:
    """docs/architecture.md has a row for each package of the grader."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    packages = {path.parent.name for path in (ROOT / "grader").glob("*/__init__.py")}

    assert set() == {name for name in packages if f"`{name}`" not in page}


def test_weeks_and_solutions_mirror_each_other() -> None:
    """Every exercise has its hidden twin and the other way round."""
    visible = {path.parent.relative_to(ROOT / "weeks") for path in (ROOT / "weeks").glob("*/*/exercise.toml")}
    hidden = {path.parent.relative_to(ROOT / "solutions") for path in (ROOT / "solutions").glob("*/*/checks.py")}

    assert visible == hidden


def test_nothing_names_a_place_that_is_not_the_products() -> None:
    """No file of ours holds a path of somebody's machine."""
    listed = [*MODULES, *TEST_MODULES, *(ROOT / "docs").glob("*.md"), ROOT / "README.md", ROOT / "Makefile"]
    private = re.compile(r"/(?:work|root|home/\w+)/")
    found = [
        path.name for path in listed if path != Path(__file__) and private.search(path.read_text(encoding="utf-8"))
    ]

    assert [] == found


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a checkout")
def test_nothing_in_the_repository_is_a_link() -> None:
    """A link that one machine can follow leads nowhere on the next, and replaces what lies in its place there."""
    kept = subprocess.run(["git", "ls-files", "--stage"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)

    assert [] == [line for line in kept.stdout.splitlines() if line.startswith("120000")]
