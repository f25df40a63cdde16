"""Fixtures of the catalogue's tests: the tiny courses of tests/courses, and copies of them to change."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

CopyOf = Callable[[str], Path]


@pytest.fixture
def courses() -> Path:
    """The folder of the tiny courses, one right and one for each defect."""
    return Path(__file__).parents[2] / "courses"


@pytest.fixture
def copy_of(courses: Path, tmp_path: Path) -> CopyOf:
    """Copies one of the tiny courses to a folder where a test may change it."""

    def copy(name: str) -> Path:
        return Path(shutil.copytree(courses / name, tmp_path / name))

    return copy
