"""Lines of JSON between the scheduler and its judge processes; both sides are ours, and nothing is pickled."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from grader.model import CheckPlan, CheckResult, ExerciseResult, Outcome, Verdict

REFERENCE_BOX = "reference"
EMPTY_BOX = "empty"
"""Boxes of a run that hold no submission: the references, and nothing at all."""


def write_line(message: dict[str, Any]) -> bytes:
    """One message as one line."""
    return json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n"


def read_line(line: bytes) -> dict[str, Any]:
    """The message on a line; raises ValueError where it is none."""
    message = json.loads(line)
    if not isinstance(message, dict):
        raise ValueError("not a message")
    return message


def result_to_json(result: ExerciseResult) -> dict[str, Any]:
    """A result as plain JSON."""
    return dataclasses.asdict(result)


def result_from_json(data: dict[str, Any]) -> ExerciseResult:
    """The result that `result_to_json` wrote; raises KeyError, TypeError or ValueError for anything else."""
    checks = tuple(CheckResult(**{**check, "outcome": Outcome(check["outcome"])}) for check in data["checks"])
    return ExerciseResult(**{**data, "verdict": Verdict(data["verdict"]), "checks": checks})


def plan_to_json(plan: list[CheckPlan]) -> list[dict[str, Any]]:
    """A plan as plain JSON."""
    return [dataclasses.asdict(check) for check in plan]


def plan_from_json(data: list[dict[str, Any]]) -> list[CheckPlan]:
    """The plan that `plan_to_json` wrote."""
    return [CheckPlan(**{**check, "covers": tuple(check["covers"]), "after": tuple(check["after"])}) for check in data]
