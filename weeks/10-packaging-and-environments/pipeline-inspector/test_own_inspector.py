"""Your own tests of the inspector: small workflows go in, findings come out."""

from typing import Any

from pipeline_inspector import STAGES


def chain() -> dict[str, Any]:
    """A workflow in which each stage waits for the one before: nothing is to be found in it."""
    jobs: dict[str, Any] = {STAGES[0]: {}}
    for before, stage in zip(STAGES, STAGES[1:], strict=False):
        jobs[stage] = {"needs": before}
    return {"on": "pull_request", "jobs": jobs}


def test_own_first_claim() -> None:
    """TODO: say in one sentence what must hold; change one thing in `chain()` and assert."""
    raise NotImplementedError("Task 6: write at least four tests")
