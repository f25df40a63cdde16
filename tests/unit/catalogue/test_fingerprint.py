"""Tests of grader.catalogue.fingerprint: it changes with whatever changes a grade, and with nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from grader.catalogue.fingerprint import fingerprint
from grader.catalogue.layout import Layout
from grader.catalogue.load import load_exercises

from .conftest import CopyOf

HERE = "weeks/01-quay/bollards"
TWIN = "solutions/01-quay/bollards"


def _print_of(root: Path) -> str:
    (exercise,) = load_exercises(root)
    return fingerprint(exercise, Layout(root))


def test_it_is_a_sha256_in_hexadecimal(courses: Path) -> None:
    """A fingerprint is 64 hexadecimal digits."""
    assert len(_print_of(courses / "own-tests")) == 64
    int(_print_of(courses / "own-tests"), 16)


def test_another_place_gives_the_same(courses: Path, copy_of: CopyOf) -> None:
    """The folder that a course lies in does not count."""
    assert _print_of(copy_of("own-tests")) == _print_of(courses / "own-tests")


@pytest.mark.parametrize(
    "file",
    [
        f"{HERE}/exercise.toml",
        f"{HERE}/bollards.py",
        f"{HERE}/test_own_bollards.py",
        f"{TWIN}/bollards.py",
        f"{TWIN}/checks.py",
        f"{TWIN}/probes.py",
        f"{TWIN}/test_own_bollards.py",
        f"{TWIN}/wrong/one_end_only.py",
        f"{TWIN}/wrong/another.py",
        f"{TWIN}/wrong/tests_nothing/test_own_bollards.py",
        f"{TWIN}/mutants/one_end_only.py",
        f"{TWIN}/alternatives/by_range.py",
        "weeks/ruff.toml",
    ],
)
def test_what_changes_a_grade_changes_it(copy_of: CopyOf, file: str) -> None:
    """One byte more in a file that a grade depends on gives another fingerprint."""
    root = copy_of("own-tests")
    before = _print_of(root)
    with (root / file).open("a") as opened:
        opened.write("\n")

    assert _print_of(root) != before


@pytest.mark.parametrize(
    "file",
    [
        f"{HERE}/README.md",
        f"{HERE}/hints.toml",
        f"{HERE}/test_bollards.py",
        f"{TWIN}/notes.md",
        f"{TWIN}/mutants.toml",
        "weeks/01-quay/README.md",
        f"{TWIN}/wrong/__pycache__",
    ],
)
def test_what_changes_no_grade_does_not(copy_of: CopyOf, file: str) -> None:
    """Prose, hints, visible tests and caches leave the fingerprint alone."""
    root = copy_of("own-tests")
    before = _print_of(root)
    with (root / file).open("a") as opened:
        opened.write("\n")

    assert _print_of(root) == before


def test_a_name_counts_as_well_as_a_content(copy_of: CopyOf) -> None:
    """A wrong solution under another name is another one: reports name it."""
    root = copy_of("own-tests")
    before = _print_of(root)
    shutil.move(root / TWIN / "wrong/one_end_only.py", root / TWIN / "wrong/other.py")

    assert _print_of(root) != before


def test_line_ends_do_not_count(copy_of: CopyOf) -> None:
    """A checkout that ends its lines in another way gives the same."""
    root = copy_of("own-tests")
    before = _print_of(root)
    checks = root / TWIN / "checks.py"
    checks.write_bytes(checks.read_bytes().replace(b"\n", b"\r\n"))

    assert _print_of(root) == before


def test_alternatives_count_only_where_students_write_tests(copy_of: CopyOf) -> None:
    """Students' tests must pass on every right version; to an exercise without such tests there is but one."""
    root = copy_of("good")
    before = {exercise.slug: fingerprint(exercise, Layout(root)) for exercise in load_exercises(root)}
    for path in (root / "solutions").glob("*/*/alternatives/*.py"):
        path.write_text(path.read_text() + "\n")

    assert {exercise.slug: fingerprint(exercise, Layout(root)) for exercise in load_exercises(root)} == before


def test_style_rules_count_only_where_style_is_graded(copy_of: CopyOf) -> None:
    """An exercise without points for style does not depend on the course's style rules."""
    root = copy_of("own-tests")
    manifest = root / HERE / "exercise.toml"
    manifest.write_text(manifest.read_text().replace("[style]\npoints = 1\ntask = 1\n", ""))
    before = _print_of(root)
    (root / "weeks/ruff.toml").write_text("line-length = 60\n")

    assert _print_of(root) == before
