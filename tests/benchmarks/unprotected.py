"""All checks of a week over one submission inside one process: what the unprotected contestants run.

As little as possible is done per question, so that the contestants are as fast as such graders can be: nothing is
turned into bytes, inputs and answers are only copied into plain data, without which the two sides would share objects.
Imported by `bare_unittest` and `bare_pytest`, whose environment says what to grade:

    BENCHMARK_PLAN        JSON: the exercises, the seed, and a file with the inputs, if they were drawn beforehand
    BENCHMARK_SUBMISSION  the folder of one student
"""

from __future__ import annotations

import importlib.util
import json
import os
import pickle
import sys
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class _Anything(types.ModuleType):
    """Stands in for hypothesis where inputs are read from a file: strategies are built at import, never drawn from."""

    def __init__(self, name: str = "hypothesis") -> None:
        super().__init__(name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: Any, **__: Any) -> Any:
        return self

    def __or__(self, _: Any) -> Any:
        return self


PLAN: dict[str, Any] = json.loads(Path(os.environ["BENCHMARK_PLAN"]).read_text(encoding="utf-8"))
SUBMISSION = Path(os.environ["BENCHMARK_SUBMISSION"])
if PLAN["inputs"]:
    sys.modules["hypothesis"] = sys.modules["hypothesis.strategies"] = _Anything()

from grader import wire  # noqa: E402 (the stand-in comes first)
from grader.checks import session  # noqa: E402
from grader.checks.author import SPEC, CheckSpec  # noqa: E402
from grader.harness.answers import Answer, _read  # noqa: E402
from grader.harness.desk import Desk  # noqa: E402


def _as_it_is(operation: str, *parts: Any) -> Any:
    return [operation, *parts]


session.question = _as_it_is
sys.modules["grader.checks.expect"].question = _as_it_is  # type: ignore[attr-defined]


class Direct(session.Session):
    """A session whose other side is this process."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(None)  # type: ignore[arg-type]
        self._desk = desk

    def answer(self, asked: Any) -> Answer:
        """Asked with a copy of the inputs, answered with a copy of the value."""
        return _read(self._desk.answer(wire.unpack(wire.pack(asked))))


def load(path: Path, name: str) -> types.ModuleType:
    """Import the file at `path` as module `name`, afresh."""
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(name)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def open_session(folder: Path, module: str, probes: str, name: str) -> Direct:
    """The module in `folder` with the probes over it."""
    sys.modules.pop(module, None)
    kept = sys.path[:]
    desk = Desk(str(folder), [module], (lambda: load(Path(probes), name)) if probes else None)
    desk.load()
    sys.path[:] = kept
    sys.modules.pop(module, None)
    return Direct(desk)


@dataclass
class Check:
    """One check of one exercise, ready to run on its inputs."""

    id: str
    function: Callable[..., Any]
    spec: CheckSpec
    sessions: tuple[Direct, Direct]
    inputs: list[dict[str, Any]]
    passed: set[str]

    @property
    def waits(self) -> bool:
        """Whether a check that has to pass before this one did not."""
        return any(name not in self.passed for name in self.spec.after)

    def run(self) -> None:
        """Raise at the first input on which the two sides differ."""
        student, reference = self.sessions
        for values in self.inputs:
            self.function(student=student, reference=reference, **values)
        self.passed.add(self.function.__name__)


def _inputs(spec: CheckSpec, id_: str, drawn: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    if not spec.inputs:
        return [{}]
    if PLAN["inputs"]:
        return drawn[id_]
    from grader.judge.prepared import draw  # imports hypothesis, which the other variant does without

    return draw(spec, PLAN["seed"])


def all_checks() -> Iterator[Check]:
    """Every check of the week over this submission."""
    drawn = pickle.loads(Path(PLAN["inputs"]).read_bytes()) if PLAN["inputs"] else {}  # noqa: S301 (written by us)
    os.chdir(PLAN["scratch"])
    for number, item in enumerate(PLAN["exercises"]):
        checks = load(Path(item["checks"]), f"checks_{number}")
        student = open_session(SUBMISSION / item["folder"], item["module"], item["probes"], f"probes_{number}")
        reference = open_session(Path(item["reference"]), item["module"], item["probes"], f"reference_probes_{number}")
        passed: set[str] = set()
        for name, function in vars(checks).items():
            if name.startswith("check_"):
                spec = getattr(function, SPEC)
                id_ = f"{item['slug']}/{name}"
                yield Check(id_, function, spec, (student, reference), _inputs(spec, id_, drawn), passed)
