"""Runs the checks of one exercise on a file, all in this one process: quick to try, safe for nobody.

    python -m tests.naive.inprocess weeks/06-abcs-protocols-mixins/restartable-services [FILE]

FILE defaults to the reference; for a package it is a folder with the files that differ. Prints one line a check.
The real grader never works like this.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import random
import shutil
import sys
import sysconfig
import tempfile
import tomllib
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from grader import wire
from grader.checks.author import SPEC
from grader.checks.session import Session
from grader.harness import workshop
from grader.harness.answers import Fault
from grader.harness.desk import Desk


def load(path: Path, name: str) -> ModuleType:
    """Import the file at `path` as module `name`, afresh."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class InProcess:
    """A channel whose worker is this very process."""

    def __init__(self, exercise: Path, source: Path, probes: Path) -> None:
        manifest = tomllib.loads((exercise / "exercise.toml").read_text())
        temporary = tempfile.mkdtemp()
        atexit.register(shutil.rmtree, temporary, ignore_errors=True)
        box = Path(temporary, "box")
        box.mkdir()
        tree = manifest["kind"] == "package"
        modules = [] if tree else [manifest["files"]["student"][0].removesuffix(".py")]
        for folder in (probes.parent, source) if tree else ():
            for name in manifest["files"]["student"]:
                if (folder / name).is_file():
                    (box / name).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(folder / name, box / name)
        for name in modules:
            shutil.copy(source, box / f"{name}.py")
            sys.modules.pop(name, None)
        kept, here = sys.path[:], Path.cwd()
        self.shop = {"box": str(box), "libraries": sysconfig.get_path("purelib")}
        self.scratch = f"{temporary}/scratch"
        Path(self.scratch).mkdir()
        os.chdir(self.scratch)
        sys.modules["workshop"] = workshop
        workshop.settle(**self.shop)
        name = "probes_" + Path(temporary).name
        self.desk = Desk(str(box), modules, (lambda: load(probes, name)) if probes.exists() else None, workshop)
        self.loaded = self.desk.load()
        os.chdir(here)
        sys.path[:] = kept
        for name in modules:
            sys.modules.pop(name, None)

    def exchange(self, questions: Sequence[bytes]) -> list[bytes | Fault]:
        """Answer in this process."""
        here = Path.cwd()
        os.chdir(self.scratch)
        workshop.settle(**self.shop)
        try:
            replies = [self.desk.answer(wire.decode(body)) for body in questions]
            return [wire.dump(reply) for reply in replies]
        finally:
            os.chdir(here)


def draw(inputs: dict[str, st.SearchStrategy[Any]], count: int) -> list[dict[str, Any]]:
    """`count` inputs drawn as a grading run draws them."""
    drawn: list[dict[str, Any]] = []

    @seed(random.randrange(1 << 30))
    @settings(max_examples=count, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.fixed_dictionaries(inputs))
    def collect(values: dict[str, Any]) -> None:
        drawn.append(values)

    collect()
    return drawn


def main(folder: str, *files: str) -> int:
    """Run every check of the exercise in `folder` on each file and print how it ended."""
    exercise = Path(folder).resolve()
    twin = exercise.parents[2] / "solutions" / exercise.parent.name / exercise.name
    checks = load(twin / "checks.py", "checks")
    manifest = tomllib.loads((exercise / "exercise.toml").read_text())
    right = twin if manifest["kind"] == "package" else twin / manifest["files"]["student"][0]
    failed = 0
    for source in [Path(file).resolve() for file in files] or [right]:
        print(f"== {source}")
        student = InProcess(exercise, source, twin / "probes.py")
        reference = InProcess(exercise, right, twin / "probes.py")
        if student.loaded.get("fatal"):
            print("   import failed:", student.loaded)
            continue
        for name, check in vars(checks).items():
            if not name.startswith("check_"):
                continue
            spec = getattr(check, SPEC)
            try:
                for values in draw(spec.inputs, spec.examples) if spec.inputs else [{}]:
                    check(Session(student), Session(reference), **values)
                print(f"   ok    {name}")
            except BaseException as error:  # noqa: BLE001 (a line for whatever happened)
                failed += 1
                shown = getattr(error, "answer", None) or traceback.format_exception_only(error)[-1].strip()
                print(f"   FAIL  {name}: {type(error).__name__} {str(shown)[:300]}")
    return failed


if __name__ == "__main__":
    main(*sys.argv[1:])
