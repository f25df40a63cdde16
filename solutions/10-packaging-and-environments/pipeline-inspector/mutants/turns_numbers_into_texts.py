"""Accepts a number as the revision of hooks."""

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

import yaml

Finding = tuple[str, str]
Document = dict[Any, Any]

STAGES = ("lint", "types", "test", "package", "deploy")
MOVED = ("https://github.com/charliermarsh/ruff-pre-commit",)
CI = ".github/workflows/ci.yml"

_PIN = re.compile(r"v?[0-9]+(\.[0-9]+)*|[0-9a-f]{40}")


def load(text: str) -> Document:
    """The mapping that a YAML text holds; anything else is a ValueError."""
    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError("this is not YAML") from error
    if not isinstance(document, dict):
        raise ValueError("this is no mapping")
    return document


def triggers(workflow: Document) -> list[str]:
    """The events that start a workflow, sorted."""
    return sorted(_as_list(workflow.get("on", workflow.get(True))))


def gates(workflow: Document) -> list[Finding]:
    """What lets a change pass that should have been stopped."""
    jobs = workflow.get("jobs", {})
    present = [stage for stage in STAGES if stage in jobs]
    found = [("missing-stage", stage) for stage in STAGES if stage not in jobs]
    pairs = pairwise(present)
    found += [("not-gated", stage) for before, stage in pairs if before not in _waits(jobs, stage)]
    found += [("may-fail", one) for one in present if jobs[one].get("continue-on-error") is True]
    if "pull_request" not in triggers(workflow):
        found.append(("not-before-merge", "on"))
    return sorted(found)


def pins(workflow: Document) -> list[Finding]:
    """Actions that may be others tomorrow."""
    jobs = workflow.get("jobs", {}).values()
    used = {step.get("uses", "./") for job in jobs for step in job.get("steps", [])}
    foreign = [action for action in used if not action.startswith("./")]
    return sorted(("unpinned-action", one) for one in foreign if not _is_pin(one.partition("@")[2]))


def hooks(config: Document) -> list[Finding]:
    """Repositories of hooks that are not pinned, or have moved."""
    found = set()
    for entry in config.get("repos", []):
        if entry["repo"] not in ("local", "meta") and not _is_pin(str(entry.get("rev"))):
            found.add(("unpinned-hook", entry["repo"]))
        if entry["repo"] in MOVED:
            found.add(("moved-hook", entry["repo"]))
    return sorted(found)


def recipe(text: str) -> list[Finding]:
    """What makes an image large, changeable or dangerous."""
    found, images, stages, user = set(), [], {"scratch"}, ""
    text = re.sub(r"(?m)^[ \t]*#.*\n?", "", text).replace("\\\n", " ")
    for word, *words in filter(None, map(str.split, text.splitlines())):
        match word.upper():
            case "FROM":
                images.append(words[0])
                user = ""
                tag = words[0].rpartition("/")[2].partition(":")[2]
                if words[0] not in stages and tag in ("", "latest"):
                    found.add(("unpinned-base", words[0]))
                stages.add(words[-1])
            case "USER":
                user = words[0].partition(":")[0]
            case "COPY" if words[0].startswith("--from=") and "dist" not in words[1].split("/"):
                found.add(("not-from-dist", words[1]))
    if len(images) == 1:
        found.add(("single-stage", images[0]))
    if images and user in ("", "root", "0"):
        found.add(("runs-as-root", images[-1]))
    return sorted(found)


_CHECKS: tuple[tuple[str, Callable[[str], list[Finding]]], ...] = (
    (f"/{CI}", lambda text: gates(load(text))),
    ("/.github/workflows/*.yml", lambda text: pins(load(text))),
    ("/.pre-commit-config.yaml", lambda text: hooks(load(text))),
    ("Dockerfile", recipe),
)


def inspect_files(files: Mapping[str, str]) -> list[str]:
    """A line for each finding in the files of a repository, sorted."""
    lines = set() if CI in files else {f"{CI}: missing"}
    for path, text in files.items():
        for _, check in (row for row in _CHECKS if PurePosixPath("/", path).match(row[0])):
            try:
                lines |= {f"{path}: {rule} {place}" for rule, place in check(text)}
            except ValueError:
                lines.add(f"{path}: unreadable")
    return sorted(lines)


def _as_list(value: Any) -> list[Any]:
    """The items of a list or the keys of a mapping; a text alone makes a list of one."""
    return [value] if isinstance(value, str) else list(value or [])


def _is_pin(value: object) -> bool:
    return isinstance(value, str) and _PIN.fullmatch(value) is not None


def _waits(jobs: dict[str, Document], name: str) -> set[str]:
    """All jobs that have to pass before this one starts."""
    found = set(_as_list(jobs[name].get("needs")))
    for _ in jobs:  # no chain is longer than that
        found |= {need for job in found for need in _as_list(jobs[job].get("needs"))}
    return found
