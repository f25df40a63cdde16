"""What a submission of the kind package costs: in its sandbox, and the way it is done by hand, side by side.

    python -m tests.benchmarks.packaging [RUNS]

By hand: a virtual environment with pip, `pip wheel`, `pip install`, the command; each submission anew, unprotected,
with the build backend offered from the same libraries, so that neither side downloads anything.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from grader.harness.worker import Assignment, SubmissionSandbox
from grader.model import Limits, Profile
from grader.sandbox.libraries import copy_libraries
from grader.sandbox.staging import Staging
from tests.builders import call, level2

TREE = {
    "pyproject.toml": (
        '[build-system]\nrequires = ["{backend}"]\nbuild-backend = "{module}"\n\n[project]\nname = "yard-tool"\n'
        'version = "1.0"\nscripts = {{ yard = "yard_tool:main" }}\n'
    ),
    "src/yard_tool/__init__.py": 'def main() -> None:\n    print("berth 4")\n',
}
BACKENDS = {"hatchling": "hatchling.build", "setuptools": "setuptools.build_meta"}
LIMITS = Limits(answer_seconds=60, load_seconds=60, exercise_seconds=600, memory_mb=1024, profile=Profile.PROCESSES)
Clock = Callable[[str, Callable[[], object]], None]


def sandboxed(tree: dict[str, bytes], staging: Staging, libraries: Path, clock: Clock) -> None:
    """One submission in a sandbox of its own."""
    box = staging.box("s", {"a": tree})
    sandbox = SubmissionSandbox(level2(), staging, box, libraries=libraries)
    worker = sandbox.worker(Assignment("a", (), None, LIMITS, libraries=True, workshop=True))
    clock("start and build the wheel", worker.load)
    clock("read its metadata", lambda: call(worker, "metadata").value["name"])
    clock("environment, install, command", lambda: call(worker, "run_installed", "yard").value["stdout"])
    clock("command again", lambda: call(worker, "run_installed", "yard").value["stdout"])
    clock("sdist", lambda: call(worker, "sdist_files").value)
    clock("end", sandbox.close)
    staging.drop(box)


def by_hand(tree: dict[str, bytes], clock: Clock) -> None:
    """The same with the tools that people use."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "tree")
        for name, content in tree.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
        env = f"{folder}/env"
        common = {**os.environ, "PYTHONPATH": sysconfig.get_path("purelib"), "PIP_NO_INDEX": "1"}
        options = ["--no-build-isolation", "--no-deps", "--quiet", "--disable-pip-version-check"]
        pip = [f"{env}/bin/python", "-m", "pip"]

        def run(*command: str) -> None:
            subprocess.run(command, check=True, capture_output=True, env=common, cwd=folder)

        def install() -> None:
            run(sys.executable, "-m", "venv", env)
            run(*pip, "install", *options, *map(str, Path(folder).glob("*.whl")))
            run(f"{env}/bin/yard")

        wheel = [sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", folder, str(root)]
        clock("start and build the wheel", lambda: run(*wheel))
        clock("environment, install, command", install)
        clock("command again", lambda: run(f"{env}/bin/yard"))


class Stopwatch:
    """Milliseconds of each step of one side, run after run."""

    def __init__(self) -> None:
        self.seen: dict[str, list[float]] = {}

    def __call__(self, step: str, work: Callable[[], object]) -> None:
        """Do the work of a step and note how long it took."""
        began = time.perf_counter()
        work()
        self.seen.setdefault(step, []).append((time.perf_counter() - began) * 1000)

    def median(self, step: str) -> float:
        """Of all runs; 0 for a step that this side does not have."""
        return statistics.median(self.seen.get(step, [0.0]))


def main(runs: str = "5") -> None:
    """Print medians in milliseconds."""
    table = Table("backend", "step", "in the sandbox, ms", "by hand, ms")
    with Staging() as staging:
        libraries = copy_libraries([*BACKENDS, "installer"], staging.root / "libraries")
        for backend, module in BACKENDS.items():
            tree = {name: text.format(backend=backend, module=module).encode() for name, text in TREE.items()}
            ours, theirs = Stopwatch(), Stopwatch()
            for _ in range(int(runs)):
                sandboxed(tree, staging, libraries, ours)
                by_hand(tree, theirs)
            for step in ours.seen:
                table.add_row(backend, step, f"{ours.median(step):.0f}", f"{theirs.median(step):.0f}")
            whole = [sum(map(side.median, side.seen)) for side in (ours, theirs)]
            table.add_row(backend, "whole submission", *(f"{time:.0f}" for time in whole), end_section=True)
    Console().print(table)


if __name__ == "__main__":
    main(*sys.argv[1:])
