"""Visible tests of pipeline-inspector."""

import pytest

from pipeline_inspector import MOVED, gates, hooks, inspect_files, load, pins, recipe, triggers

GOOD = """\
on: [push, pull_request]
jobs:
  lint:
    steps:
      - uses: actions/checkout@v4
  types: {needs: lint}
  test: {needs: types}
  package: {needs: [lint, test]}
  deploy: {needs: package}
"""


def test_t1_a_mapping_is_loaded() -> None:
    """A YAML text becomes a mapping."""
    assert load("name: nightly\njobs: {lint: {}}\n") == {"name": "nightly", "jobs": {"lint": {}}}


@pytest.mark.parametrize(
    "text",
    ["", "- lint", "jobs: [lint", "a: !!python/tuple [1]"],
    ids=["empty", "list", "broken", "tag"],
)
def test_t1_other_texts_raise(text: str) -> None:
    """What is no mapping of plain data raises ValueError."""
    with pytest.raises(ValueError):
        load(text)


@pytest.mark.parametrize("text", ["on: [push, merge_group]", '"on": {push: {}, merge_group: {}}'])
def test_t1_triggers_are_found_under_either_key(text: str) -> None:
    """A bare `on` is loaded as True, a quoted one as a text."""
    assert triggers(load(text)) == ["merge_group", "push"]


def test_t2_a_complete_chain_has_no_gaps() -> None:
    """If each stage waits for the one before, there is nothing to report."""
    assert gates(load(GOOD)) == []


def test_t2_missing_stages_and_a_late_trigger_are_reported() -> None:
    """Stages without a job are reported, and a workflow that runs only after the merge."""
    assert gates(
        {"on": "push", "jobs": {"lint": {}, "test": {"needs": "lint"}, "deploy": {"needs": "test"}}}
    ) == [
        ("missing-stage", "package"),
        ("missing-stage", "types"),
        ("not-before-merge", "on"),
    ]


def test_t2_waiting_is_passed_on_by_other_jobs() -> None:
    """A job between two stages links them."""
    workflow = load(GOOD)
    workflow["jobs"]["sign"] = {"needs": ["package"]}
    workflow["jobs"]["deploy"] = {"needs": "sign"}
    assert gates(workflow) == []


def test_t2_a_stage_that_may_fail_is_no_gate() -> None:
    """`continue-on-error: true` takes the gate away."""
    workflow = load(GOOD)
    workflow["jobs"]["types"]["continue-on-error"] = True
    assert gates(workflow) == [("may-fail", "types")]


@pytest.mark.parametrize(
    ("uses", "pinned"),
    [
        ("port/setup@v4.1", True),
        ("port/setup@" + "c0ffee00" * 5, True),
        ("port/setup@main", False),
        ("./local", True),
    ],
)
def test_t3_actions_are_pinned_or_reported(uses: str, pinned: bool) -> None:
    """A version or a commit is a pin; a branch is not."""
    workflow = {"jobs": {"types": {"steps": [{"run": "mypy"}, {"uses": uses}]}}}
    assert pins(workflow) == ([] if pinned else [("unpinned-action", uses)])


@pytest.mark.parametrize(("rev", "pinned"), [("v0.6.9", True), ("stable", False), (24.1, False)])
def test_t3_hooks_are_pinned_or_reported(rev: object, pinned: bool) -> None:
    """A tag is a pin, a branch and a number are not; a moved repository is reported besides."""
    expected = [("moved-hook", MOVED[0])] + ([] if pinned else [("unpinned-hook", MOVED[0])])
    assert hooks({"repos": [{"repo": MOVED[0], "rev": rev}, {"repo": "local"}]}) == expected


@pytest.mark.parametrize(
    ("image", "pinned"),
    [
        ("python:3.12-slim", True),
        ("python", False),
        ("python:latest", False),
        ("port.example:80/python", False),
    ],
)
def test_t4_a_base_has_a_tag(image: str, pinned: bool) -> None:
    """An image without a tag is another one tomorrow."""
    text = f"FROM {image} AS build\nfrom build\nuser yard\n"
    assert recipe(text) == ([] if pinned else [("unpinned-base", image)])


def test_t4_the_last_stage_decides_on_the_user() -> None:
    """A user of an earlier stage does not help the last one; continued lines are one."""
    text = "FROM python:3.12 AS build\nUSER yard\n# final\nFROM \\\n  debian:12\nRUN true\n"
    assert recipe(text) == [("runs-as-root", "debian:12")]


def test_t4_wheels_come_from_dist() -> None:
    """A copy from another stage takes what the build left in dist."""
    text = (
        "FROM a:1 AS b\nFROM a:1\nCOPY --from=b /src/dist/ /w/\nCOPY --from=b /wheels /w\nUSER 10\n"
    )
    assert recipe(text) == [("not-from-dist", "/wheels")]


def test_t5_a_repository_gives_sorted_lines() -> None:
    """Each file goes to the rules for files of its name; a broken one does not end the round."""
    files = {
        "Dockerfile": "FROM python:3.12\nUSER yard\n",
        ".pre-commit-config.yaml": "repos: [",
        ".github/workflows/ci.yml": GOOD,
        ".github/workflows/nightly.yml": "jobs: {scan: {steps: [{uses: port/scan@dev}]}}",
    }
    assert inspect_files(files) == [
        ".github/workflows/nightly.yml: unpinned-action port/scan@dev",
        ".pre-commit-config.yaml: unreadable",
        "Dockerfile: single-stage python:3.12",
    ]
