"""Proves what manifests say with `browser = true`: the same verdicts in the browser's Python as on this machine.

For every such exercise the reference has to pass its visible tests and the stub must not, under Pyodide in Node; and
each test has to end as it does on this machine's Python. Runs the course's own files only; knows no hidden check.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.catalogue.course import Course
from grader.errors import GraderFault, UsageError
from grader.model import Exercise
from grader.site.exercise_pages import stub_texts, visible_texts
from grader.site.kit import kit_path, node

Request = dict[str, Any]
Runs = Mapping[str, list[dict[str, Any]]]

_HERE = """
import json, pathlib, sys
from grader.site.browser.runner import run
runs = {}
for name, request in json.loads(pathlib.Path(sys.argv[1]).read_bytes()):
    events = runs[name] = []
    run(json.dumps(request), lambda text: events.append(json.loads(text)))
pathlib.Path(sys.argv[2]).write_text(json.dumps({"python": ".".join(map(str, sys.version_info[:3])), "runs": runs}))
"""
_SECONDS = 600.0


@dataclass(frozen=True)
class Finding:
    """What became of one exercise: `problem` is empty where `browser = true` is right."""

    exercise: str
    tests: int
    problem: str = ""


@dataclass(frozen=True)
class Proof:
    """All exercises that say `browser = true`, and the versions of Python that were compared."""

    findings: tuple[Finding, ...]
    browser_python: str
    machine_python: str

    @property
    def problems(self) -> tuple[Finding, ...]:
        """Exercises whose manifest is wrong."""
        return tuple(finding for finding in self.findings if finding.problem)


def prove(course: Course, exercises: Sequence[Exercise], cache: Path) -> Proof:
    """Run reference and stub of those exercises that say `browser = true`.

    Raises UsageError where Node or the solutions are missing, GraderFault where Python could not be run.
    """
    if not course.layout.has_solutions:
        raise UsageError("there is no reference to run: solutions/ is missing", fix="run it in the course's repository")
    chosen = [exercise for exercise in exercises if exercise.browser]
    kit = kit_path(cache)
    if kit is None:
        raise UsageError("the browser's Python cannot be run without Node and npm", fix="install Node 20 or newer")
    requests = [pair for exercise in chosen for pair in _requests(course, exercise)]
    with tempfile.TemporaryDirectory() as folder:
        asked, browser, machine = (Path(folder) / name for name in ("requests", "browser", "machine"))
        asked.write_text(json.dumps(requests), encoding="utf-8")
        node(cache, "prove.mjs", str(kit), str(asked), str(browser))
        _run_here(asked, machine)
        there, here = (json.loads(path.read_bytes()) for path in (browser, machine))
    findings = tuple(judge(exercise.id, there["runs"], here["runs"]) for exercise in chosen)
    return Proof(findings, there["python"], here["python"])


def judge(exercise: str, browser: Runs, machine: Runs) -> Finding:
    """What the runs of one exercise's reference and stub say of it."""
    reference, stub = states(browser[f"reference {exercise}"]), states(browser[f"stub {exercise}"])
    finding = Finding(exercise, len(reference))
    wrong = [f"{name} {state}" for name, state in reference.items() if state not in {"passed", "skipped"}]
    problem = ""
    if wrong:
        problem = f"the reference does not pass: {_some(wrong)}"
    elif "passed" not in reference.values():
        problem = "no test ran"
    elif stub and all(state == "passed" for state in stub.values()):
        problem = "the stub passes"
    else:
        for solution in ("reference", "stub"):
            there, here = (states(runs[f"{solution} {exercise}"]) for runs in (browser, machine))
            unlike = [
                f"{name} {there.get(name, 'missing')} there and {here.get(name, 'missing')} here"
                for name in sorted({*there, *here})
                if there.get(name) != here.get(name)
            ]
            if unlike and not problem:
                problem = f"the {solution} ends otherwise than on this machine: {_some(unlike)}"
    return Finding(finding.exercise, finding.tests, problem)


def states(events: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """How each test of a run ended; a file that could not be imported counts as a test."""
    found = {event["id"]: event["state"] for event in events if event["event"] == "plan" for event in event["tests"]}
    found |= {event["id"]: event["state"] for event in events if event["event"] == "result"}
    broken = [event for event in events if event["event"] == "broken"]
    return found | {f"import {number}": f"broken: {event['failure']['message']}" for number, event in enumerate(broken)}


def _some(texts: Sequence[str]) -> str:
    return "; ".join(texts[:2]) + (f"; and {len(texts) - 2} more" if len(texts) > 2 else "")


def _requests(course: Course, exercise: Exercise) -> list[tuple[str, Request]]:
    """The reference and the stub of an exercise as the page would send them."""
    layout = course.layout
    stubs = stub_texts(layout, exercise)
    tests = visible_texts(layout, exercise)
    manifest = layout.manifest(exercise).read_text(encoding="utf-8")
    twin = layout.twin_folder(exercise)
    paths = [*layout.reference_files(exercise), *layout.optional_reference_files(exercise)]
    reference = {
        path.relative_to(twin).as_posix(): path.read_text(encoding="utf-8") for path in paths if path.is_file()
    }
    given = {"id": exercise.id, "manifest": manifest, "tests": tests}
    return [
        (f"reference {exercise.id}", {**given, "files": {**stubs, **reference}}),
        (f"stub {exercise.id}", {**given, "files": stubs}),
    ]


def _run_here(requests: Path, answers: Path) -> None:
    command = [sys.executable, "-c", _HERE, str(requests), str(answers)]
    done = subprocess.run(
        command, check=False, capture_output=True, encoding="utf-8", errors="replace", timeout=_SECONDS
    )
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        raise GraderFault(f"the tests could not be run on this machine: {last[0]}", fix="run it again with --debug")
