"""What the tests of processes share: a staging folder, and sandboxes that end with the test that opened them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import Yard


@pytest.fixture(scope="session")
def _staged() -> Iterator[Yard]:
    with Yard() as yard:
        yield yard


@pytest.fixture
def yard(_staged: Yard) -> Iterator[Yard]:
    """Sandboxes at L2 over sources given as text."""
    yield _staged
    _staged.clear()


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """An empty folder for a worker to work in."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder
