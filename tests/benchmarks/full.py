"""Large classes: memory and time up to 2,000 submissions, and a second run over a class that did not change."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from tests.benchmarks import tables
from tests.benchmarks.classes import Choice, Field, write_class
from tests.benchmarks.contestants import ROOT, Ours, resident_mb

SIZES = (100, 500, 1000, 2000)
AGAIN = 100


def measure(found: Field, choices: Sequence[Choice], folder: Path, console: Console) -> dict[str, Any]:
    """Both measurements."""
    return {"sizes": _sizes(found, choices, folder, console), "again": _again(choices, folder, console)}


def _sizes(found: Field, choices: Sequence[Choice], folder: Path, console: Console) -> list[dict[str, float]]:
    """One class of the largest size, looked at on the way."""
    console.print(f"grading {SIZES[-1]} submissions", style="dim")
    folders = write_class(choices, folder / "large", SIZES[-1], right=0.65, seed=2)
    ours = Ours(found, folder / "large-output")
    ours.start()
    seen: list[dict[str, float]] = []
    try:
        pending = {f"n{number:05d}": ours.grading._take(each, ours.prints) for number, each in enumerate(folders)}
        began = time.perf_counter()
        for done, _ in enumerate(ours.grading._put(ours.judging, pending), start=1):
            if done in SIZES:
                seen.append(
                    {
                        "submissions": done,
                        "seconds": time.perf_counter() - began,
                        "judge_mb": max(map(resident_mb, ours.judges)),
                        "scheduler_mb": resident_mb(os.getpid()),
                    }
                )
    finally:
        ours.close()
    content = []
    last: dict[str, float] = {"submissions": 0, "seconds": 0.0}
    for line in seen:
        each = (line["seconds"] - last["seconds"]) / (line["submissions"] - last["submissions"])
        memory = (f"{line['judge_mb']:.1f}", f"{line['scheduler_mb']:.1f}")
        content.append((f"{line['submissions']:,.0f}", f"{line['seconds']:.1f}", tables.milliseconds(each), *memory))
        last = line
    headings = ("submissions", "seconds", "ms each since the line above", "judge MiB", "scheduler MiB")
    tables.rows(console, f"one class of {SIZES[-1]:,}, one judge", headings, content)
    return seen


def _again(choices: Sequence[Choice], folder: Path, console: Console) -> dict[str, float]:
    """`grader grade` twice over the same class, with the real command."""
    submissions = folder / "again"
    write_class(choices, submissions, AGAIN, right=0.65, seed=3)
    command = [
        *[sys.executable, "-m", "grader", "grade", str(submissions), "--week", choices[0].exercise.week],
        *["--output", str(folder / "again-output"), "--format", "json"],
    ]
    seconds = []
    for run in ("first", "second"):
        began = time.perf_counter()
        with (folder / f"{run}.json").open("wb") as stream:
            subprocess.run(command, cwd=ROOT, stdout=stream, stderr=subprocess.DEVNULL, check=True)
        seconds.append(time.perf_counter() - began)
    first, second = seconds
    share = 100 * second / first
    title = f"`grader grade` of {AGAIN} submissions, whole week, as many judges as processors"
    content = [("first", f"{first:.2f}", ""), ("unchanged second", f"{second:.2f}", f"{share:.1f} (less than 5 asked)")]
    tables.rows(console, title, ("run", "seconds", "% of the first"), content)
    return {"first": first, "second": second, "percent": share}
