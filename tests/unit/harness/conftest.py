"""What tests of the harness share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.harness.side import Side


@pytest.fixture
def side(tmp_path: Path) -> Iterator[Side]:
    """A side of a conversation."""
    made = Side(tmp_path)
    yield made
    made.close()
