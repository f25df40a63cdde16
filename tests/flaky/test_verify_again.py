"""The whole of `grader verify`, again and again, on a machine that is busy with something else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUNS = int(os.environ.get("QUAYSIDE_FLAKY_RUNS", "20"))


@pytest.fixture
def busy() -> Iterator[None]:
    """As many spinning processes as there are processors, for as long as the test runs."""
    spin = "while True: sum(range(10_000))"
    spinning = [subprocess.Popen([sys.executable, "-c", spin]) for _ in range(os.cpu_count() or 1)]
    yield
    for process in spinning:
        process.kill()
        process.wait()


@pytest.mark.flaky_check
def test_verdicts_are_the_same_every_time_under_load(busy: None) -> None:
    """Each run, with a seed of its own, reports the same points for every solution and no problem."""
    seen = []
    for run in range(RUNS):
        command = [sys.executable, "-m", "grader", "verify", "--format", "json", "--seed", str(1000 + run)]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        print(f"run {run + 1} of {RUNS}: exit {ended.returncode}", flush=True)
        seen.append((ended.returncode, json.loads(ended.stdout)))

    assert [(0, seen[0][1])] * RUNS == seen
