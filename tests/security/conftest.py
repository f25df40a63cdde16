"""One class of all attacks and one without any, each graded once for all tests of this folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.security import leftovers
from tests.security.attacks import all_attacks
from tests.security.class_run import (
    ATTACKS_PER_CONTROL,
    FORMATS,
    ClassRun,
    grade,
    lay_out_attacks,
    lay_out_control,
    lay_out_twins,
)


@dataclass(frozen=True)
class Hostile:
    """The run with attacks and the quiet run with their twins; where each attack and each twin lies."""

    attacked: ClassRun
    quiet: ClassRun
    places: dict[str, str]
    twins: dict[str, str]
    mounts: tuple[list[str], list[str]]
    objects: tuple[list[str], list[str]]


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """Grades both classes; slow, so it is done once a session."""
    base = tmp_path_factory.mktemp("hostile")
    attacks = all_attacks()
    twins = lay_out_twins(base / "quiet" / "class", attacks)
    for number in [*range(0, len(attacks), ATTACKS_PER_CONTROL), len(attacks)]:
        lay_out_control(base / "quiet" / "class", number)
    places = lay_out_attacks(base / "attacked" / "class", attacks)
    mounts, objects = leftovers.mounts(), leftovers.shared_objects()
    attacked = grade(base / "attacked", formats=FORMATS)
    after = leftovers.mounts(), leftovers.shared_objects()
    quiet = grade(base / "quiet")
    return Hostile(attacked, quiet, places, twins, (mounts, after[0]), (objects, after[1]))


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """An empty folder with room for a class."""
    return tmp_path
