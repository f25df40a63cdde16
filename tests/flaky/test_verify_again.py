"""The whole of `grader verify`, again and again, on a machine that is busy with something else."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.builders import ROOT
from tests.flaky.ground import busy_machine

RUNS = int(os.environ.get("QUAYSIDE_FLAKY_RUNS", "20"))


@pytest.mark.flaky_check
def test_verdicts_are_the_same_every_time_under_load() -> None:
    """Each run, with a seed of its own, reports the same points for every solution and no problem."""
    seen = []
    for run in range(RUNS):
        command = [sys.executable, "-m", "grader", "verify", "--format", "json", "--seed", str(1000 + run)]
        with busy_machine():
            ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        print(f"run {run + 1} of {RUNS}: exit {ended.returncode}", flush=True)
        seen.append((ended.returncode, json.loads(ended.stdout)))

    assert [(0, seen[0][1])] * RUNS == seen
