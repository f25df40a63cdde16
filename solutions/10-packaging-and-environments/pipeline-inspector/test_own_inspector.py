"""Own tests of the inspector: small workflows go in, findings come out."""

from typing import Any

import pytest

from pipeline_inspector import STAGES, gates, hooks, pins, triggers


def chain() -> dict[str, Any]:
    """A workflow in which each stage waits for the one before: nothing is to be found in it."""
    jobs: dict[str, Any] = {STAGES[0]: {}}
    for before, stage in zip(STAGES, STAGES[1:], strict=False):
        jobs[stage] = {"needs": before}
    return {"on": "pull_request", "jobs": jobs}


def test_own_a_chain_has_no_gaps() -> None:
    """A workflow in which each stage waits for the one before has no findings."""
    assert gates(chain()) == []


@pytest.mark.parametrize("events", ["push", ["push"], {"push": {"branches": ["main"]}}])
@pytest.mark.parametrize("key", ["on", True])
def test_own_events_are_found_in_every_form(key: object, events: object) -> None:
    """One event, a list and a mapping are alike, under either form of the key."""
    assert triggers({key: events}) == ["push"]


def test_own_a_missing_stage_is_bridged() -> None:
    """Where a stage is missing, the next one waits for the one before the gap."""
    workflow = chain()
    del workflow["jobs"]["types"]
    workflow["jobs"]["test"]["needs"] = ["lint"]
    assert gates(workflow) == [("missing-stage", "types")]


def test_own_a_stage_may_wait_through_another_job() -> None:
    """Waiting is passed on by jobs that are no stages."""
    workflow = chain()
    workflow["jobs"]["sign"] = {"needs": "package"}
    workflow["jobs"]["deploy"] = {"needs": ["sign"]}
    assert gates(workflow) == []


def test_own_a_stage_that_waits_for_nothing_is_reported() -> None:
    """A stage without needs is not gated."""
    workflow = chain()
    workflow["jobs"]["deploy"] = {"needs": "lint"}
    assert gates(workflow) == [("not-gated", "deploy")]


def test_own_a_gate_must_not_be_allowed_to_fail() -> None:
    """Only `true` makes a gate lenient."""
    workflow = chain()
    workflow["jobs"]["types"]["continue-on-error"] = True
    workflow["jobs"]["test"]["continue-on-error"] = False
    assert gates(workflow) == [("may-fail", "types")]


@pytest.mark.parametrize(
    ("uses", "pinned"),
    [
        ("port/scan@v2", True),
        ("port/scan@" + "0b" * 20, True),
        ("port/scan@main", False),
        ("port/scan", False),
    ],
)
def test_own_an_action_is_pinned_or_reported(uses: str, pinned: bool) -> None:
    """Versions and commits are pins; branches are not."""
    found = pins({"jobs": {"scan": {"steps": [{"run": "ls"}, {"uses": uses}]}}})
    assert found == ([] if pinned else [("unpinned-action", uses)])


@pytest.mark.parametrize(("rev", "pinned"), [("v6.0", True), (6.0, False), ("v6.x", False)])
def test_own_a_rev_is_a_text(rev: object, pinned: bool) -> None:
    """A number is no pin, nor is a text that only begins like one."""
    found = hooks({"repos": [{"repo": "https://git.example/a", "rev": rev}, {"repo": "local"}]})
    assert found == ([] if pinned else [("unpinned-hook", "https://git.example/a")])
