"""What each task of an exercise is worth: asks pytest, in a process of its own, what the hidden checks are.

    python -I -m grader.notebooks.points QUESTION ANSWER

Reads a list of `checks.py` from one file and writes their plans to the other. Runs no check and no student's code.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.catalogue.layout import Layout
from grader.checks.static import static_plan
from grader.errors import CourseError, GraderFault, Problem
from grader.judge.own_tests import OwnTestsJudge, Version
from grader.judge.plugin import JudgePlugin, collect
from grader.judge.prepared import CheckFunction
from grader.model import CheckPlan, Exercise

SECONDS = 120.0


def plans(exercises: Sequence[Exercise], layout: Layout) -> dict[str, list[CheckPlan]]:
    """The checks of each exercise by its id, without running any. Raises CourseError for checks that do not import."""
    if not exercises:
        return {}
    found = _collected([layout.checks(exercise) for exercise in exercises], layout)
    plan: dict[str, list[CheckPlan]] = {}
    for exercise in exercises:
        hidden = [CheckPlan(**item) for item in found[str(layout.checks(exercise))]]
        own = OwnTestsJudge(exercise, [Version({})], [], 0).plan if exercise.own_tests else []
        plan[exercise.id] = [*hidden, *own, *static_plan(exercise)]
    return plan


def _collected(files: list[Path], layout: Layout) -> dict[str, list[dict[str, Any]]]:
    with tempfile.TemporaryDirectory(prefix="quayside-points-") as folder:
        question, answer = Path(folder) / "question.json", Path(folder) / "answer.json"
        question.write_text(json.dumps([str(path) for path in files]), encoding="utf-8")
        command = [sys.executable, "-I", "-m", "grader.notebooks.points", str(question), str(answer)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, cwd=folder)
        except subprocess.TimeoutExpired:
            raise GraderFault("collecting the hidden checks took too long", fix="run it again") from None
        if not answer.is_file():
            last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
            raise GraderFault(f"the hidden checks could not be collected: {last[:300]}", fix="run `grader verify`")
        told = json.loads(answer.read_text(encoding="utf-8"))
    problems = [Problem(**item) for item in told["problems"]]
    problems += [
        Problem(str(path), "", "holds no check", "write functions called check_*")
        for path in files
        if str(path) not in told["plans"] and not any(str(path) == problem.file for problem in problems)
    ]
    if problems:
        inside = [Problem(layout.relative(Path(item.file)), item.key, item.message, item.fix) for item in problems]
        raise CourseError(inside)
    plan: dict[str, list[dict[str, Any]]] = told["plans"]
    return plan


def main(arguments: list[str]) -> None:
    """Entry point of the process that collects."""
    question, answer = (Path(text) for text in arguments)
    sys.dont_write_bytecode = True

    def serve(collected: dict[Path, list[CheckFunction]], problems: list[Problem]) -> None:
        told = {
            "plans": {str(path): [_described(check) for check in checks] for path, checks in collected.items()},
            "problems": [vars(problem) for problem in problems],
        }
        answer.write_text(json.dumps(told), encoding="utf-8")

    files = [Path(text) for text in json.loads(question.read_text(encoding="utf-8"))]
    collect(files, question.parent, JudgePlugin(serve))


def _described(check: CheckFunction) -> dict[str, Any]:
    return {"id": check.id, "title": check.title, "points": check.spec.points or 0, "task": check.spec.task}


if __name__ == "__main__":
    main(sys.argv[1:])
