"""How long a student waits after a save: watch mode's warm process beside a cold `pytest` on the same file.

    python -m tests.benchmarks.feedback [--rounds N] [--json]

Both test the same file in turns, in the same environment, a failing version and a passing one by turns. Watch mode is
measured from the write of the file to the finished page: noticing the save, the run, and the drawing. The cold pytest
is the lightest there is: no plugin of the environment is loaded, and nothing is drawn but its dots.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from grader.student.folder import ExerciseFolder, read_folder
from grader.student.pages import Style, run_lines
from grader.student.running import Order, run_exercise
from grader.student.saves import Saves
from grader.student.warm import WarmChildren
from tests.builders import COURSES

EXERCISE = Path("weeks/01-quay/tally")
ALLOWED = 0.5
LONGEST_WAIT = 60.0


@dataclass(frozen=True)
class Versions:
    """The same file, unfinished and right."""

    path: Path
    contents: tuple[bytes, bytes]

    def write(self, number: int) -> None:
        """Save one or the other."""
        self.path.write_bytes(self.contents[number % 2])


def prepare(root: Path) -> tuple[ExerciseFolder, Versions]:
    """A student's folder with one exercise in it."""
    source = COURSES / "good"
    target = root / EXERCISE
    target.mkdir(parents=True)
    for path in (source / EXERCISE).glob("*.*"):
        (target / path.name).write_bytes(path.read_bytes())
    folder = read_folder(target)
    assert folder is not None
    name = folder.exercise.student_files[0]
    right = (source / "solutions" / EXERCISE.relative_to("weeks") / name).read_bytes()
    return folder, Versions(target / name, ((target / name).read_bytes(), right))


def cold(folder: ExerciseFolder, environment: Mapping[str, str]) -> float:
    """Seconds of a `pytest` that is started for this."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *folder.test_files()]
    begun = time.perf_counter()
    subprocess.run(command, cwd=folder.path, env=environment, capture_output=True, check=False)
    return time.perf_counter() - begun


class Watching:
    """Watch mode without its terminal: saves are noticed, the warm process runs, the page is made."""

    def __init__(self, folder: ExerciseFolder, children: WarmChildren) -> None:
        self.folder = folder
        self.children = children
        self.saved = threading.Event()

    def feedback(self, versions: Versions, number: int) -> float:
        """Seconds from a save to its page; then there is time to get the next process ready."""
        self.saved.clear()
        begun = time.perf_counter()
        versions.write(number)
        if not self.saved.wait(LONGEST_WAIT):
            raise TimeoutError("the save was not noticed")
        run = run_exercise(self.folder, self.children, Order())
        lines = run_lines(run, self.folder.exercise.title, Style())
        took = time.perf_counter() - begun
        assert run.is_passing is bool(number % 2), "\n".join(line.text for line in lines)
        self.children.prepare()
        self.children.wait()
        return took


def measure(rounds: int) -> dict[str, list[float]]:
    """Seconds of each kind, round by round."""
    light = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    took: dict[str, list[float]] = {"watch": [], "cold": [], "cold with plugins": []}
    with tempfile.TemporaryDirectory() as name, WarmChildren() as children:
        folder, versions = prepare(Path(name))
        watching = Watching(folder, children)
        with Saves(folder.path, watching.saved.set):
            children.wait()
            for number in range(1, rounds + 1):
                took["watch"].append(watching.feedback(versions, number))
                took["cold"].append(cold(folder, light))
                took["cold with plugins"].append(cold(folder, os.environ))
    return took


def main() -> int:
    """Print all side by side; 1 if feedback takes more than half of the lightest cold run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    took = measure(chosen.rounds)
    medians = {name: statistics.median(values) for name, values in took.items()}
    ratio = medians["watch"] / medians["cold"]
    if chosen.json:
        print(json.dumps({"rounds_ms": {k: [round(1e3 * s, 1) for s in v] for k, v in took.items()}, "ratio": ratio}))
    else:
        show(took, medians, ratio)
    return int(ratio > ALLOWED)


def show(took: Mapping[str, list[float]], medians: Mapping[str, float], ratio: float) -> None:
    """The table, and whether the bound is kept."""
    table = Table(title="From a save to its feedback", title_justify="left")
    for heading in ("", "median ms", "fastest", "slowest", "of a cold pytest"):
        table.add_column(heading, justify="right" if heading else "left")
    names = {
        "watch": "watch mode, warm: save, run, page",
        "cold": "pytest -q, no plugins of the environment",
        "cold with plugins": "pytest -q, as the environment has it",
    }
    for key, name in names.items():
        values = [f"{1e3 * value:.0f}" for value in (medians[key], min(took[key]), max(took[key]))]
        table.add_row(name, *values, f"{medians[key] / medians['cold']:.2f}")
    console = Console()
    console.print(table)
    verdict = "kept" if ratio <= ALLOWED else "NOT KEPT"
    console.print(f"feedback takes {ratio:.2f} of a cold pytest; at most {ALLOWED} is asked for: {verdict}")


if __name__ == "__main__":
    sys.exit(main())
