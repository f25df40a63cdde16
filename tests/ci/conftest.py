"""What tests of CI share: a class in bare repositories, and a server that stands for a hosting service."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ci.hosting import Hosting
from tests.ci.repositories import Repository, bare
from tests.e2e.ground import ANSWERS, SORT, TALLY, right

WEEK = "weeks/01-quay"
TALLY_FILE, SORT_FILE, ANSWERS_FILE = (
    f"{WEEK}/tally/tally.py",
    f"{WEEK}/sort-manifest/sort_manifest.py",
    f"{WEEK}/answers.toml",
)
HONEST = {TALLY_FILE: right(TALLY), SORT_FILE: right(SORT), ANSWERS_FILE: ANSWERS.encode(), "README.md": b"# Ana\n"}


@pytest.fixture
def honest(tmp_path: Path) -> Repository:
    """The repository of a student who has done everything."""
    repository = bare(tmp_path, "ana")
    repository.push(HONEST)
    return repository


@pytest.fixture
def hosting(tmp_path: Path) -> Iterator[Hosting]:
    """A server that serves the repositories below tmp_path/hosted to whoever shows the token."""
    with Hosting(tmp_path / "hosted") as server:
        yield server
