"""Readers click through the built site in Chromium: what scenarios.mjs demands has to hold, one test a scenario."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from grader.catalogue.load import load_course
from grader.site.kit import browser_files, default_cache
from tests.browser.ground import HERE, ROOT, Outcome, drive, missing, packages, request
from tests.browser.site import built_site

pytestmark = pytest.mark.slow

NAMES = re.findall(r'^  async "([^"]+)"\(', (HERE / "scenarios.mjs").read_text(encoding="utf-8"), re.MULTILINE)
COLD_SECONDS = 6.0
WARM_SECONDS = 0.5


@pytest.fixture(scope="session")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Outcome]:
    """All scenarios, run once in one browser; pictures lie in build/screens for whoever wants to look."""
    if missing():
        if os.environ.get("CI"):
            pytest.fail(f"this machine has no {missing()}")
        pytest.skip(f"this machine has no {missing()}")
    folder = tmp_path_factory.mktemp("browser")
    shots = ROOT / "build" / "screens"
    shots.mkdir(parents=True, exist_ok=True)
    asked = request(load_course(ROOT), built_site(ROOT, folder), shots, NAMES)
    return drive(folder, packages(ROOT / "build" / "browser-tests"), asked)


@pytest.mark.parametrize("name", NAMES)
def test_readers_can(name: str, outcomes: Mapping[str, Outcome]) -> None:
    """The scenario of this name holds, asks nothing of another server, and leaves no error on the console."""
    assert "" == outcomes[name].error


def test_python_is_ready_soon_and_fast_when_warm(outcomes: Mapping[str, Outcome]) -> None:
    """From first focus Python is there within six seconds, and a further run takes at most half a second."""
    facts = outcomes["is ready soon, and a warm run is fast"].facts

    assert facts["cold"] <= COLD_SECONDS
    assert facts["warm"] <= WARM_SECONDS


def test_what_a_page_loads_is_what_the_manifest_says(tmp_path: Path) -> None:
    """The built files and their hashes are those of the manifest, and equal sources give equal bytes."""
    first = browser_files(default_cache(ROOT)).files
    again = browser_files(tmp_path / "cache").files

    assert sorted(first) == sorted(again)
    assert [] == [name for name, content in first.items() if again[name] != content]
